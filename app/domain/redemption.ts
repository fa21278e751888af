import { perkAllowances } from "#app/domain/allowance.ts";
import type { Unmet } from "#app/domain/earning/condition-test.ts";
import { findUnmet } from "#app/domain/earning/conditions.ts";
import { lotsByExpiry, min } from "#app/domain/engine/points.ts";
import type { State } from "#app/domain/engine/state.ts";
import type { Instant } from "#app/domain/order-facts.ts";
import type { Period } from "#app/domain/program/basics.ts";
import type { Program } from "#app/domain/program/program.ts";
import type { Reward } from "#app/domain/program/reward.ts";
import { endOfCode, fullLimit } from "#app/domain/redemption-limits.ts";
import { priceOfSteps } from "#app/domain/reward-price.ts";
import { MOST_STEPS, stepsRange, worthOf, type Worth } from "#app/domain/reward-worth.ts";

/** Where a redemption stands. What the engine looks at is only its outcome. */
export type RedemptionState =
  /** Points are set aside; what was asked for may or may not exist in Shopify yet. */
  | "requested"
  /** Points are set aside until staff has done what was promised. */
  | "waiting"
  /** The code can be used. */
  | "active"
  | "used"
  /** The member has it: a gift card, credit, a voucher, a ticket, or what staff did. */
  | "delivered"
  /** We are taking it out of Shopify, to give the points back. */
  | "canceling"
  | "returned"
  /** Shopify will never accept such a thing; the points are back. */
  | "refused"
  /** The code expired unused. */
  | "lapsed";

/** What became of the reserved points: spent, given back, or lost with an expired code. */
export type RedemptionOutcome = "used" | "returned" | "kept";

/** What a member asks for. */
export type Choice = {
  /** How many steps of points as cash. */
  steps?: number;
  /** What they were shown that it costs. */
  expectedCost?: bigint;
  /** As a perk of their tier, for no points. */
  free?: boolean;
};

export type Granted = Worth & {
  ok: true;
  costPoints: bigint;
  takes: { lot: string; points: bigint }[];
  free: "perk" | "hand" | null;
  steps: number;
  /** A code for any number of orders. */
  standing: boolean;
  /** When the code stops working. */
  endsAt: Instant | null;
};

export type RedemptionRefusal =
  | { ok: false; reason: "reward-retired" | "not-for-sale" | "member-gone" | "nothing-free" }
  | { ok: false; reason: "not-eligible"; unmet: Unmet }
  | { ok: false; reason: "limit-reached" | "allowance-used"; times: number; per: Period }
  | { ok: false; reason: "steps-wrong"; least: number; most: number | null }
  | { ok: false; reason: "price-changed"; costPoints: bigint }
  | { ok: false; reason: "too-few-points"; missingPoints: bigint };

export type RedemptionDecision = Granted | RedemptionRefusal;

/** In which circumstances a decision is taken. */
export type Circumstances = { program: Program; at: Instant };

/**
 * Whether a member in this state can take a reward, for how many points, and from which lots:
 * oldest expiry first. Stock and pools are shared by all members, and judged under their locks.
 */
export function decideRedemption(
  state: State,
  { reward, choice }: { reward: Reward; choice: Choice },
  now: Circumstances,
): RedemptionDecision {
  const refusal = refusalOf(state, reward, now);
  if (refusal) return refusal;
  if (choice.free) return decideFree(state, reward, now);
  if (reward.notForSale) return refuse("not-for-sale");
  const full = fullLimit(state, reward, now);
  if (full) return { ok: false, reason: "limit-reached", ...full };

  const tierId = state.tier.id;
  const steps = choice.steps ?? 1;
  const wrong = wrongSteps(steps, stepsRange(reward, tierId, now.program));
  if (wrong) return wrong;
  const costPoints = priceOfSteps({ reward, steps }, tierId, now.program);
  const { expectedCost = costPoints } = choice;
  if (expectedCost !== costPoints) return { ok: false, reason: "price-changed", costPoints };
  const missingPoints = costPoints - spendableOf(state);
  if (missingPoints > 0n) return { ok: false, reason: "too-few-points", missingPoints };
  return {
    ok: true,
    ...worthOf({ reward, steps }, tierId, now.program),
    costPoints,
    takes: takesFor(state, costPoints),
    free: null,
    steps,
    standing: false,
    endsAt: endOfCode(reward, now),
  };
}

/** A reward given by the merchant's hand: for nothing, whatever it asks of members. */
export function grantByHand(state: State, reward: Reward, now: Circumstances): Granted {
  return granted(state, reward, { free: "hand", standing: false, now });
}

/** Points that can be spent now: what lots hold less what is owed. */
export function spendableOf(state: State): bigint {
  return lotsByExpiry(state).reduce((total, lot) => total + lot.points, -state.owed);
}

function refusalOf(state: State, reward: Reward, now: Circumstances): RedemptionRefusal | null {
  if (state.traits.closedAt !== null) return refuse("member-gone");
  if (reward.retired) return refuse("reward-retired");
  const { timeZone } = now.program;
  const moment = { at: now.at, timeZone, tierId: state.tier.id, traits: state.traits };
  const unmet = findUnmet(reward.for, moment);
  return unmet === null ? null : { ok: false, reason: "not-eligible", unmet };
}

function wrongSteps(
  steps: number,
  { least, most }: ReturnType<typeof stepsRange>,
): RedemptionRefusal | null {
  const isTooMany = steps > (most ?? MOST_STEPS);
  if (Number.isSafeInteger(steps) && steps >= least && !isTooMany) return null;
  return { ok: false, reason: "steps-wrong", least, most: isTooMany ? (most ?? MOST_STEPS) : most };
}

/** A perk of the tier held now: so many in each period, or one code for all orders of a month. */
function decideFree(state: State, reward: Reward, now: Circumstances): RedemptionDecision {
  const perks = perkAllowances(state, now.program, now.at).filter(
    ({ rewardId }) => rewardId === reward.id,
  );
  const perk = perks.find(({ left }) => left > 0);
  if (perk) {
    return granted(state, reward, {
      free: "perk",
      standing: perk.kind === "standing-discount",
      now,
    });
  }
  const used = perks.at(-1);
  if (!used) return refuse("nothing-free");
  return { ok: false, reason: "allowance-used", times: used.times, per: used.per };
}

function granted(
  state: State,
  reward: Reward,
  { free, standing, now }: { free: "perk" | "hand"; standing: boolean; now: Circumstances },
): Granted {
  const steps = stepsRange(reward, state.tier.id, now.program).least;
  return {
    ok: true,
    ...worthOf({ reward, steps }, state.tier.id, now.program),
    costPoints: 0n,
    takes: [],
    free,
    steps,
    standing,
    endsAt: endOfCode(reward, { ...now, standing }),
  };
}

function takesFor(state: State, costPoints: bigint): { lot: string; points: bigint }[] {
  let missing = costPoints;
  const takes = lotsByExpiry(state).map(({ lot, points }) => {
    const taken = min(points, missing);
    missing -= taken;
    return { lot, points: taken };
  });
  return takes.filter(({ points }) => points > 0n);
}

function refuse<R extends string>(reason: R): { ok: false; reason: R } {
  return { ok: false, reason };
}
