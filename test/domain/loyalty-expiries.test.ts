import { describe, expect, test } from "vitest";
import { decide } from "#app/domain/engine/decide.ts";
import type { MemberFacts } from "#app/domain/engine/timeline.ts";
import { loyaltyValueOf, nextChangeOfValue } from "#app/domain/loyalty-value.ts";
import type { ProgramVersion } from "#app/domain/program/program.ts";
import { aProgram, aRedemption, factsOf, on } from "#test/support/facts.ts";
import { order, tiered } from "#test/support/tier-stories.ts";

const monthly = (timeZone = "UTC") =>
  aProgram((plain) => ({ ...plain, expiry: { kind: "months-after-earning", months: 1 } }), {
    timeZone,
  });

function valueOn(day: string, facts: MemberFacts, program: ProgramVersion) {
  const { state } = decide({ programs: [program], facts, asOf: on(day) });
  return loyaltyValueOf(state, { now: on(day), version: 7n });
}

describe("the storefront knows the next days on which points can be used", () => {
  const orders = [
    order(1, "2026-03-04", 10n),
    order(2, "2026-03-02", 20n),
    order(3, "2026-03-04T20:00", 30n),
    order(4, "2026-03-05", 40n),
    order(5, "2026-03-06", 50n),
  ];

  test("three of them, with the points of each together, the next one first", () => {
    expect(valueOn("2026-03-10", factsOf(orders), monthly())).toEqual({
      ...{ v: 7, points: 150, pending: 0, reserved: 0, owed: 0 },
      ...{ tier: null, next: null, free: [] },
      expires: [
        { points: 20, on: "2026-04-02" },
        { points: 40, on: "2026-04-04" },
        { points: 40, on: "2026-04-05" },
      ],
    });
  });

  test("without those of points that were spent or have ended", () => {
    const takes = [{ lot: "order:o3", points: 30n }];
    const redemptions = [aRedemption({ reservedAt: on("2026-03-09"), costPoints: 30n, takes })];
    const facts = factsOf(orders, { redemptions });
    expect(valueOn("2026-04-03", facts, monthly())).toMatchObject({
      ...{ points: 100, reserved: 30 },
      expires: [
        { points: 10, on: "2026-04-04" },
        { points: 40, on: "2026-04-05" },
        { points: 50, on: "2026-04-06" },
      ],
    });
  });

  test("by the shop's calendar, and none for points without end", () => {
    const late = factsOf([order(1, "2026-03-04T20:00", 10n)]);
    expect(valueOn("2026-03-10", late, monthly("Asia/Shanghai")).expires).toEqual([
      { points: 10, on: "2026-04-05" },
    ]);
    expect(valueOn("2026-03-10", late, aProgram()).expires).toEqual([]);
  });
});

test("the storefront knows of nothing before there is a program", () => {
  const later = { ...tiered({}), effectiveFrom: on("2027-01-01") };
  expect(valueOn("2026-03-10", factsOf([order(1, "2026-03-01", 10n)]), later)).toEqual({
    ...{ v: 7, points: 0, pending: 0, reserved: 0, owed: 0 },
    ...{ tier: null, next: null, expires: [], free: [] },
  });
});

describe("the way to the next tier", () => {
  const next = (threshold: string, amount: bigint, rest: object = {}) => {
    const level = { id: "gold", name: { en: "Gold" }, threshold, ...rest };
    const facts = factsOf([order(1, "2026-03-01", amount)]);
    return valueOn("2026-03-10", facts, tiered({ levels: [level] })).next;
  };

  test("is told exactly for a threshold in cents", () => {
    expect(next("30.50", 10n)).toEqual({
      ...{ id: "gold", name: { en: "Gold" }, measure: "spend" },
      ...{ missing: "20.50", percent: 32 },
    });
    expect(next("10.001", 10n)).toMatchObject({ missing: "0.01", percent: 99 });
  });

  test("is done where nothing is asked for and nobody has looked yet", () => {
    const levels = [{ id: "basic", name: { en: "Basic" }, threshold: "0" }];
    expect(valueOn("2026-03-10", factsOf([]), tiered({ levels }))).toMatchObject({
      tier: null,
      next: { id: "basic", missing: "0.00", percent: 100 },
    });
  });

  test("is looked at again when an order leaves the window in which one way is measured", () => {
    const window = { kind: "rolling-days", days: 30 } as const;
    const ways = [{ kind: "measured", measure: "orders", window, atLeast: "4" }] as const;
    const level = { id: "gold", name: { en: "Gold" }, threshold: "1000", ways: [...ways] };
    const program = tiered({ levels: [level] });
    const facts = factsOf([order(1, "2026-03-01", 10n), order(2, "2026-03-05", 10n)]);
    const at = on("2026-03-10");
    const { state } = decide({ programs: [program], facts, asOf: at });
    expect(valueOn("2026-03-10", facts, program).next).toMatchObject({ missing: "2" });
    expect(nextChangeOfValue(state, at)).toBe(on("2026-04-01T00:00"));
    expect(valueOn("2026-04-01", facts, program).next).toMatchObject({ missing: "3" });
  });

  test("is by what can be measured alone", () => {
    const ways = [
      { kind: "single-order", atLeast: "5000" },
      { kind: "measured", measure: "orders", window: { kind: "lifetime" }, atLeast: "4" },
    ];
    expect(next("1000", 10n, { ways })).toMatchObject({ measure: "orders", missing: "3" });
  });
});
