import { describe, expect, test } from "vitest";
import { Reward } from "#app/domain/program/reward.ts";
import { prepareProgram } from "#app/domain/program/program.ts";
import type { ProgramInput } from "#app/domain/program/document.ts";
import { priceOf, priceOfSteps, worthFactorOf } from "#app/domain/reward-price.ts";
import { aProgram } from "#test/support/facts.ts";

type Perks = NonNullable<NonNullable<ProgramInput["tiers"]>["levels"][number]["perks"]>;

function programWith(...perks: Perks) {
  const tier = (id: string, threshold: string, own: Perks) => {
    return { id, name: { en: id }, threshold, perks: own };
  };
  const levels = [tier("silver", "10", []), tier("gold", "20", perks)];
  return prepareProgram(
    aProgram((plain) => ({
      ...plain,
      tiers: { measure: "orders", window: { kind: "lifetime" }, levels },
    })),
  );
}

function aReward(costPoints: number, prices: Reward["prices"] = []): Reward {
  const gives = { kind: "points-as-cash", amount: "1" };
  return Reward.parse({ id: "r", name: { en: "R" }, gives, costPoints, prices });
}

describe("the price of a reward", () => {
  const cheaper = programWith(
    { kind: "cheaper-rewards", percent: "5" },
    { kind: "cheaper-rewards", percent: "12.5" },
  );

  test.each([
    ["is what it says without a tier", null, 101, 101n],
    ["is what it says with a tier that has no such perk", "silver", 101, 101n],
    ["is so many percent less by the best perk, rounded up", "gold", 101, 89n],
    ["needs no rounding where the percentage comes out even", "gold", 200, 175n],
    ["is never less than a point", "gold", 1, 1n],
  ])("%s", (...[, tier, cost, price]) => {
    expect(priceOf(aReward(cost), tier, cheaper)).toBe(price);
  });

  test("is at least a point even at 100 % less", () => {
    const free = programWith({ kind: "cheaper-rewards", percent: "100" });
    expect(priceOf(aReward(500), "gold", free)).toBe(1n);
  });

  test("named for a tier stands as it is, for holders of that tier only", () => {
    const reward = aReward(100, [{ tier: "gold", costPoints: 60 }]);
    expect(priceOf(reward, "gold", cheaper)).toBe(60n);
    expect(priceOf(reward, "silver", cheaper)).toBe(100n);
    expect(priceOf(reward, null, cheaper)).toBe(100n);
  });

  test("of several steps is rounded once", () => {
    expect(priceOfSteps({ reward: aReward(1), steps: 80 }, "gold", cheaper)).toBe(70n);
    expect(priceOfSteps({ reward: aReward(1), steps: 81 }, "gold", cheaper)).toBe(71n);
    const named = aReward(10, [{ tier: "gold", costPoints: 7 }]);
    expect(priceOfSteps({ reward: named, steps: 3 }, "gold", cheaper)).toBe(21n);
  });
});

describe("what points as cash are worth", () => {
  test("is the plain amount without the perk, and so many percent more with its best", () => {
    const program = programWith(
      { kind: "points-worth-more", percent: "20" },
      { kind: "points-worth-more", percent: "2.5" },
    );
    const asNumber = (tier: string | null) => {
      const { numerator, denominator } = worthFactorOf(tier, program);
      return (numerator * 1000n) / denominator;
    };
    expect([asNumber(null), asNumber("silver"), asNumber("gold")]).toEqual([1000n, 1000n, 1200n]);
  });
});
