import { expect, test } from "vitest";
import { reviveStorable, storableText } from "#app/domain/storable-text.ts";

test.each([
  ["plain text", "Grüße 茶 🍵", "Grüße 茶 🍵"],
  ["NUL", "a\0b\0", "a\uFFFDb\uFFFD"],
  ["the first half of a pair", "tea \uD83C", "tea \uFFFD"],
  ["the second half of a pair", "\uDF75 tea", "\uFFFD tea"],
  ["halves in the wrong order", "\uDF75\uD83C", "\uFFFD\uFFFD"],
  ["nothing", "", ""],
])("%s can be kept by the database", (_what, text, kept) => {
  expect(storableText(text)).toBe(kept);
});

test("JSON from outside is read as it can be kept, and all but text as it is", () => {
  const text = '{"note":"a\\u0000","tags":["\\ud83c"],"count":3,"paid":true,"at":null}';
  expect(JSON.parse(text, reviveStorable)).toEqual({
    note: "a\uFFFD",
    tags: ["\uFFFD"],
    ...{ count: 3, paid: true, at: null },
  });
});
