import { award } from "#app/domain/engine/awarding.ts";
import { awardOf, dayCapOf, decideTerms, type Award } from "#app/domain/award.ts";
import { dayOf } from "#app/domain/calendar.ts";
import type { Instant, OrderFacts } from "#app/domain/order-facts.ts";
import { maturesAt } from "#app/domain/engine/holding.ts";
import { programAt } from "#app/domain/program/program.ts";
import { max, type Cause } from "#app/domain/engine/points.ts";
import type { OrderState, State } from "#app/domain/engine/state.ts";
import { takeBack } from "#app/domain/engine/take-back.ts";
import { reviewTier } from "#app/domain/engine/tiers.ts";
import type { OrderWithPins } from "#app/domain/engine/timeline.ts";

/** Fixes the terms of a new order. An order that no program judges leaves no trace. */
export function placeOrder(state: State, order: OrderWithPins, at: Instant): void {
  const program = programAt(state.programs, at);
  if (!program || isIgnored(order.facts, program.document.earning.counts.testOrders)) return;
  const day = dayOf(at, program.timeZone);
  const usedPoints = state.usedByDay.get(day) ?? 0n;
  const terms = decideTerms(order, { program, tierId: state.tier.id, usedPoints });
  const placed = awardOf(order, terms, { paid: true, cancelled: false, changes: 0 });
  state.usedByDay.set(day, usedPoints + placed.receipt.points);
  state.orders.set(order.facts.orderId, {
    terms,
    placedAt: at,
    paidAt: null,
    fulfilledAt: null,
    cancelled: false,
    changes: 0,
    points: 0n,
    claimedPoints: placed.receipt.points,
    spendMinor: 0n,
    window: null,
  });
}

/** Brings an order to what it stands for after it was paid, changed or cancelled. */
export function followOrder(
  state: State,
  order: OrderWithPins,
  event: { kind: "paid" | "changed" | "cancelled"; at: Instant },
): void {
  const known = state.orders.get(order.facts.orderId);
  if (!known) return;
  if (event.kind === "paid") known.paidAt = event.at;
  if (event.kind === "changed") known.changes += 1;
  if (event.kind === "changed") claimRoom(state, order, known);
  if (event.kind === "cancelled") known.cancelled = true;
  const { paidAt, cancelled, changes } = known;
  const judged = awardOf(order, known.terms, { paid: paidAt !== null, cancelled, changes });
  settle(state, { order, known, judged, at: event.at });
}

/**
 * An edit that makes an order worth more than before takes of the day's room what later orders have
 * left of it. What an order has claimed once it keeps: a refund frees no room.
 */
function claimRoom(state: State, order: OrderWithPins, known: OrderState): void {
  const { program } = known.terms;
  const cap = dayCapOf(program);
  if (cap === null) return;
  const day = dayOf(known.placedAt, program.timeZone);
  const usedPoints = state.usedByDay.get(day) ?? 0n;
  const roomPoints = known.claimedPoints + max(BigInt(cap) - usedPoints, 0n);
  known.terms = { ...known.terms, roomPoints };
  const standing = { paid: true, cancelled: false, changes: known.changes };
  const { points } = awardOf(order, known.terms, standing).receipt;
  if (points <= known.claimedPoints) return;
  state.usedByDay.set(day, usedPoints + points - known.claimedPoints);
  known.claimedPoints = points;
}

type Settling = { order: OrderWithPins; known: OrderState; judged: Award; at: Instant };

function settle(state: State, { order, known, judged, at }: Settling): void {
  const { receipt, spendMinor } = judged;
  const version = known.terms.program.version;
  const source = `order:${order.facts.orderId}`;
  const difference = receipt.points - known.points;
  const grew = spendMinor >= known.spendMinor && difference >= 0n;
  known.points = receipt.points;
  known.spendMinor = spendMinor;
  if (difference > 0n) {
    earn(state, { source, reason: "earned", at, version, receipt }, { known, points: difference });
  }
  if (difference < 0n) {
    const cause: Cause = { source, reason: "refunded", at, version, receipt };
    takeBack(state, cause, { points: -difference, judgedAt: known.placedAt });
  }
  reviewTier(state, at, grew ? "earned" : "refunded");
}

function earn(
  state: State,
  cause: Cause,
  { known, points }: { known: OrderState; points: bigint },
) {
  const { program } = known.terms;
  const earnedAt = known.paidAt ?? cause.at;
  award(state, cause, { points, program, earnedAt, matureAt: maturesAt(known, cause.at) });
}

function isIgnored(facts: OrderFacts, testOrdersCount: boolean): boolean {
  return facts.test && !testOrdersCount;
}
