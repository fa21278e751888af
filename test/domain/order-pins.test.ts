import { describe, expect, test } from "vitest";
import { mergeOrderFacts, saySame } from "#app/domain/merge-order-facts.ts";
import type { OrderFacts } from "#app/domain/order-facts.ts";
import { aLine, anOrder, aRefund } from "#test/support/facts.ts";

const facts = (rest: Partial<OrderFacts> = {}): OrderFacts =>
  anOrder({ placedAt: 1, paidAt: null, updatedAt: 10, pinnedAt: 10, gatewaysAt: 10, ...rest });
const told = (rest: Partial<OrderFacts>) => ({
  facts: facts(rest),
  complete: true,
  authoritative: false,
});
const merge = (known: Partial<OrderFacts>, fresh: Partial<OrderFacts>) =>
  mergeOrderFacts(facts(known), told(fresh));

describe("what Shopify does not date", () => {
  const first = { pinnedAt: 5, tags: ["first"], country: "DE" };
  const second = { pinnedAt: 8, tags: ["second"], country: "AT" };

  test.each([
    ["the first account is known, the second is newer", first, { ...second, updatedAt: 11 }],
    ["the second is known, the first is newer", second, { ...first, updatedAt: 11 }],
    ["the second is known, the first is older", second, { ...first, updatedAt: 9 }],
  ])("stays as the earliest account told it: %s", (_name, known, fresh) => {
    const merged = merge(known, fresh);
    expect(merged.facts).toMatchObject(first);
    expect([merged.changed, merged.doubtful]).toEqual([true, false]);
  });

  test("is no news from an account as early as the known one", () => {
    const merged = merge(first, { ...first, tags: ["other"], updatedAt: 9 });
    expect(merged.facts).toMatchObject(first);
    expect(merged.changed).toBe(false);
  });

  test.each([
    ["nobody says", [], 5, [], 8, []],
    ["only the later account says", [], 5, ["card"], 8, ["card"]],
    ["only the earlier account says", ["card"], 5, [], 8, ["card"]],
    ["both say: the earlier counts", ["card"], 5, ["paypal"], 8, ["card"]],
  ])(
    "is, of the way of paying, what is said first: %s",
    (...[, one, oneAt, other, otherAt, is]) => {
      const a = { gateways: one, gatewaysAt: oneAt, updatedAt: 10 };
      const b = { gateways: other, gatewaysAt: otherAt, updatedAt: 11 };
      expect(merge(a, b).facts.gateways).toEqual(is);
      expect(merge(b, a).facts.gateways).toEqual(is);
    },
  );
});

test("the first payment and the first fulfillment that were seen stand, whoever saw them", () => {
  const known = { paidAt: 7, fulfilledAt: null };
  const merged = merge(known, { updatedAt: 11, paidAt: 9, fulfilledAt: 9 });
  expect(merged.facts).toMatchObject({ paidAt: 7, fulfilledAt: 9 });
  const older = merge(known, { updatedAt: 9, paidAt: 6, fulfilledAt: 8 });
  expect(older).toMatchObject({ changed: true, facts: { paidAt: 6, fulfilledAt: 8 } });
  expect(merge(known, { updatedAt: 9, paidAt: 8, fulfilledAt: null }).changed).toBe(false);
});

test("two accounts say the same whenever they were paid, pinned and fulfilled, and not otherwise", () => {
  const one = facts({ paidAt: 7, fulfilledAt: 8, pinnedAt: 5, tags: ["a"], gateways: ["card"] });
  expect(saySame(one, facts())).toBe(true);
  expect(saySame(one, facts({ tipMinor: 1n }))).toBe(false);
  expect(saySame(facts({ cancelledAt: 9 }), facts())).toBe(false);
});

test("what was read from Shopify is taken, unless it is older than what is known", () => {
  const read = (rest: Partial<OrderFacts>) => ({ ...told(rest), authoritative: true });
  const edited = { lines: [aLine({ quantity: 2 })], changes: [aRefund({ kind: "edit" })] };
  const known = facts(edited);
  expect(mergeOrderFacts(known, read({ updatedAt: 10, tipMinor: 5n }))).toMatchObject({
    changed: true,
    doubtful: false,
    facts: { tipMinor: 5n, changes: [] },
  });
  const older = mergeOrderFacts(known, read({ updatedAt: 9, tipMinor: 5n }));
  expect(older).toEqual({ facts: known, changed: false, doubtful: false });
});

test("of an order that was edited, a newer message leaves a doubt, and an older one none", () => {
  const edited = { changes: [aRefund({ kind: "edit" })] };
  expect(merge(edited, { updatedAt: 11 })).toMatchObject({ changed: false, doubtful: true });
  expect(merge(edited, { updatedAt: 9 })).toMatchObject({ changed: false, doubtful: false });
  const refunded = { changes: [aRefund()] };
  expect(merge(refunded, { updatedAt: 11 })).toMatchObject({ changed: true, doubtful: false });
});

test.each<[string, Partial<OrderFacts>]>([
  ["a piece", { lines: [aLine({ quantity: 2 })] }],
  ["a price", { lines: [aLine({ netMinor: 9_999n })] }],
  ["a tax", { lines: [aLine({ taxMinor: 1n })] }],
  ["a line", { lines: [aLine({ id: "other" })] }],
  ["shipping", { shippingMinor: 1n }],
  ["tax on shipping", { shippingTaxMinor: 1n }],
  ["a tip", { tipMinor: 1n }],
])("%s that differs means an edit in between, whichever message is newer", (_name, other) => {
  expect(merge({}, { ...other, updatedAt: 11 })).toMatchObject({ changed: false, doubtful: true });
  expect(merge({}, { ...other, updatedAt: 9 })).toMatchObject({ changed: false, doubtful: true });
});

test("the first that is heard of an order is taken, and looked into where it cannot tell all", () => {
  const first = told({});
  expect(mergeOrderFacts(null, first)).toEqual({
    facts: first.facts,
    changed: true,
    doubtful: false,
  });
  expect(mergeOrderFacts(null, { ...first, complete: false }).doubtful).toBe(true);
});
