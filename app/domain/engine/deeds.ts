import type { ActivityNothing, ActivityReceipt } from "#app/domain/activity-receipt.ts";
import { endAfterDays } from "#app/domain/calendar.ts";
import { findUnmet } from "#app/domain/earning/conditions.ts";
import { award } from "#app/domain/engine/awarding.ts";
import { decideAmount, limitReached, noteUse } from "#app/domain/engine/deed-amount.ts";
import { receiptOf, type Claim, type Deed, type Offer } from "#app/domain/engine/deed.ts";
import { dropForgiven } from "#app/domain/engine/forgiven.ts";
import { hasEnded, move, type Cause } from "#app/domain/engine/points.ts";
import { noteAward } from "#app/domain/engine/signs-of-life.ts";
import type { Boost, State } from "#app/domain/engine/state.ts";
import { takeBack } from "#app/domain/engine/take-back.ts";
import { parseDecimal } from "#app/domain/fraction.ts";
import type { Instant } from "#app/domain/order-facts.ts";
import type { Program } from "#app/domain/program/program.ts";

const DAY_MS = 86_400_000;

type Beginning = {
  source: string;
  offer: Offer;
  program: Program;
  at: Instant;
  /** Why it cannot give anything, where that is known beside the offer's own terms. */
  refused?: ActivityNothing | null;
};

/** Judges what a member did by its own time. It gives nothing yet: see `count`. */
export function begin(state: State, beginning: Beginning): Deed {
  const { source, offer, program, at } = beginning;
  const refused = beginning.refused ?? whyRefused(state, beginning);
  const deed = { source, offer, program, at, refused, missing: null, claim: null, stands: false };
  state.deeds.set(source, deed);
  return deed;
}

/**
 * Lets a deed count from now on. The first time it takes what limits, caps and budgets leave it in
 * the periods of its own time, and keeps that: undone and counted again it is what it was.
 */
export function count(state: State, deed: Deed, at: Instant): void {
  if (deed.stands || deed.refused) return;
  const { lastClosedAt } = state.traits;
  if (lastClosedAt !== null && deed.at <= lastClosedAt) deed.refused = { reason: "closed" };
  const limit = deed.claim ? null : limitReached(state, deed);
  if (limit) deed.refused = { reason: "limit", ...limit };
  if (deed.refused) return;
  deed.missing = null;
  deed.stands = true;
  const again = deed.claim !== null;
  deed.claim ??= claimOf(state, deed, at);
  give(state, deed, { claim: deed.claim, at, again });
}

/** Takes back what a deed gave, as a refund would. What it has claimed stays its own. */
export function undo(state: State, deed: Deed, { at, why }: { at: Instant; why: ActivityNothing }) {
  deed.missing = why;
  if (!deed.stands || !deed.claim) return;
  const { points, boost } = deed.claim;
  deed.stands = false;
  if (boost && boost.until > at) boost.until = Math.max(boost.from, at);
  if (hasGiven(deed.claim)) addFruit(state, deed, -1);
  const cause = causeOf(deed, "undone", at);
  takeBack(state, cause, { points, judgedAt: deed.at });
}

/** What a deed came to, or why it gives nothing; null for a source that is not known. */
export function explainDeed(state: State, source: string): ActivityReceipt | null {
  const deed = state.deeds.get(source);
  return deed ? receiptOf(deed) : (state.notices.get(source) ?? null);
}

function whyRefused(state: State, { offer, program, at }: Beginning): ActivityNothing | null {
  const { traits, tier } = state;
  if (traits.closedAt !== null) return { reason: "closed" };
  const { timeZone } = program;
  const unmet = findUnmet(offer.when, { at, timeZone, tierId: tier.id, traits });
  if (unmet) return { reason: "condition", unmet };
  const { unlockedBy } = offer;
  if (unlockedBy === null || (state.fruits.get(unlockedBy) ?? 0) > 0) return null;
  return { reason: "locked", activityId: unlockedBy };
}

function claimOf(state: State, deed: Deed, at: Instant): Claim {
  const { points, claimedPoints, steps } = decideAmount(state, deed);
  noteUse(state, deed, claimedPoints);
  const boost = boostOf(deed, at);
  const { gives } = deed.offer;
  const receipt: ActivityReceipt = {
    ...receiptOf(deed),
    steps,
    boost:
      gives.kind === "multiplier" && boost
        ? { factor: gives.factor, days: gives.days, until: boost.until }
        : null,
    points,
    nothing: null,
  };
  return { givenAt: at, points, receipt, boost };
}

/** From the moment it is given until the end of the day that is so many days later. */
function boostOf({ source, offer, program }: Deed, at: Instant): Boost | null {
  if (offer.gives.kind !== "multiplier") return null;
  const { factor, days } = offer.gives;
  const until = endAfterDays(at, days, program.timeZone);
  return { source, factor: parseDecimal(factor), from: at, until };
}

type Giving = { claim: Claim; at: Instant; again: boolean };

function give(state: State, deed: Deed, { claim, at, again }: Giving): void {
  const { program, offer } = deed;
  const { givenAt, boost } = claim;
  const cause = causeOf(deed, "earned", at);
  if (hasGiven(claim)) addFruit(state, deed, 1);
  if (boost) {
    if (again) boost.until = endAfterDays(givenAt, boostDays(offer), program.timeZone);
    else state.boosts.push(boost);
    noteAward(state, cause);
  }
  const forgiven = again ? takeForgiven(state, cause) : 0n;
  const points = claim.points - forgiven;
  const matureAt = givenAt + offer.holdDays * DAY_MS;
  award(state, cause, { points, program, earnedAt: givenAt, matureAt });
}

/** What was let go when it was taken back, the member has kept: it is not given again. */
function takeForgiven(state: State, cause: Cause): bigint {
  const own = state.forgiven.filter(({ source }) => source === cause.source);
  const points = own.reduce((sum, forgiven) => sum + forgiven.points, 0n);
  dropForgiven(state, cause.source);
  move(state, cause, { lot: "", from: "issued", to: "forgiven", points });
  return points;
}

function causeOf(deed: Deed, reason: "earned" | "undone", at: Instant): Cause {
  const { source, program } = deed;
  return { source, reason, at, version: program.version, receipt: receiptOf(deed) };
}

function hasGiven({ points, boost }: Claim): boolean {
  return points > 0n || boost !== null;
}

/** How many deeds of an activity stand that have given something: what it unlocks looks at that. */
function addFruit(state: State, { offer, at }: Deed, change: 1 | -1): void {
  if (hasEnded(state, at)) return;
  state.fruits.set(offer.id, (state.fruits.get(offer.id) ?? 0) + change);
}

function boostDays({ gives }: Offer): number {
  return gives.kind === "multiplier" ? gives.days : 0;
}
