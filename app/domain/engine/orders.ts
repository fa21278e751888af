import { award } from "#app/domain/engine/awarding.ts";
import { allowancesAt, claim } from "#app/domain/earning/allowances.ts";
import { awardOf, type Award } from "#app/domain/earning/award.ts";
import type { Ask } from "#app/domain/earning/cuts.ts";
import { roomsFor } from "#app/domain/earning/rooms.ts";
import { decideTerms } from "#app/domain/earning/terms.ts";
import { findGrant, takeGrant } from "#app/domain/engine/budgets.ts";
import type { Instant } from "#app/domain/order-facts.ts";
import { maturesAt } from "#app/domain/engine/holding.ts";
import { programAt } from "#app/domain/program/program.ts";
import { giveEnded } from "#app/domain/engine/closing.ts";
import { hasEnded, min, type Cause } from "#app/domain/engine/points.ts";
import type { OrderState, State } from "#app/domain/engine/state.ts";
import { takeBack } from "#app/domain/engine/take-back.ts";
import { changeEarnings } from "#app/domain/engine/tier-measure.ts";
import { reviewTier } from "#app/domain/engine/tiers.ts";
import type { OrderWithPins } from "#app/domain/engine/timeline.ts";

/** Fixes the terms of a new order. An order that no program judges leaves no trace. */
export function placeOrder(state: State, order: OrderWithPins, at: Instant): void {
  const program = programAt(state.programs, at);
  if (order.facts.test && !program?.document.earning.counts.testOrders) return;
  state.ordersPlaced += 1;
  if (!program || state.traits.closedAt !== null) return;
  const { tier, traits, boosts, ordersPlaced } = state;
  const buyer = { tierId: tier.id, traits, boosts, orderNumber: ordersPlaced };
  const known: OrderState = {
    terms: decideTerms(order, program, buyer),
    placedAt: at,
    paidAt: null,
    fulfilledAt: null,
    cancelled: false,
    changes: 0,
    points: 0n,
    claims: new Map(),
    rooms: { rules: [], skipped: [], byRule: new Map(), program: null },
    judged: null,
    spendMinor: 0n,
    window: null,
  };
  state.orders.set(order.facts.orderId, known);
  claimRooms(state, order, known);
}

/**
 * Brings an order to what it stands for after it was paid, changed or cancelled. True where it
 * stands for less: the tier is then to be reviewed, once all that rested on the order has followed.
 * A gift that goes with the tier may only take what they leave.
 */
export function followOrder(
  state: State,
  order: OrderWithPins,
  event: { kind: "paid" | "changed" | "cancelled"; at: Instant },
): boolean {
  const known = state.orders.get(order.facts.orderId);
  if (!known) return false;
  if (event.kind === "paid") changeEarnings(state, known, { paidAt: event.at });
  if (event.kind === "changed") known.changes += 1;
  if (event.kind === "changed") claimRooms(state, order, known);
  if (event.kind === "cancelled") known.cancelled = true;
  return settle(state, { order, known, judged: judge(state, order, known), at: event.at });
}

function judge(state: State, order: OrderWithPins, known: OrderState): Award {
  const { terms, rooms, paidAt, cancelled, changes, judged } = known;
  const standing = { paid: paidAt !== null, cancelled, changes };
  const isKnown = judged?.changes === changes && standing.paid && !cancelled;
  if (isKnown) return judged.award;
  const source = sourceOf(order);
  const ask: Ask = (wish) => takeGrant(state, { ...wish, source });
  return awardOf(order, terms, { standing, rooms, ask });
}

/**
 * Claims for an order what it uses of caps and limits, paid or not. An edit that makes it worth
 * more takes of what later orders have left. What it has claimed once it keeps: a refund frees no
 * room.
 */
function claimRooms(state: State, order: OrderWithPins, known: OrderState): void {
  const { terms, claims, placedAt, changes } = known;
  const { timeZone, orders } = terms.program;
  const source = sourceOf(order);
  const allowances = allowancesAt(state.used, claims, { at: placedAt, timeZone });
  const answered = (budget: string) => findGrant(state, { budget, source });
  known.rooms = roomsFor(terms, allowances, (budget) => answered(budget) === 0n);
  // A budget that has not answered may still give all it is asked for.
  const ask: Ask = ({ budget, points }) => {
    return { points: min(answered(budget) ?? points, points), waits: false };
  };
  const standing = { paid: true, cancelled: false, changes };
  const award = awardOf(order, terms, { standing, rooms: known.rooms, ask });
  for (const use of award.uses) claim(use, allowances);
  known.judged = orders.hasBudgets ? null : { changes, award };
}

function sourceOf({ facts }: OrderWithPins): string {
  return `order:${facts.orderId}`;
}

type Settling = { order: OrderWithPins; known: OrderState; judged: Award; at: Instant };

function settle(state: State, { order, known, judged, at }: Settling): boolean {
  const { receipt, spendMinor } = judged;
  const version = known.terms.program.version;
  const source = sourceOf(order);
  const difference = receipt.points - known.points;
  const grew = spendMinor >= known.spendMinor && difference >= 0n;
  changeEarnings(state, known, { points: receipt.points, spendMinor });
  if (difference > 0n) {
    earn(state, { source, reason: "earned", at, version, receipt }, { known, points: difference });
  }
  if (difference < 0n) {
    const cause: Cause = { source, reason: "refunded", at, version, receipt };
    takeBack(state, cause, { points: -difference, judgedAt: known.placedAt });
  }
  if (grew) reviewTier(state, at, "earned");
  return !grew;
}

function earn(
  state: State,
  cause: Cause,
  { known, points }: { known: OrderState; points: bigint },
) {
  if (hasEnded(state, known.placedAt)) return giveEnded(state, cause, points);
  const { program } = known.terms;
  const earnedAt = known.paidAt ?? cause.at;
  award(state, cause, { points, program, earnedAt, matureAt: maturesAt(known, cause.at) });
}
