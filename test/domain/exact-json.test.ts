import { describe, expect, test } from "vitest";
import { formatExact, parseExact, reviveExact } from "#app/domain/exact-json.ts";

const value = {
  points: 9_007_199_254_740_993n,
  owed: -5n,
  lines: [{ netMinor: 0n, title: "Tea" }, null, 2n, [3n]],
  paid: true,
  at: null,
};
const text =
  '{"points":{"n":"9007199254740993"},"owed":{"n":"-5"},' +
  '"lines":[{"netMinor":{"n":"0"},"title":"Tea"},null,{"n":"2"},[{"n":"3"}]],"paid":true,"at":null}';

test("whole numbers of any size are written as text and read back, however deep", () => {
  expect(formatExact(value)).toBe(text);
  expect(parseExact(text)).toEqual(value);
  expect(reviveExact(JSON.parse(text))).toEqual(value);
});

test.each([
  ["a number alone", '{"n":"7"}', 7n],
  ["text", '"n"', "n"],
  ["null", "null", null],
  ["an empty object", "{}", {}],
  ["an empty list", "[]", []],
])("%s is read", (_which, stored, read) => {
  expect(parseExact(stored)).toEqual(read);
});

describe("what only looks like a number stays as it is", () => {
  test.each([
    ["n beside something", { n: "7", of: "9" }],
    ["n that is no text", { n: 7 }],
    ["n that is nothing", { n: null }],
    ["text under another name", { m: "7" }],
    ["a list with one text", ["7"]],
  ])("%s", (_which, same) => {
    expect(parseExact(JSON.stringify(same))).toEqual(same);
  });
});

test("what the database driver has taken apart is not changed by reading it", () => {
  const stored = { points: { n: "7" } };
  expect(reviveExact(stored)).toEqual({ points: 7n });
  expect(stored).toEqual({ points: { n: "7" } });
});
