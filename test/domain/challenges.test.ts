import { expect, test } from "vitest";
import { explainDeed } from "#app/domain/engine/deeds.ts";
import type { OrderFacts } from "#app/domain/order-facts.ts";
import {
  activity,
  after,
  aProgramWith,
  aReview,
  balance,
  decided,
  did,
  pointsOf,
} from "#test/support/activity-facts.ts";
import { aLine, anOrder, aRefund, factsOf, on } from "#test/support/facts.ts";
import { decide } from "#app/domain/engine/decide.ts";

const month = { kind: "period", per: "month" };

function challenge(of: object, target: string, rest: object = {}) {
  return activity({ id: "go", kind: "challenge", of, target, within: month, ...rest });
}

/** An order of `items` pieces at 10.00. */
function bought(at: string, items = 1, rest: Partial<OrderFacts> = {}): OrderFacts {
  const line = aLine({ id: `line:${at}`, quantity: items, netMinor: 1_000n * BigInt(items) });
  return anOrder({
    orderId: `gid://shopify/Order/${at}`,
    placedAt: on(at),
    lines: [line],
    ...rest,
  });
}

/** The same, of which some pieces came back. */
function returned(
  at: string,
  { items, back, on: day }: { items: number; back: number; on: string },
) {
  const netMinor = -1_000n * BigInt(back);
  const lines = [{ lineId: `line:${at}`, quantity: -back, netMinor, taxMinor: 0n }];
  return bought(at, items, { changes: [aRefund({ at: on(day), lines })] });
}

test("so many orders in a month give once in it, and again in the next", () => {
  const program = aProgramWith([challenge({ kind: "orders" }, "2")]);
  const days = ["2026-03-01", "2026-03-15", "2026-03-31", "2026-04-01", "2026-04-02"];
  const state = after(program, { orders: days.map((day) => bought(day)) });
  expect(balance(state)).toBe(40n);
  expect(pointsOf(state, "challenge:go:2026-03-01")).toBe(20n);
  expect(state.journal.map(({ at }) => at)).toEqual([on("2026-03-15"), on("2026-04-02")]);
  const apart = ["2026-02-28", "2026-03-01"].map((day) => bought(day));
  expect(balance(after(program, { orders: apart }))).toBe(0n);
});

test.each([
  ["29.99", 20n],
  ["30", 20n],
  ["30.01", 0n],
])("spending 30.00 against a target of %s gives %s", (target, points) => {
  const program = aProgramWith([challenge({ kind: "spend" }, target)]);
  const orders = [bought("2026-03-01", 1), bought("2026-03-02", 2)];
  expect(balance(after(program, { orders }))).toBe(points);
});

test("an amount is counted in the currency's own minor units", () => {
  const yen = aProgramWith([challenge({ kind: "spend" }, "3000")], {}, { currency: "JPY" });
  expect(balance(after(yen, { orders: [bought("2026-03-01", 3)] }))).toBe(20n);
  expect(balance(after(yen, { orders: [bought("2026-03-01", 2)] }))).toBe(0n);
});

test("a refund takes the gift back once; reached again, it comes back", () => {
  const program = aProgramWith([challenge({ kind: "spend" }, "30")]);
  const orders = [returned("2026-03-01", { items: 3, back: 1, on: "2026-03-05" })];
  const state = after(program, { orders });
  expect(balance(state)).toBe(0n);
  expect(explainDeed(state, "challenge:go:2026-03-01")?.nothing).toEqual({ reason: "undone" });
  const more = [...orders, bought("2026-03-20", 1)];
  expect(balance(after(program, { orders: more }))).toBe(20n);
  expect(balance(after(program, { orders: [...more, bought("2026-04-05", 1)] }))).toBe(20n);
});

