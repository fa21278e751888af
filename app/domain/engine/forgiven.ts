import { min, move, type Cause } from "#app/domain/engine/points.ts";
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
};

/** Remembers that so many points of a source were let go. */
export function noteForgiven(state: State, source: string, points: bigint): void {
  if (points > 0n) state.forgiven.push({ source, points, seq: state.journal.length });
}

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
    const points = min(forgiven.points, part.points);
    forgiven.points -= points;
    part.points -= points;
    const { source } = forgiven;
    if (source.startsWith("gift:")) {
      const taken: Cause = { source, reason: "tier-gift-returned", at: cause.at };
      move(state, taken, { lot: part.lot, from, to: "issued", points });
    } else {
      move(state, cause, { lot: part.lot, from, to: "forgiven", points });
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

function isAlive({ lots }: State, lot: string, { at }: Cause): boolean {
  const expiresAt = lots.get(lot)?.expiresAt ?? null;
  return expiresAt === null || expiresAt > at;
}
