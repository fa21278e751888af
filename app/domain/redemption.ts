import { lotsByExpiry, min } from "#app/domain/engine/points.ts";
import type { State } from "#app/domain/engine/state.ts";
import type { Reward } from "#app/domain/program/reward.ts";

/** Where a redemption stands. What the engine looks at is only its outcome. */
export type RedemptionState =
  /** Points are set aside; the code may or may not exist in Shopify yet. */
  | "requested"
  /** The code can be used. */
  | "active"
  | "used"
  /** We are taking the code out of Shopify, to give the points back. */
  | "canceling"
  | "returned"
  /** Shopify will never accept such a code; the points are back. */
  | "refused"
  /** The code expired unused. */
  | "lapsed";

/** What became of the reserved points: spent, given back, or lost with an expired code. */
export type RedemptionOutcome = "used" | "returned" | "kept";

export type RedemptionDecision =
  | { ok: true; costPoints: bigint; takes: { lot: string; points: bigint }[] }
  | { ok: false; reason: "reward-retired" }
  | { ok: false; reason: "too-few-points"; missingPoints: bigint };

/** Whether a member in this state can take a reward, and from which lots: oldest expiry first. */
export function decideRedemption(state: State, reward: Reward): RedemptionDecision {
  if (reward.retired) return { ok: false, reason: "reward-retired" };
  const costPoints = BigInt(reward.costPoints);
  const lots = lotsByExpiry(state);
  const spendable = lots.reduce((total, lot) => total + lot.points, -state.owed);
  if (spendable < costPoints) {
    return { ok: false, reason: "too-few-points", missingPoints: costPoints - spendable };
  }
  let missing = costPoints;
  const takes = lots.map(({ lot, points }) => {
    const taken = min(points, missing);
    missing -= taken;
    return { lot, points: taken };
  });
  return { ok: true, costPoints, takes: takes.filter(({ points }) => points > 0n) };
}
