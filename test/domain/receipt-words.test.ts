import { describe, expect, test } from "vitest";
import { activityTexts } from "#app/domain/activity-receipt-texts.ts";
import { receiptTexts } from "#app/domain/receipt-texts.ts";

type Texts = Record<string, unknown>;

/** Every sentence with marks for what it is told, and every word, with its place. */
function said(texts: Texts, path = ""): [place: string, text: string, marks: string[]][] {
  return Object.entries(texts).flatMap(([key, value]) => {
    const place = path + key;
    if (typeof value === "string") return [[place, value, []]];
    if (typeof value !== "function") return said(value as Texts, `${place}.`);
    const marks = ["①", "②", "③"].slice(0, value.length);
    const rate = { points: "④", perAmount: "⑤", base: "⑥" };
    const told = place === "ruleRate" ? [marks[0], rate, marks[2]] : marks;
    const ask = value as (...told: unknown[]) => string;
    const alone: [string, string, string[]][] = /^(cap|budget)/.test(place)
      ? [[`${place} of the program`, ask(null, ...told.slice(1)), marks.slice(1)]]
      : [];
    const marked = place === "ruleRate" ? ["①", "③", "④", "⑤", "⑥"] : marks;
    return [[place, ask(...told), marked], ...alone];
  });
}

/** Only the rounding of a whole order needs no word of its own. */
const SILENT = ["roundedPer.order"];
/** A count decides the word for it; a cap of an activity is never the program's. */
const NOT_SAID: Record<string, string> = { points: "②" };

describe.each([
  ["orders", receiptTexts],
  ["activities", activityTexts],
])("the receipts of %s", (_name, byLocale) => {
  const both = Object.values(byLocale).map((texts) => said(texts as Texts));

  test("say the same things in both languages", () => {
    const [english, chinese] = both.map((texts) => texts.map(([place]) => place).sort());
    expect(chinese).toEqual(english);
  });

  test("leave nothing unsaid, and name all they are told", () => {
    for (const [place, text, marks] of both.flat()) {
      if (!SILENT.includes(place)) expect([place, text.trim()]).not.toEqual([place, ""]);
      const missing = marks.filter((mark) => !text.includes(mark) && NOT_SAID[place] !== mark);
      expect([place, missing]).toEqual([place, []]);
    }
  });

  test("say no two reasons with the same words", () => {
    for (const texts of both) {
      for (const group of ["why", "nothing", "leaf", "rounding", "per", "kinds"]) {
        const words = texts.filter(([place]) => place.startsWith(`${group}.`));
        expect(new Set(words.map(([, text]) => text)).size).toBe(words.length);
      }
    }
  });
});
