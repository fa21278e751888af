import fc from "fast-check";
import { expect, test } from "vitest";
import { canonicalJson, chainHash, commitmentTo, type ChainedTransfer } from "#app/domain/chain.ts";
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

const ADA = "11111111-1111-4111-8111-111111111111";
const hex = (bytes: Uint8Array) => Buffer.from(bytes).toString("hex");

const earned: ChainedTransfer = {
  ...{ shopId: 7n, memberId: ADA, seq: 2n, key: `order:1001:2@${ADA}` },
  ...{ from: "issued", to: "pending", points: 100n, source: "order:1001", lot: "order:1001" },
  ...{ reason: "earned", author: "settle", version: 3 },
  happenedAt: new Date("2026-03-02T10:00:00Z"),
  recordedAt: new Date("2026-03-02T11:00:00Z"),
  receipt: { äh: null, steps: [5n] },
  commitment: Uint8Array.of(0xab, 0xab),
};

// Worked out with the bytes of docs/ledger.md and another program.
test("a link is made of the bytes that the manual tells, and of the link before it", () => {
  const link = chainHash(new Uint8Array(), earned);
  expect(hex(link)).toBe("5d69776ee47cecc18f52b0bf5a0c1db429e6be33f97ffbbc3f8cf7ecd39e5886");
  const plain = { version: null, commitment: new Uint8Array(), receipt: null };
  const next = chainHash(link, { ...earned, ...plain, seq: 3n });
  expect(hex(next)).toBe("675233d3b85ed3246aef2ca55f954350d64f27e9fea6a7f77f2ba5c8784cc8d1");
});

test("times as the database keeps them make the same link", () => {
  const times = { happenedAt: 1_772_445_600_000_000n, recordedAt: 1_772_449_200_000_000n };
  const link = chainHash(new Uint8Array(), { ...earned, ...times });
  expect(link).toEqual(chainHash(new Uint8Array(), earned));
});

test("a note is stood for by the hash over its salt and its text", () => {
  const salt = new TextEncoder().encode("salt");
  expect(hex(commitmentTo("Spät", salt))).toBe(
    "69efcfd3c1a2cf01fd2b8ab21d3628a235798ac357134db12d67ebc0813157f8",
  );
});

test("what is not there is left out of an object, and is nothing in a list", () => {
  expect(canonicalJson({ b: undefined, a: 1, 0: undefined })).toBe('{"a":1}');
  expect(canonicalJson([undefined, 1])).toBe("[null,1]");
  expect(canonicalJson(undefined)).toBe("null");
});

test("a zero among the keys comes first, too", () => {
  expect(canonicalJson({ "-": 1, 0: 2 })).toBe('{"0":2,"-":1}');
});