test("items of a kind are counted as far as they are left", () => {
  const tea = { kind: "tag", in: ["Tea"] };
  const program = aProgramWith([challenge({ kind: "items", lines: tea }, "3")]);
  const pins = (...tags: string[]) => ({
    "gid://shopify/Product/1": { tags, collections: [], type: "" },
  });
  const judged = (order: OrderFacts, ...tags: string[]) => {
    const facts = { ...factsOf([]), orders: [{ facts: order, pins: pins(...tags) }] };
    return balance(decide({ programs: [program], facts, asOf: on("2026-12-01") }).state);
  };
  expect(judged(bought("2026-03-01", 3), "tea")).toBe(20n);
  expect(judged(bought("2026-03-01", 3), "coffee")).toBe(0n);
  expect(judged(returned("2026-03-01", { items: 4, back: 1, on: "2026-03-02" }), "tea")).toBe(20n);
  expect(judged(returned("2026-03-01", { items: 3, back: 1, on: "2026-03-02" }), "tea")).toBe(0n);
  const added = aLine({ id: "added", quantity: 2, netMinor: 500n });
  const edited = bought("2026-03-01", 1, {
    changes: [aRefund({ kind: "edit", at: on("2026-03-03"), addedLines: [added] })],
  });
  expect(judged(edited, "tea")).toBe(20n);
});

test("every item counts where no kind is named, and none of an order that is not paid", () => {
  const program = aProgramWith([challenge({ kind: "items" }, "3")]);
  expect(balance(after(program, { orders: [bought("2026-03-01", 3)] }))).toBe(20n);
  const unpaid = bought("2026-03-01", 3, { paidAt: null });
  expect(balance(after(program, { orders: [unpaid] }))).toBe(0n);
  const cancelled = bought("2026-03-01", 3, { cancelledAt: on("2026-03-02") });
  expect(balance(after(program, { orders: [cancelled] }))).toBe(0n);
});

test("an activity counts as often as it stands", () => {
  const program = aProgramWith([
    aReview({ gives: { kind: "points", points: 1 } }),
    challenge({ kind: "activity", activity: "review" }, "2"),
  ]);
  const events = [did("review", "2026-03-01"), did("review", "2026-03-02")];
  expect(balance(after(program, { events }))).toBe(22n);
  const no = decided("review@2026-03-01", false, "2026-03-03");
  expect(balance(after(program, { events: [...events, no] }))).toBe(1n);
  expect(balance(after(program, { events: events.slice(0, 1) }))).toBe(1n);
});

const sliding = (target: string, days = 7) =>
  aProgramWith([challenge({ kind: "orders" }, target, { within: { kind: "days", days } })]);

test.each([
  [["2026-03-28", "2026-04-03"], 20n],
  [["2026-03-28", "2026-04-04"], 0n],
  [["2026-03-01", "2026-03-02", "2026-03-03"], 20n],
  [["2026-03-01", "2026-03-02", "2026-03-03", "2026-03-04"], 40n],
  [["2026-03-01", "2026-03-07", "2026-03-13", "2026-03-19"], 40n],
  [["2026-03-01", "2026-03-09", "2026-03-12"], 20n],
])("two orders within seven days, with orders on %s: %s", (days, points) => {
  const orders = days.map((day) => bought(day));
  expect(balance(after(sliding("2"), { orders }))).toBe(points);
  expect(balance(after(sliding("2"), { orders: [...orders].reverse() }))).toBe(points);
});

test("an order that is paid late counts where it was placed", () => {
  const late = bought("2026-03-02", 1, { paidAt: on("2026-03-30") });
  const orders = [bought("2026-03-01"), late, bought("2026-03-20")];
  const state = after(sliding("2"), { orders });
  expect(pointsOf(state, "challenge:go:1")).toBe(20n);
  expect(state.journal[0]?.at).toBe(on("2026-03-30"));
});

test("within days, too, a refund takes back what no longer stands", () => {
  const orders = ["2026-03-01", "2026-03-03", "2026-03-04"].map((day) => bought(day));
  const gone = returned("2026-03-02", { items: 1, back: 1, on: "2026-03-30" });
  const before = after(sliding("2"), { orders: [...orders, gone] }, "2026-03-29");
  expect(balance(before)).toBe(40n);
  const state = after(sliding("2"), { orders: [...orders, gone] });
  expect(balance(state)).toBe(20n);
  expect(pointsOf(state, "challenge:go:2")).toBe(0n);
});

test("a target that changes within the month gives no second time for it", () => {
  const next = { version: 2, effectiveFrom: on("2026-03-10") };
  const programs = [
    aProgramWith([challenge({ kind: "orders" }, "2")]),
    aProgramWith([challenge({ kind: "orders" }, "1")], {}, next),
  ];
  const orders = ["2026-03-01", "2026-03-02", "2026-03-20"].map((day) => bought(day));
  expect(balance(after(programs, { orders }))).toBe(20n);
  expect(balance(after(programs, { orders: orders.slice(1) }))).toBe(20n);
});
