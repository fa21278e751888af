import { startOfLaterPeriod } from "#app/domain/calendar.ts";
import type { State } from "#app/domain/engine/state.ts";
import type { Instant } from "#app/domain/order-facts.ts";
import type { Period } from "#app/domain/program/basics.ts";
import type { Program } from "#app/domain/program/program.ts";
import type { Perk } from "#app/domain/program/tiers.ts";
import { periodOf } from "#app/domain/redemption-limits.ts";
import { perksOf } from "#app/domain/reward-price.ts";

/** What a member may take without points, as a perk of the tier held. */
export type Allowance = {
  rewardId: string;
  /** A reward each time, or one code for all orders of a month. */
  kind: "free-reward" | "standing-discount";
  times: number;
  per: Period;
  left: number;
  /** The first moment after the period: what is left then is gone, and all of it there again. */
  until: Instant | null;
};

/** Which rewards are free for a member now, and how often still. */
export function allowanceOf(state: State, program: Program, at: Instant): Allowance[] {
  const offered = program.document.rewards.filter(({ retired }) => !retired);
  const ids = new Set(offered.map(({ id }) => id));
  return perkAllowances(state, program, at).filter(({ rewardId }) => ids.has(rewardId));
}

/**
 * What the perks of the tier held leave, whether or not their rewards are still offered. Who
 * changes tiers in the middle of a period has the new tier's allowance, less what was taken of the
 * same reward before. What was handed back or refused does not count; what expired unused does.
 * Where a tier gives the same reward twice, each that was taken was of the first that had it left.
 */
export function perkAllowances(state: State, program: Program, at: Instant): Allowance[] {
  const perks = perksOf(state.tier.id, program).flatMap(countedOf);
  const { timeZone } = program;
  for (const { rewardId, at: takenAt, free, outcome } of state.redemptions.values()) {
    if (free !== "perk" || outcome === "returned") continue;
    const own = perks.filter((perk) => perk.rewardId === rewardId);
    const first = own.find((perk) => leftOf(perk, takenAt, timeZone) > 0);
    if (!first) continue;
    const period = periodOf(takenAt, first.per, timeZone);
    first.taken.set(period, (first.taken.get(period) ?? 0) + 1);
  }
  return perks.map(({ taken, ...perk }) => {
    const left = leftOf({ ...perk, taken }, at, timeZone);
    return { ...perk, left, until: endOf(at, perk.per, timeZone) };
  });
}

/** A perk, and how often it was taken in each period. */
type Counted = Omit<Allowance, "left" | "until"> & { taken: Map<string, number> };

function countedOf(perk: Perk): Counted[] {
  if (perk.kind !== "free-reward" && perk.kind !== "standing-discount") return [];
  const { kind, reward: rewardId } = perk;
  const { times, per } = kind === "free-reward" ? perk : { times: 1, per: "month" as const };
  return [{ rewardId, kind, times, per, taken: new Map() }];
}

function leftOf({ times, per, taken }: Counted, at: Instant, timeZone: string): number {
  return times - (taken.get(periodOf(at, per, timeZone)) ?? 0);
}

function endOf(at: Instant, per: Period, timeZone: string): Instant | null {
  return per === "lifetime" ? null : startOfLaterPeriod(at, { period: per, count: 1 }, timeZone);
}
