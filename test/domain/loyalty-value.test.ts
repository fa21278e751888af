import { describe, expect, test } from "vitest";
import { allowanceOf } from "#app/domain/allowance.ts";
import { decide } from "#app/domain/engine/decide.ts";
import { loyaltyValueOf } from "#app/domain/loyalty-value.ts";
import type { ProgramInput } from "#app/domain/program/document.ts";
import { prepareProgram } from "#app/domain/program/program.ts";
import { aProgram, aRedemption, factsOf, on } from "#test/support/facts.ts";
import { level, order, tiered, type LevelInput } from "#test/support/tier-stories.ts";

const shipping = {
  id: "shipping",
  name: { en: "Free shipping" },
  gives: { kind: "free-shipping" as const },
  costPoints: 100,
};

function withPerks(perks: NonNullable<LevelInput["perks"]>, retired = false) {
  return aProgram((plain): ProgramInput => ({
    ...plain,
    rewards: [{ ...shipping, retired }],
    tiers: {
      measure: "spend",
      window: { kind: "lifetime" },
      levels: [level("silver", "100"), level("gold", "300", { perks })],
    },
  }));
}

const monthly = { kind: "free-reward", reward: "shipping", times: 2, per: "month" } as const;
const free = (id: string, day: string, outcome: "used" | "returned" | "kept" | null = null) =>
  aRedemption({
    id,
    reservedAt: on(day),
    rewardId: "shipping",
    costPoints: 0n,
    free: "perk",
    takes: [],
    ended: outcome && { at: on(day) + 1, outcome },
  });

function allowed(
  day: string,
  redemptions: ReturnType<typeof free>[],
  program: ReturnType<typeof withPerks>,
) {
  const facts = factsOf([order(1, "2026-01-10", 300n)], { redemptions });
  const { state } = decide({ programs: [program], facts, asOf: on(day) });
  return allowanceOf(state, prepareProgram(program), on(day));
}

describe("a reward that is free so many times in each period", () => {
  const left = (day: string, ...redemptions: ReturnType<typeof free>[]) =>
    allowed(day, redemptions, withPerks([monthly])).map((allowance) => allowance.left);

  test("is there for the holder of the tier, and again with the next period", () => {
    expect(left("2026-01-09")).toEqual([]);
    expect(left("2026-01-20")).toEqual([2]);
    expect(left("2026-01-31T23:59", free("r1", "2026-01-12"))).toEqual([1]);
    expect(left("2026-02-01T00:00", free("r1", "2026-01-12"))).toEqual([2]);
  });

  test("is used up by what was used, is open or expired, not by what came back", () => {
    expect(left("2026-01-20", free("r1", "2026-01-12", "used"), free("r2", "2026-01-12"))).toEqual([
      0,
    ]);
    expect(left("2026-01-20", free("r1", "2026-01-12", "kept"))).toEqual([1]);
    expect(left("2026-01-20", free("r1", "2026-01-12", "returned"))).toEqual([2]);
  });

  test("is not used up by what was paid for, given by hand, or another reward", () => {
    const paid = { ...free("r1", "2026-01-12"), free: null };
    const given = { ...free("r2", "2026-01-12"), free: "hand" as const };
    const other = { ...free("r3", "2026-01-12"), rewardId: "other" };
    expect(left("2026-01-20", paid, given, other)).toEqual([2]);
  });

  test("never has less than none left", () => {
    const three = ["r1", "r2", "r3"].map((id) => free(id, "2026-01-12"));
    expect(left("2026-01-20", ...three)).toEqual([0]);
  });

  test("says until when, and that a lifetime has no end", () => {
    const lifetime = { ...monthly, per: "lifetime" } as const;
    const standing = { kind: "standing-discount", reward: "shipping" } as const;
    const all = allowed("2026-01-20", [], withPerks([monthly, lifetime, standing]));
    expect(all.map(({ kind, times, until }) => [kind, times, until])).toEqual([
      ["free-reward", 2, on("2026-02-01T00:00")],
      ["free-reward", 2, null],
      ["standing-discount", 1, on("2026-02-01T00:00")],
    ]);
  });

  test("is not there where the reward is retired, nor for other perks", () => {
    expect(allowed("2026-01-20", [], withPerks([monthly], true))).toEqual([]);
    const cheaper = { kind: "cheaper-rewards", percent: "5" } as const;
    expect(allowed("2026-01-20", [], withPerks([cheaper]))).toEqual([]);
  });
});

describe("what the storefront knows of a customer", () => {
  const valueOf = (program: ReturnType<typeof tiered>, amount: bigint) => {
    const facts = factsOf([order(1, "2026-01-10", amount)]);
    const { state } = decide({ programs: [program], facts, asOf: on("2026-01-20") });
    return loyaltyValueOf(state, { now: on("2026-01-20"), version: 3n });
  };

  test("is the tier, the next one and the way to it", () => {
    expect(valueOf(tiered({}), 130n)).toMatchObject({
      v: 3,
      points: 130,
      tier: { id: "silver", name: { en: "silver" } },
      next: { id: "gold", name: { en: "gold" }, missing: "170.00", measure: "spend", percent: 43 },
      free: [],
    });
    expect(valueOf(tiered({}), 30n)).toMatchObject({
      tier: null,
      next: { id: "silver", percent: 30 },
    });
    expect(valueOf(tiered({}), 300n)).toMatchObject({ tier: { id: "gold" }, next: null });
  });

  test("passes over tiers that no measure leads to", () => {
    const levels = [level("silver", "100"), level("vip", null), level("gold", "300")];
    expect(valueOf(tiered({ levels }), 130n)).toMatchObject({ next: { id: "gold" } });
    const last = [level("silver", "100"), level("vip", null)];
    expect(valueOf(tiered({ levels: last }), 130n)).toMatchObject({ next: null });
  });

  test("is the shortest of several ways", () => {
    const way = (atLeast: string) =>
      ({ kind: "measured", measure: "orders", window: { kind: "lifetime" }, atLeast }) as const;
    const levels = (atLeast: string) => [level("gold", "300", { ways: [way(atLeast)] })];
    const next = { measure: "orders", missing: "1", percent: 50 };
    expect(valueOf(tiered({ levels: levels("2") }), 100n)).toMatchObject({ next });
    expect(valueOf(tiered({ levels: levels("4") }), 100n)).toMatchObject({
      next: { measure: "spend", missing: "200.00", percent: 33 },
    });
  });

  test("is what is free, and its last day", () => {
    expect(valueOf(withPerks([monthly]), 300n)).toMatchObject({
      free: [{ reward: "shipping", left: 2 }],
    });
  });
});
