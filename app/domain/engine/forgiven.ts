import { max, min, move, type Cause } from "#app/domain/engine/points.ts";
import type { State } from "#app/domain/engine/state.ts";

/**
 * Points that should have been taken back and were let go, because the member had spent them.
 * What comes back of a reward that was taken before that runs back to them first: handing it back
 * before the refund would have ended with the same points.
 */
export type Forgiven = {
  source: string;
  points: bigint;
  /** How long the journal was then: what was spent later is not what was let go. */
  seq: number;
  /**
   * What the member owed before. Of a gift it comes first: had the points been there, what is owed
   * would have been taken before the gift. Nothing of an order, whose rest is owed only after it.
   */
  owed: bigint;
};

/** Remembers that so many points of a source were let go. */
export function noteForgiven(state: State, source: string, points: bigint): void {
  const owed = isGift(source) ? state.owed : 0n;
  if (points > 0n) state.forgiven.push({ source, points, seq: state.journal.length, owed });
}

/** The member owes more. What was owed before a gift was let go is not what is owed since. */
export function owe(state: State, points: bigint): void {
  for (const forgiven of state.forgiven) forgiven.owed = min(forgiven.owed, state.owed);
  state.owed += points;
}

/** Points that are not there: the member owes them, or is let off who has left. */
export function borrow(state: State, cause: Cause, { points, to }: Borrowing): void {
  const from = state.traits.closedAt === null ? "debt" : "forgiven";
  if (from === "debt") owe(state, points);
  move(state, cause, { lot: "", from, to, points });
}

type Borrowing = { points: bigint; to: "reserved" | "adjusted" };

/** The source earns its points again: what of them was let go is right again. */
export function dropForgiven(state: State, source: string): void {
  state.forgiven = state.forgiven.filter((forgiven) => forgiven.source !== source);
}

type Part = { lot: string; points: bigint };

/** Runs points that come back to what was let go of them; returns what is left, by lot. */
export function runBack(
  state: State,
  cause: Cause,
  { parts, from, seq }: { parts: Part[]; from: "reserved" | "redeemed"; seq: number },
): Part[] {
  const left = parts.map((part) => ({ ...part }));
  const open = state.forgiven.filter((forgiven) => forgiven.seq > seq);
  const pay = (forgiven: Forgiven, part: Part) => {
    const spare = max(
      sumOf(left) - sumOf(before(open, forgiven)) - min(state.owed, forgiven.owed),
      0n,
    );
    const points = min(min(forgiven.points, part.points), spare);
    forgiven.points -= points;
    part.points -= points;
    const { source } = forgiven;
    if (isGift(source)) {
      const taken: Cause = { source, reason: "tier-gift-returned", at: cause.at };
      move(state, taken, { lot: part.lot, from, to: "issued", points });
    } else {
      move(state, cause, { lot: part.lot, from, to: "forgiven", points });
      // It would have paid the oldest debt, and this would have been owed instead of let go.
      const gone = open.indexOf(forgiven);
      for (const gift of open.slice(0, gone)) gift.owed = max(gift.owed - points, 0n);
    }
  };
  // Its own points are not taken twice where they have expired; of others only what lives is.
  for (const forgiven of open) {
    for (const part of left) if (part.lot === forgiven.source) pay(forgiven, part);
  }
  for (const forgiven of open) {
    for (const part of left) if (isAlive(state, part.lot, cause)) pay(forgiven, part);
  }
  state.forgiven = state.forgiven.filter(({ points }) => points > 0n);
  return left.filter(({ points }) => points > 0n);
}

/** What was let go of orders before a gift was: it comes back before the gift. */
function before(open: Forgiven[], forgiven: Forgiven): Forgiven[] {
  if (!isGift(forgiven.source)) return [];
  return open.slice(0, open.indexOf(forgiven)).filter(({ source }) => !isGift(source));
}

function sumOf(parts: { points: bigint }[]): bigint {
  return parts.reduce((total, { points }) => total + points, 0n);
}

function isGift(source: string): boolean {
  return source.startsWith("gift:");
}

function isAlive({ lots }: State, lot: string, { at }: Cause): boolean {
  const expiresAt = lots.get(lot)?.expiresAt ?? null;
  return expiresAt === null || expiresAt > at;
}
