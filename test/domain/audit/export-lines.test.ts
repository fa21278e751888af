import { describe, expect, test } from "vitest";
import { lineOf, parseLine } from "#app/domain/audit/export-format.ts";
import type { AuditedTransfer } from "#app/domain/audit/records.ts";
import { ADA, aSmallLedger, DAN, SHOP } from "#test/support/small-ledger.ts";

const LARGE = 9_007_199_254_740_993n;

const transfer: AuditedTransfer = {
  ...{ shopId: SHOP, memberId: ADA, seq: 2n, key: `order:1001:2@${ADA}` },
  ...{ from: "issued", to: "pending", points: LARGE, source: "order:1001", lot: "order:1001" },
  ...{ reason: "earned", author: "settle", version: 3 },
  ...{ happenedAt: 1_772_445_600_000_000n, recordedAt: 1_772_445_600_000_001n },
  ...{ receipt: { steps: [{ n: "5" }] }, commitment: new Uint8Array(), hash: bytes(0, 255) },
};

function bytes(...all: number[]): Uint8Array {
  return Buffer.from(all);
}

describe("a line of an export is an object of JSON without lost digits", () => {
  test("at the top, the shop and the moment", () => {
    const header = { shop: "tea.myshopify.com", shopId: SHOP, exportedAt: new Date(0) };
    const text =
      '{"kind":"ledger","format":"laurel.ledger.1","shop":"tea.myshopify.com","shopId":"7","exportedAt":"1970-01-01T00:00:00.000Z"}';
    expect(lineOf.header(header)).toBe(text);
    expect(parseLine(text)).toEqual({ kind: "ledger", format: "laurel.ledger.1", ...header });
  });

  test("a root", () => {
    const root = {
      ...{ day: "2026-03-02", untilAt: 1_772_496_000_000_000n, members: 2n },
      ...{ previous: bytes(), root: bytes(1, 171) },
    };
    const text =
      '{"kind":"root","day":"2026-03-02","untilAt":"1772496000000000","members":"2","previous":"","root":"01ab"}';
    expect(lineOf.root(root)).toBe(text);
    expect(parseLine(text)).toEqual({ kind: "root", ...root });
  });

  test("a member with balances, lots and heads", () => {
    const member = {
      memberId: ADA,
      standing: {
        ...{ chainSeq: 5n, chainHash: bytes(5), lots: { "order:1001": 20n } },
        balances: { pending: 1n, available: 20n, reserved: 2n, debt: -3n },
        ...{ lifetimes: {}, posted: null },
      },
      transfers: [],
      heads: [{ memberId: ADA, untilAt: 9n, seq: 4n, hash: bytes(4) }],
    };
    const text =
      `{"kind":"member","id":"${ADA}","standing":{"transfers":"5","hash":"05","pending":"1",` +
      '"available":"20","reserved":"2","debt":"-3","lots":{"order:1001":"20"}},' +
      '"heads":[{"untilAt":"9","seq":"4","hash":"04"}]}';
    expect(lineOf.member(member)).toBe(text);
    expect(parseLine(text)).toEqual({
      ...{ kind: "member", id: ADA },
      standing: {
        ...{ transfers: 5n, hash: bytes(5), pending: 1n, available: 20n, reserved: 2n, debt: -3n },
        lots: { "order:1001": 20n },
      },
      heads: [{ untilAt: 9n, seq: 4n, hash: bytes(4) }],
    });
  });

  test("rows of a member who is not there", () => {
    const nobody = { memberId: DAN, standing: null, transfers: [], heads: [] };
    const text = `{"kind":"member","id":"${DAN}","standing":null,"heads":[]}`;
    expect(lineOf.member(nobody)).toBe(text);
    expect(parseLine(text)).toEqual({ kind: "member", id: DAN, standing: null, heads: [] });
  });

  test("a transfer", () => {
    const text =
      `{"kind":"transfer","member":"${ADA}","seq":"2","key":"order:1001:2@${ADA}",` +
      '"from":"issued","to":"pending","points":"9007199254740993","source":"order:1001",' +
      '"lot":"order:1001","reason":"earned","author":"settle","version":3,' +
      '"happenedAt":"1772445600000000","recordedAt":"1772445600000001",' +
      '"receipt":{"steps":[{"n":"5"}]},"commitment":"","hash":"00ff"}';
    expect(lineOf.transfer(transfer)).toBe(text);
    const { shopId, memberId, ...rest } = transfer;
    const commitment = bytes();
    expect(shopId).toBe(SHOP);
    expect(parseLine(text)).toEqual({ kind: "transfer", member: memberId, ...rest, commitment });
  });

  test("the end", () => {
    const text = '{"kind":"end","members":"3","transfers":"12"}';
    expect(lineOf.end({ members: 3n, transfers: 12n })).toBe(text);
    expect(parseLine(text)).toEqual({ kind: "end", members: 3n, transfers: 12n });
  });
});

describe("what is no line of an export is refused", () => {
  const [line] = aSmallLedger().roots.map(lineOf.root);
  const text = line ?? "";

  test.each([
    ["no JSON", "kind: root"],
    ["another kind", text.replace('"root"', '"branch"')],
    ["a number that is no text", text.replace('"members":"2"', '"members":2')],
    ["half a number", text.replace('"members":"2"', '"members":"2.5"')],
    ["words around a number", text.replace('"members":"2"', '"members":"2 members"')],
    ["words before a number", text.replace('"members":"2"', '"members":"of 2"')],
    ["half a byte", text.replace('"previous":""', '"previous":"abc"')],
    ["bytes in capitals", text.replace('"previous":""', '"previous":"AB"')],
    ["no day", text.replace('"day":"2026-03-02",', "")],
    [
      "another format",
      '{"kind":"ledger","format":"laurel.ledger.2","shop":"a","shopId":"7","exportedAt":"1970-01-01T00:00:00.000Z"}',
    ],
    ["no account", lineOf.transfer({ ...transfer, from: "pocket" as "debt" })],
    ["half a version", lineOf.transfer({ ...transfer, version: 1.5 })],
  ])("%s", (_which, wrong) => {
    expect(wrong).not.toBe(text);
    expect(() => parseLine(wrong)).toThrow();
  });

  test("nine accounts are known", () => {
    const accounts = [
      ...(["pending", "available", "reserved", "debt", "issued"] as const),
      ...(["redeemed", "expired", "adjusted", "forgiven"] as const),
    ];
    for (const from of accounts) {
      expect(parseLine(lineOf.transfer({ ...transfer, from }))).toMatchObject({ from });
    }
  });
});
