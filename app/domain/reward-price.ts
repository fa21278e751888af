import { max } from "#app/domain/engine/points.ts";
import { isLess, parseDecimal, round, type Fraction } from "#app/domain/fraction.ts";
import type { Program } from "#app/domain/program/program.ts";
import type { Reward } from "#app/domain/program/reward.ts";
import type { Perk } from "#app/domain/program/tiers.ts";

/**
 * What a reward costs the holder of a tier (null for none). A price named for the tier is what it
 * costs; otherwise the tier's best `cheaper-rewards` makes it cheaper, rounded up. Never less than
 * 1 point: what is free is a perk of its own.
 */
export function priceOf(reward: Reward, tierId: string | null, program: Program): bigint {
  return priceOfSteps({ reward, steps: 1 }, tierId, program);
}

/** As `priceOf`, for points as cash taken so many times at once: rounded up only once. */
export function priceOfSteps(
  { reward, steps }: { reward: Reward; steps: number },
  tierId: string | null,
  program: Program,
): bigint {
  const named = reward.prices.find(({ tier }) => tier === tierId);
  if (named) return BigInt(named.costPoints) * BigInt(steps);
  const full = BigInt(reward.costPoints) * BigInt(steps);
  const { numerator, denominator } = bestPercent(perksOf(tierId, program), "cheaper-rewards");
  const hundred = 100n * denominator;
  const price = { numerator: full * (hundred - numerator), denominator: hundred };
  return max(round(price, "up"), 1n);
}

/** How much more the tier's holder gets for points as cash: 1 for no more, 6/5 for 20 % more. */
export function worthFactorOf(tierId: string | null, program: Program): Fraction {
  const { numerator, denominator } = bestPercent(perksOf(tierId, program), "points-worth-more");
  return { numerator: 100n * denominator + numerator, denominator: 100n * denominator };
}

/** The perks of a tier: its own only, so that a list says all there is. */
export function perksOf(tierId: string | null, program: Program): Perk[] {
  return program.levels.find(({ id }) => id === tierId)?.perks ?? [];
}

function bestPercent(perks: Perk[], kind: "cheaper-rewards" | "points-worth-more"): Fraction {
  let best: Fraction = { numerator: 0n, denominator: 1n };
  for (const perk of perks) {
    if (perk.kind !== kind) continue;
    const percent = parseDecimal(perk.percent);
    if (isLess(best, percent)) best = percent;
  }
  return best;
}
