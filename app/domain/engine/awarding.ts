import type { Instant } from "#app/domain/order-facts.ts";
import { credit, min, move, type Cause } from "#app/domain/engine/points.ts";
import { lifeOf, noteAward } from "#app/domain/engine/signs-of-life.ts";
import type { State } from "#app/domain/engine/state.ts";
import type { Program } from "#app/domain/program/program.ts";

/** Points earned by a source: what a lot of them rests on. */
export type Earned = {
  points: bigint;
  program: Program;
  /** From when on their life is counted. */
  earnedAt: Instant;
  /** When they can be spent: in the past for at once; null while that depends on what comes. */
  matureAt: Instant | null;
};

/** Gives points to the lot of their source, or lets them wait until they have matured. */
export function award(state: State, cause: Cause, earned: Earned): void {
  const { points, program, earnedAt, matureAt } = earned;
  const lot = cause.source;
  if (points === 0n) return;
  noteAward(state, cause);
  if (matureAt === null || matureAt > cause.at) {
    move(state, cause, { lot, from: "issued", to: "pending", points });
    const waiting = state.pending.get(lot)?.points ?? 0n;
    state.pending.set(lot, { points: points + waiting, program, earnedAt, matureAt });
    return;
  }
  move(state, cause, { lot, from: "issued", to: "available", points });
  const expiresAt = lifeOf(state, program, earnedAt);
  credit(state, cause, { points, lot, since: matureAt, expiresAt, program });
}

/** Lets an award that has waited long enough be spent. */
export function mature(state: State, source: string, at: Instant): void {
  const pending = state.pending.get(source);
  if (!pending) return;
  state.pending.delete(source);
  const { program, earnedAt, points } = pending;
  const cause: Cause = { source, reason: "matured", at, version: program.version };
  move(state, cause, { lot: source, from: "pending", to: "available", points });
  const expiresAt = lifeOf(state, program, earnedAt);
  credit(state, cause, { points, lot: source, since: at, expiresAt, program });
}

/** Takes from an award that is still pending; returns how much. */
export function takePending(state: State, cause: Cause, points: bigint): bigint {
  const pending = state.pending.get(cause.source);
  if (!pending) return 0n;
  const taken = min(pending.points, points);
  pending.points -= taken;
  if (pending.points === 0n) state.pending.delete(cause.source);
  move(state, cause, { lot: cause.source, from: "pending", to: "issued", points: taken });
  return taken;
}
