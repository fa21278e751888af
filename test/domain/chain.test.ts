import fc from "fast-check";
import { expect, test } from "vitest";
import { canonicalJson } from "#app/domain/chain.ts";
import { formatExact, parseExact } from "#app/domain/exact-json.ts";

/** Plain JSON with keys in order, the way in which the first links were made. */
function slowly(value: unknown): string {
  return JSON.stringify(value, (_key, item: unknown) => {
    if (typeof item !== "object" || item === null || Array.isArray(item)) return item;
    return Object.fromEntries(Object.entries(item).sort(([a], [b]) => (a < b ? -1 : 1)));
  });
}

const json = fc.jsonValue({ noUnicodeString: false });

test("the canonical text of JSON is the one that every link so far was made of", () => {
  fc.assert(
    fc.property(json, (value) => {
      expect(canonicalJson(value)).toBe(slowly(value));
    }),
  );
});

test("numbers as keys stand where they always stood", () => {
  const value = { b: 1, 10: "ten", a: { "01": 0, 1: 2 }, 9: "nine", "-1": 3 };
  expect(canonicalJson(value)).toBe(slowly(value));
  expect(canonicalJson(value)).toBe('{"9":"nine","10":"ten","-1":3,"a":{"1":2,"01":0},"b":1}');
});

test("a value and what was stored of it have the same canonical text", () => {
  const exact = fc.letrec((tie) => ({
    value: fc.oneof(
      { maxDepth: 3 },
      fc.bigInt(),
      fc.string(),
      fc.integer(),
      fc.constant(null),
      fc.array(tie("value")),
      fc.dictionary(fc.string(), tie("value")),
    ),
  })).value;
  fc.assert(
    fc.property(exact, (value) => {
      const stored = formatExact(value);
      expect(canonicalJson(value)).toBe(canonicalJson(JSON.parse(stored)));
      expect(formatExact(parseExact(stored))).toBe(stored);
    }),
  );
});
