import { startOfLaterPeriod } from "#app/domain/calendar.ts";
import type { State } from "#app/domain/engine/state.ts";
import type { Instant } from "#app/domain/order-facts.ts";
import type { Period } from "#app/domain/program/basics.ts";
import type { Program } from "#app/domain/program/program.ts";
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
 */
export function perkAllowances(state: State, program: Program, at: Instant): Allowance[] {
  const allowances: Allowance[] = [];
  for (const perk of perksOf(state.tier.id, program)) {
    if (perk.kind !== "free-reward" && perk.kind !== "standing-discount") continue;
    const { kind, reward: rewardId } = perk;
    const { times, per } = kind === "free-reward" ? perk : { times: 1, per: "month" as const };
    const left = Math.max(times - takenOf(state, { rewardId, per }, { program, at }), 0);
    const until = endOf(at, per, program.timeZone);
    allowances.push({ rewardId, kind, times, per, left, until });
  }
  return allowances;
}

function takenOf(
  state: State,
  { rewardId, per }: { rewardId: string; per: Period },
  { program: { timeZone }, at }: { program: Program; at: Instant },
): number {
  const period = periodOf(at, per, timeZone);
  let taken = 0;
  for (const redemption of state.redemptions.values()) {
    if (redemption.free !== "perk" || redemption.rewardId !== rewardId) continue;
    if (redemption.outcome === "returned") continue;
    if (periodOf(redemption.at, per, timeZone) === period) taken += 1;
  }
  return taken;
}

function endOf(at: Instant, per: Period, timeZone: string): Instant | null {
  return per === "lifetime" ? null : startOfLaterPeriod(at, { period: per, count: 1 }, timeZone);
}
