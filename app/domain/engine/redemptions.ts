import type { Instant } from "#app/domain/order-facts.ts";
import { borrow, runBack } from "#app/domain/engine/forgiven.ts";
import {
  credit,
  expiredOf,
  expiryOf,
  hasEnded,
  min,
  move,
  spend,
  type Cause,
} from "#app/domain/engine/points.ts";
import { programAt } from "#app/domain/program/program.ts";
import type { State } from "#app/domain/engine/state.ts";
import type { AdjustmentFact, RedemptionFact } from "#app/domain/engine/timeline.ts";

/**
 * Sets aside what a redemption named. Where an earlier order or refund was learned of later, a
 * named lot may hold less by now: then the next lots give, and last the member owes.
 */
export function reserve(state: State, redemption: RedemptionFact, at: Instant): void {
  const source = `redemption:${redemption.id}`;
  const cause: Cause = { source, reason: "redeemed", at };
  const seq = state.journal.length;
  const points = redemption.takes.reduce((total, take) => total + take.points, 0n);
  const taken = spend(state, cause, { points, to: "reserved", first: redemption.takes });
  const missing = taken.reduce((left, part) => left - part.points, points);
  if (missing > 0n) {
    borrow(state, cause, { points: missing, to: "reserved" });
    const lot = state.traits.closedAt === null ? OWED : LET_OFF;
    taken.push({ lot, points: missing });
  }
  state.reserved.set(redemption.id, taken);
  const { rewardId, costPoints, free } = redemption;
  const known = { rewardId, costPoints, free, at, outcome: null, seq, parts: taken };
  state.redemptions.set(redemption.id, known);
}

/** Ends a redemption: its points are spent, or go back to the lots they came from. */
export function endRedemption(state: State, redemption: RedemptionFact, at: Instant): void {
  const source = `redemption:${redemption.id}`;
  const outcome = redemption.ended?.outcome ?? "used";
  const parts = state.reserved.get(redemption.id) ?? [];
  const known = state.redemptions.get(redemption.id);
  if (known) known.outcome = outcome;
  state.reserved.delete(redemption.id);
  const cause: Cause = { source, reason: outcome, at };
  if (outcome === "returned") {
    const { seq = 0, at: takenAt = at } = known ?? {};
    return giveBack(state, cause, { parts, from: "reserved", seq, takenAt });
  }
  for (const { lot, points } of parts) {
    move(state, cause, { lot: nameOf(lot), from: "reserved", to: "redeemed", points });
  }
}

/** The order in which a reward was used is undone: its points go back to where they came from. */
export function restore(state: State, redemption: RedemptionFact, at: Instant): void {
  const known = state.redemptions.get(redemption.id);
  if (known?.outcome !== "used") return;
  known.outcome = "returned";
  const cause: Cause = { source: `redemption:${redemption.id}`, reason: "returned", at };
  const { parts, seq, at: takenAt } = known;
  giveBack(state, cause, { parts, from: "redeemed", seq, takenAt });
}

/** Parts that no lot gave: the member owes them, or was let off, having left by then. */
const OWED = "";
const LET_OFF = "let-off";

function nameOf(lot: string): string {
  return lot === LET_OFF ? "" : lot;
}

type Back = {
  parts: { lot: string; points: bigint }[];
  from: "reserved" | "redeemed";
  seq: number;
  takenAt: Instant;
};

function giveBack(state: State, cause: Cause, back: Back): void {
  const { from } = back;
  if (hasEnded(state, back.takenAt)) return endBack(state, cause, back);
  const [free, paid] = [
    back.parts.filter(({ lot }) => lot === LET_OFF),
    back.parts.filter(({ lot }) => lot !== LET_OFF),
  ];
  endBack(state, cause, { ...back, parts: free });
  for (const { lot, points } of runBack(state, cause, { ...back, parts: paid })) {
    if (lot === OWED) {
      returnToDebt(state, cause, { points, from });
      continue;
    }
    move(state, cause, { lot, from, to: "available", points });
    credit(state, cause, { ...lotLike(state, lot, cause.at), points });
  }
}

/** What was taken before the member left ends when it comes back; what was not there is let go. */
function endBack(state: State, cause: Cause, { parts, from }: Back): void {
  for (const { lot, points } of parts) {
    if (lot === OWED || lot === LET_OFF) {
      move(state, cause, { lot: "", from, to: "forgiven", points });
      continue;
    }
    move(state, cause, { lot, from, to: "available", points });
    const ended: Cause = { source: lot, reason: "closed", at: cause.at };
    move(state, ended, { lot, from: "available", to: "expired", points });
  }
}

/** Gives or takes points by hand. */
export function adjust(state: State, adjustment: AdjustmentFact, at: Instant): void {
  const source = `adjustment:${adjustment.id}`;
  const cause: Cause = { source, reason: "adjusted", at };
  if (adjustment.points > 0n) {
    const { points } = adjustment;
    move(state, cause, { lot: source, from: "adjusted", to: "available", points });
    const expiresAt = expiryOf(programAt(state.programs, at), at);
    credit(state, cause, { points, lot: source, since: at, expiresAt });
    return;
  }
  const { undoes } = adjustment;
  if (undoes !== null) state.undoings.set(source, `adjustment:${undoes}`);
  const lapsed =
    undoes === null ? 0n : takeLapsed(state, cause, { undoes, points: adjustment.points });
  const points = -adjustment.points - lapsed;
  const first = undoes === null ? [] : [{ lot: `adjustment:${undoes}`, points }];
  const taken = spend(state, cause, { points, to: "adjusted", first });
  const missing = taken.reduce((left, part) => left - part.points, points);
  borrow(state, cause, { points: missing, to: "adjusted" });
}

/** What had expired of points that are taken back is not taken twice. Returns how much. */
function takeLapsed(
  state: State,
  cause: Cause,
  { undoes, points }: { undoes: string; points: bigint },
): bigint {
  const lot = `adjustment:${undoes}`;
  const lapsed = min(expiredOf(state, lot), -points);
  move(state, cause, { lot, from: "expired", to: "adjusted", points: lapsed });
  return lapsed;
}

/** Points that were reserved on credit: less is owed, and what was repaid since comes back. */
function returnToDebt(
  state: State,
  cause: Cause,
  { points, from }: { points: bigint; from: Back["from"] },
): void {
  move(state, cause, { lot: "", from, to: "debt", points });
  const repaid = points > state.owed ? points - state.owed : 0n;
  state.owed -= points - repaid;
  if (repaid === 0n) return;
  move(state, cause, { lot: cause.source, from: "debt", to: "available", points: repaid });
  const expiresAt = expiryOf(programAt(state.programs, cause.at), cause.at);
  credit(state, cause, { points: repaid, lot: cause.source, since: cause.at, expiresAt });
}

function lotLike(state: State, lot: string, at: Instant) {
  return state.lots.get(lot) ?? { lot, since: at, expiresAt: null };
}
