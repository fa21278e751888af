import fc from "fast-check";
import { expect, test } from "vitest";
import { searchTextOf, searchWordsOf } from "#app/domain/search-words.ts";

function finds(search: string, ...texts: string[]): boolean {
  const words = searchWordsOf(search);
  return (
    words.length > 0 && words.every((word) => ` ${searchTextOf(...texts)}`.includes(` ${word}`))
  );
}

test("a name is found by how its words begin, in any order and whatever the case", () => {
  const texts = ["Ada Lovelace", "ada.lovelace@example.com"];
  for (const search of ["ada", "LOVE", "lovelace ada", "ada.love", "example.com", "  Ada   L "]) {
    expect(finds(search, ...texts), search).toBe(true);
  }
  for (const search of ["da", "velace", "ada byron", "@", "…", " "]) {
    expect(finds(search, ...texts), search).toBe(false);
  }
});

test("accents, wide letters and signs within a word do not matter", () => {
  expect(finds("emile", "Émile Zola")).toBe(true);
  expect(finds("émile", "Emile Zola")).toBe(true);
  expect(finds("istanbul", "İstanbul")).toBe(true);
  expect(finds("ａｄａ", "Ada")).toBe(true);
  expect(finds("lucja", "Łucja")).toBe(true);
  expect(finds("strasse", "Anna Straße")).toBe(true);
  expect(finds("luc", "Jean-Luc")).toBe(true);
  expect(finds("brien", "Conan O’Brien")).toBe(true);
  expect(finds("(bob", "Robert (Bob)")).toBe(true);
});

test("names in scripts without spaces are found by any of their letters", () => {
  for (const [search, name] of [
    ["小明", "王小明"],
    ["王", "王小明"],
    ["鈴木健太", "健太 鈴木"],
    ["鈴木 健太", "健太 鈴木"],
    ["鈴木健太", "鈴木 健太"],
    ["민수", "김민수"],
    ["はなこ", "やまだはなこ"],
    ["ชาย", "สมชาย"],
    ["🌸", "Mika🌸"],
  ] as const) {
    expect(finds(search, name), search).toBe(true);
  }
});

test("a long name is kept short, a missing one is no word", () => {
  expect(searchTextOf(null, null)).toBe("");
  const words = searchTextOf("x".repeat(400), "长".repeat(400)).split(" ");
  expect(words.length).toBeLessThanOrEqual(40);
  expect(Math.max(...words.map((word) => [...word].length))).toBe(60);
});

test("whoever is looked for by the beginnings of their own words is found", () => {
  const letters = fc.stringMatching(/^[\p{L}\p{N}'.@_%-]{1,20}$/u);
  fc.assert(
    fc.property(fc.array(letters, { minLength: 1, maxLength: 4 }), fc.nat(), (parts, seed) => {
      const searches = parts.map((part) => [...part].slice(0, 1 + (seed % part.length)).join(""));
      const known = searches.filter((search) => searchWordsOf(search).length > 0);
      for (const search of known) expect(finds(search, parts.join(" ")), search).toBe(true);
    }),
  );
});
