import { expect, test } from "vitest";
import { en } from "#app/texts/en.ts";
import { zhCN } from "#app/texts/zh-CN.ts";

type Tree = { [key: string]: string | Tree };

function leaves(tree: Tree, path = ""): [string, string][] {
  return Object.entries(tree).flatMap(([key, value]): [string, string][] =>
    typeof value === "string" ? [[path + key, value]] : leaves(value, `${path}${key}.`),
  );
}

const english = leaves(en);
const chinese = new Map(leaves(zhCN));

test("both languages say the same things, with the same values in them", () => {
  expect([...chinese.keys()].sort()).toEqual(english.map(([key]) => key).sort());
  const valuesOf = (text: string) => [...new Set(text.match(/\{\{\w+\}\}/g) ?? [])].sort();
  // "one" needs no number where the language says it in words.
  const compared = english.filter(([key]) => !key.endsWith("_one"));
  for (const [key, text] of compared) {
    expect([key, valuesOf(chinese.get(key) ?? "")]).toEqual([key, valuesOf(text)]);
  }
});

test("nothing is left untranslated but names and signs", () => {
  const same = english.filter(([key, text]) => chinese.get(key) === text).map(([, text]) => text);
  expect([...new Set(same)].sort()).toEqual(["Laurel", "—"]);
});

test.each([
  ["English", en],
  ["Chinese", zhCN],
])("a button that names its thing says what is seen on it, in %s", (_, texts) => {
  const said = new Map(leaves(texts));
  for (const [key, named] of said) {
    if (key.startsWith("members.source.")) continue; // No buttons.
    const seen = said.get(key.replace(/Named$/, ""));
    if (key.endsWith("Named") && seen !== undefined) expect(named, key).toContain(seen);
  }
});
