import { expect, test } from "vitest";
import {
  comparisonText,
  decideFinding,
  isKnown,
  type ComparisonRecord,
  type ListedOrder,
  type SignedFinding,
} from "#app/domain/order-comparison.ts";
import { anOrder, aRefund } from "#test/support/facts.ts";

test.each([
  ["known as of the same moment", { updatedAt: 100, knownAs: 100 }, "differed"],
  ["unknown, and changed when the app came", { updatedAt: 50, knownAs: null }, "missed"],
  ["unknown, and last changed before that", { updatedAt: 49, knownAs: null }, "imported"],
  ["known, and changed since", { updatedAt: 100, knownAs: 60 }, "missed"],
  ["known, and changed before the app came", { updatedAt: 49, knownAs: 40 }, "imported"],
])("an order that is %s", (_what, order, finding) => {
  expect(decideFinding({ ...order, installedAt: 50 })).toBe(finding);
});

/** As a list tells it. */
function listed(news: Partial<ListedOrder>): ListedOrder {
  return { updatedAt: 100, edited: false, cancelledAt: null, refundIds: [], ...news };
}

test("an edited order is known once its edit is, any other once its last change is", () => {
  const kept = anOrder({ updatedAt: 100 });
  const edit = aRefund({ kind: "edit" });
  const edited = anOrder({ updatedAt: 100, changes: [edit] });
  const refunded = anOrder({ updatedAt: 100, changes: [{ ...edit, kind: "refund" }] });
  expect(isKnown(kept, listed({ updatedAt: 100, edited: false }))).toBe(true);
  expect(isKnown(kept, listed({ updatedAt: 101, edited: false }))).toBe(false);
  expect(isKnown(undefined, listed({ updatedAt: 100, edited: false }))).toBe(false);
  expect(isKnown(kept, listed({ updatedAt: 100, edited: true }))).toBe(false);
  expect(isKnown(refunded, listed({ updatedAt: 100, edited: true }))).toBe(false);
  expect(isKnown(edited, listed({ updatedAt: 100, edited: true }))).toBe(true);
  expect(isKnown(edited, listed({ updatedAt: 101, edited: true }))).toBe(false);
});

test("an order of the same moment is known with all its refunds, and as cancelled", () => {
  const refund = aRefund({});
  const kept = anOrder({ updatedAt: 100, changes: [refund] });
  expect(isKnown(kept, listed({ refundIds: [refund.id] }))).toBe(true);
  expect(isKnown(kept, listed({ refundIds: [] }))).toBe(true);
  expect(isKnown(kept, listed({ refundIds: [refund.id, "gid://shopify/Refund/9"] }))).toBe(false);
  expect(isKnown(kept, listed({ refundIds: null }))).toBe(false);
  const newer = anOrder({ updatedAt: 101 });
  expect(isKnown(newer, listed({ refundIds: null }))).toBe(true);
  expect(isKnown(newer, listed({ cancelledAt: 100 }))).toBe(false);
  expect(isKnown({ ...newer, cancelledAt: 100 }, listed({ cancelledAt: 100 }))).toBe(true);
});

const record: ComparisonRecord = {
  ...{ number: 3, kind: "full", state: "done", author: "staff:1" },
  startedAt: new Date("2026-03-02T10:00:00Z"),
  finishedAt: new Date("2026-03-02T10:05:00Z"),
  coversFrom: new Date("2026-01-01T00:00:00Z"),
  ...{ seen: 100n, imported: 1n, missed: 2n, repaired: 3n, unlisted: 4n, deleted: 5n },
  ...{ note: 'All "well"', previous: "ab12" },
};
const first: SignedFinding = {
  orderId: "gid://shopify/Order/1",
  finding: "missed",
  repaired: true,
};
const second: SignedFinding = {
  orderId: "gid://shopify/Order/2",
  finding: "differed",
  repaired: false,
};
const said =
  '["laurel.order-comparison.1",3,"full","done","staff:1","2026-03-02T10:00:00.000Z",' +
  '"2026-03-02T10:05:00.000Z","2026-01-01T00:00:00.000Z","100","1","2","3","4","5",' +
  '"All \\"well\\"","ab12",';

test("what is signed of a comparison is its record, and a hash over its findings by order", () => {
  const hash = "4217dd4ce5124dde3d17c328e8e6d95dc03799a6aead6f203e6ca53a9d125b7f";
  expect(comparisonText(record, [first, second])).toBe(`${said}"${hash}"]`);
  const findings = [second, first];
  expect(comparisonText(record, findings)).toBe(`${said}"${hash}"]`);
  expect(findings).toEqual([second, first]);
});

test("without a finding the hash is that of nothing", () => {
  const hash = "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855";
  expect(comparisonText(record, [])).toBe(`${said}"${hash}"]`);
});
