import { describe, expect, test } from "vitest";
import { mergeOrderFacts } from "#app/domain/merge-order-facts.ts";
import type { OrderFacts } from "#app/domain/order-facts.ts";
import { aLine, anOrder, aRefund } from "#test/support/facts.ts";

const base = anOrder({ paidAt: null });
const facts = (rest: Partial<OrderFacts>): OrderFacts => ({ ...base, updatedAt: 10, ...rest });
const told = (rest: Partial<OrderFacts>) => ({
  facts: facts(rest),
  complete: true,
  authoritative: false,
});

test("an older message changes nothing but the first payment seen", () => {
  const known = facts({ updatedAt: 20, cancelledAt: 19, paidAt: 15 });
  expect(mergeOrderFacts(known, told({ updatedAt: 5, paidAt: 5 }))).toEqual({
    facts: { ...known, paidAt: 5 },
    changed: true,
    doubtful: false,
  });
  expect(mergeOrderFacts(known, told({ updatedAt: 5, paidAt: null })).changed).toBe(false);
});

test("a newer message is taken over", () => {
  const merged = mergeOrderFacts(facts({}), told({ updatedAt: 11, cancelledAt: 11 }));
  expect(merged).toMatchObject({ changed: true, doubtful: false, facts: { cancelledAt: 11 } });
});

test("two messages of one second leave a doubt, and the same one stands in either order", () => {
  const one = told({ cancelledAt: 10 });
  const other = told({ cancelledAt: null });
  const there = mergeOrderFacts(one.facts, other);
  const back = mergeOrderFacts(other.facts, one);
  expect(there.facts).toEqual(back.facts);
  expect([there.doubtful, back.doubtful]).toEqual([true, true]);
});

test("the same said twice is no doubt, whatever the order of its fields", () => {
  const known = Object.fromEntries(Object.entries(facts({})).reverse()) as OrderFacts;
  const merged = mergeOrderFacts(known, told({}));
  expect(merged).toMatchObject({ changed: false, doubtful: false });
});

test("a message that cannot tell all is not taken over, but looked into", () => {
  const known = facts({});
  const partial = { ...told({ updatedAt: 11, tipMinor: 5n }), complete: false };
  expect(mergeOrderFacts(known, partial)).toMatchObject({ changed: false, doubtful: true });
  const edited = told({ updatedAt: 11, lines: [] });
  expect(mergeOrderFacts(known, edited)).toMatchObject({ changed: false, doubtful: true });
  expect(mergeOrderFacts(known, { ...edited, authoritative: true })).toMatchObject({
    changed: true,
    doubtful: false,
    facts: { lines: [] },
  });
});

test("the first fulfillment that anyone saw is news, whatever else is older", () => {
  const known = facts({ updatedAt: 20, fulfilledAt: 18 });
  expect(mergeOrderFacts(known, told({ updatedAt: 5, fulfilledAt: 4 }))).toEqual({
    facts: { ...known, fulfilledAt: 4 },
    changed: true,
    doubtful: false,
  });
});

test("how it was paid is news where nobody had said it, and what came later is not", () => {
  const silent = facts({ updatedAt: 20, gatewaysAt: 30, gateways: [] });
  const says = { updatedAt: 5, gatewaysAt: 40, gateways: ["card"] };
  expect(mergeOrderFacts(silent, told(says))).toEqual({
    facts: { ...silent, gatewaysAt: 40, gateways: ["card"] },
    changed: true,
    doubtful: false,
  });
  const known = facts({ ...says, updatedAt: 20 });
  const later = told({ updatedAt: 5, gatewaysAt: 50, gateways: ["cash"] });
  expect(mergeOrderFacts(known, later)).toEqual({ facts: known, changed: false, doubtful: false });
});

test("of an order that was edited, another account of the same moment is left aside", () => {
  const edit = { ...aRefund({ id: "edit" }), kind: "edit" as const };
  const known = facts({ updatedAt: 20, changes: [edit] });
  const same = told({ updatedAt: 20, changes: [edit], tipMinor: 5n });
  expect(mergeOrderFacts(known, same)).toEqual({ facts: known, changed: false, doubtful: false });
  const newer = { ...same, facts: { ...same.facts, updatedAt: 21 } };
  expect(mergeOrderFacts(known, newer)).toEqual({ facts: known, changed: false, doubtful: true });
});

describe("a product that is deleted later stays on the lines that sold it", () => {
  const names = { productId: "gid://shopify/Product/1", variantId: "gid://shopify/Variant/2" };
  const none = { productId: null, variantId: null };
  const line = aLine({ id: "gid://shopify/LineItem/1" });
  const added = aLine({ id: "gid://shopify/LineItem/2" });
  type Sold = typeof names | typeof none;
  const account = (sold: Sold, updatedAt: number, kind: "edit" | "refund" = "edit") => {
    const change = aRefund({ kind, addedLines: [{ ...added, ...sold }] });
    return facts({ updatedAt, lines: [{ ...line, ...sold }], changes: [change] });
  };
  const learned = (account: OrderFacts, authoritative: boolean) => ({
    facts: account,
    complete: true,
    authoritative,
  });

  test("whatever a later account leaves out", () => {
    const read = mergeOrderFacts(account(names, 10), learned(account(none, 11), true));
    expect(read.facts).toEqual(account(names, 11));
    const known = account(names, 10, "refund");
    const message = mergeOrderFacts(known, learned(account(none, 11, "refund"), false));
    expect(message.facts).toEqual(account(names, 11, "refund"));
  });

  test("an account of the same moment without it leaves no doubt", () => {
    const merged = mergeOrderFacts(account(names, 10), learned(account(none, 10), false));
    expect(merged).toEqual({ facts: account(names, 10), changed: false, doubtful: false });
  });

  test("an older account that comes last still names it", () => {
    const merged = mergeOrderFacts(account(none, 11), learned(account(names, 10), false));
    expect(merged).toEqual({ facts: account(names, 11), changed: true, doubtful: false });
  });
});
