import { expect, test } from "vitest";
import { explainDeed } from "#app/domain/engine/deeds.ts";
import type { OrderFacts } from "#app/domain/order-facts.ts";
import {
  activity,
  after,
  aProgramWith,
  balance,
  decided,
  did,
  event,
  pointsOf,
} from "#test/support/activity-facts.ts";
import { aLine, anOrder, aRefund, on } from "#test/support/facts.ts";

const streak = (rest: object = {}) =>
  activity({ id: "run", kind: "streak", of: { kind: "orders" }, unit: "day", length: 3, ...rest });

function orderOn(day: string, rest: Partial<OrderFacts> = {}): OrderFacts {
  return anOrder({ orderId: `gid://shopify/Order/${day}`, placedAt: on(day), ...rest });
}

function ordersOn(...days: number[]): OrderFacts[] {
  return days.map((day) => orderOn(`2026-03-${String(day).padStart(2, "0")}`));
}

function times(rest: object, ...days: number[]): bigint {
  return balance(after(aProgramWith([streak(rest)]), { orders: ordersOn(...days) })) / 20n;
}

test.each([
  [[1, 2], 0n],
  [[1, 2, 3], 1n],
  [[1, 2, 4], 0n],
  [[1, 1, 2], 0n],
  [[3, 1, 2], 1n],
  [[1, 2, 3, 4, 5], 1n],
  [[1, 2, 3, 4, 5, 6], 2n],
  [[1, 2, 3, 5, 6, 7], 2n],
])("orders on days %s make %s streaks of three", (days, streaks) => {
  const orders = days.map((day, n) => ({
    ...ordersOn(day)[0],
    orderId: `gid://shopify/Order/${n}`,
  }));
  const state = after(aProgramWith([streak()]), { orders: orders as OrderFacts[] });
  expect(balance(state) / 20n).toBe(streaks);
});

test("a streak that does not repeat is given once, also after a gap", () => {
  expect(times({ repeats: false }, 1, 2, 3, 4, 5, 6, 8, 9, 10)).toBe(1n);
});

test.each([
  ["week", ["2026-03-01", "2026-03-02", "2026-03-15"], 1n],
  ["week", ["2026-03-02", "2026-03-08", "2026-03-16"], 0n],
  ["month", ["2025-12-31", "2026-01-01", "2026-02-28"], 1n],
  ["month", ["2025-12-31", "2026-02-01", "2026-03-28"], 0n],
] as const)("%s by %s: %s", (unit, days, streaks) => {
  const state = after(aProgramWith([streak({ unit })]), {
    orders: days.map((day) => orderOn(day)),
  });
  expect(balance(state) / 20n).toBe(streaks);
});

test("days are those of the shop, across a change of its clocks", () => {
  const program = aProgramWith([streak()], {}, { timeZone: "America/New_York" });
  const moments = ["2026-03-07T23:30", "2026-03-09T03:59", "2026-03-09T04:00"];
  const orders = moments.map((at) => orderOn(at));
  expect(balance(after(program, { orders }))).toBe(20n);
});

test("an order counts on the day it was placed, once it is paid", () => {
  const [first, , third] = ordersOn(1, 2, 3);
  const late = orderOn("2026-03-02", { paidAt: on("2026-03-09") });
  const orders = [first, late, third] as OrderFacts[];
  const program = aProgramWith([streak()]);
  expect(balance(after(program, { orders }, "2026-03-08"))).toBe(0n);
  const state = after(program, { orders });
  expect(pointsOf(state, "streak:run:1")).toBe(20n);
  expect(state.journal[0]?.at).toBe(on("2026-03-09"));
});

function refunded(day: string, at: string, pieces = 1): OrderFacts {
  const lines = [
    { lineId: "line", quantity: -pieces, netMinor: BigInt(pieces) * -5_000n, taxMinor: 0n },
  ];
  return orderOn(day, {
    lines: [aLine({ id: "line", quantity: 2 })],
    changes: [aRefund({ at: on(at), lines })],
  });
}

