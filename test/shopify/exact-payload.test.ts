import fc from "fast-check";
import { expect, test } from "vitest";
import { parsePayload } from "#app/shopify/exact-payload.ts";

test("an id of any length is exact, wherever it stands", () => {
  const id = fc.oneof(
    fc.bigInt({ min: 0n, max: 10n ** 22n }),
    fc.integer({ min: 0, max: 22 }).map((digits) => 10n ** BigInt(digits)),
    fc.constantFrom(2n ** 53n - 1n, 2n ** 53n, 2n ** 53n + 1n),
  );
  const space = fc.integer({ min: 0, max: 40 }).map((count) => " ".repeat(count));
  const place = fc.tuple(space, space);
  fc.assert(
    fc.property(id, fc.boolean(), place, (positive, negative, [before, after]) => {
      const exact = negative ? -positive : positive;
      const safe = exact <= 2n ** 53n - 1n && exact >= -(2n ** 53n - 1n);
      const read = parsePayload(`{"a":${before}${exact}${after}}`);
      expect(read).toEqual({ a: safe ? Number(exact) : exact });
    }),
  );
});

test("what cannot be kept is taken out of texts, and nothing else", () => {
  expect(parsePayload(String.raw`{"a":"\u003c\u00e9\ud83d\ude00","b":"1234567890123456"}`)).toEqual(
    {
      ...{ a: "<é😀", b: "1234567890123456" },
    },
  );
  const odd = parsePayload(String.raw`{"a":"x\u0000y\uD83Dz"}`) as { a: string };
  expect(odd.a).not.toContain("\0");
  expect(Buffer.from(odd.a).toString()).toBe(odd.a);
  expect(() => parsePayload("{")).toThrow(SyntaxError);
});