test("a refund in whole breaks the streak where it stood, and takes the gift back once", () => {
  const program = aProgramWith([streak()]);
  const others = ordersOn(1, 3);
  const part = after(program, { orders: [...others, refunded("2026-03-02", "2026-03-10")] });
  expect(pointsOf(part, "streak:run:1")).toBe(20n);
  const whole = after(program, { orders: [...others, refunded("2026-03-02", "2026-03-10", 2)] });
  expect(pointsOf(whole, "streak:run:1")).toBe(0n);
  expect(balance(whole)).toBe(0n);
  expect(explainDeed(whole, "streak:run:1")?.nothing).toEqual({ reason: "undone" });
  const cancelled = orderOn("2026-03-02", { cancelledAt: on("2026-03-10") });
  expect(balance(after(program, { orders: [...others, cancelled] }))).toBe(0n);
});

test("another order on the day carries the streak on", () => {
  const orders = [
    ...ordersOn(1, 2, 3),
    { ...refunded("2026-03-02", "2026-03-10", 2), orderId: "gid://shopify/Order/more" },
  ];
  expect(balance(after(aProgramWith([streak()]), { orders }))).toBe(20n);
});

test("of a long streak, a break takes only what no longer stands", () => {
  const orders = [...ordersOn(1, 2, 3, 4, 6), refunded("2026-03-05", "2026-03-10", 2)];
  const state = after(aProgramWith([streak()]), { orders });
  expect(pointsOf(state, "streak:run:1")).toBe(20n);
  expect(pointsOf(state, "streak:run:2")).toBe(0n);
});

test("a streak of an activity counts what stands of it", () => {
  const program = aProgramWith([
    activity({ id: "check-in", kind: "visit", gives: { kind: "points", points: 1 } }),
    streak({ of: { kind: "activity", activity: "check-in" } }),
  ]);
  const visits = ["2026-03-01", "2026-03-02", "2026-03-03"].map((day) => did("check-in", day));
  const orders = ordersOn(1, 2, 3);
  expect(balance(after(program, { orders }))).toBe(0n);
  expect(balance(after(program, { events: visits }))).toBe(23n);
  const rejected = decided("check-in@2026-03-02", false, "2026-03-05");
  const state = after(program, { events: [...visits, rejected] });
  expect(balance(state)).toBe(2n);
  const again = decided("check-in@2026-03-02", true, "2026-03-06");
  expect(balance(after(program, { events: [...visits, rejected, again] }))).toBe(23n);
});

test("what its limit or its conditions refuse is not given later", () => {
  expect(times({ limits: [{ per: "month", times: 1 }] }, 1, 2, 3, 4, 5, 6)).toBe(1n);
  const vip = streak({ when: { kind: "customer-tag", in: ["vip"] } });
  const tagged = event("tags", "2026-03-04", { added: ["vip"], removed: [] });
  const program = aProgramWith([vip]);
  const orders = ordersOn(1, 2, 3, 4, 5, 6);
  const state = after(program, { orders, events: [tagged] });
  expect(explainDeed(state, "streak:run:1")?.nothing?.reason).toBe("condition");
  expect(pointsOf(state, "streak:run:2")).toBe(20n);
});

test("a version that asks for something else counts from its own first day", () => {
  const next = { version: 2, effectiveFrom: on("2026-03-04T00:00") };
  const shorter = aProgramWith([streak({ length: 2 })], {}, next);
  const orders = ordersOn(2, 3, 4, 5);
  const state = after([aProgramWith([streak()]), shorter], { orders });
  expect(pointsOf(state, "streak:run:1")).toBe(20n);
  expect(balance(state)).toBe(20n);
  const renamed = aProgramWith([streak({ name: { en: "Run" } })], {}, next);
  expect(balance(after([aProgramWith([streak()]), renamed], { orders }))).toBe(20n);
  const once = { repeats: false };
  const over = aProgramWith([streak({ length: 2, ...once })], {}, next);
  const both = after([aProgramWith([streak(once)]), over], { orders: ordersOn(1, 2, 3, 4, 5) });
  expect(balance(both)).toBe(20n);
  expect(explainDeed(both, "streak:run:2")).toBeNull();
});
