import type { Instant } from "#app/domain/order-facts.ts";
import { credit, min, move, type Cause } from "#app/domain/engine/points.ts";
import { lifeOf, noteAward } from "#app/domain/engine/signs-of-life.ts";
import type { Pending, State } from "#app/domain/engine/state.ts";
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
    addPending(state, { source: lot, points, program, earnedAt, matureAt });
    return;
  }
  move(state, cause, { lot, from: "issued", to: "available", points });
  const expiresAt = lifeOf(state, program, earnedAt);
  credit(state, cause, { points, lot, since: matureAt, expiresAt, program });
}

/** What a source was given waits in parts where these mature at different times. */
function addPending(state: State, part: Pending): void {
  let key = part.source;
  for (let n = 1; ; n += 1) {
    const known = state.pending.get(key);
    if (!known) return void state.pending.set(key, part);
    if (known.matureAt === part.matureAt) return void (known.points += part.points);
    key = `${part.source}+${n}`;
  }
}

/** Lets an award, or a part of one, that has waited long enough be spent. */
export function mature(state: State, key: string, at: Instant): void {
  const pending = state.pending.get(key);
  if (!pending) return;
  state.pending.delete(key);
  const { source, program, earnedAt, points } = pending;
  const cause: Cause = { source, reason: "matured", at, version: program.version };
  move(state, cause, { lot: source, from: "pending", to: "available", points });
  const expiresAt = lifeOf(state, program, earnedAt);
  credit(state, cause, { points, lot: source, since: at, expiresAt, program });
}

/** Takes from an award that is still pending, last what matures first; returns how much. */
export function takePending(state: State, cause: Cause, points: bigint): bigint {
  const end = ({ matureAt }: Pending) => matureAt ?? Number.POSITIVE_INFINITY;
  const parts = [...state.pending].filter(([, { source }]) => source === cause.source);
  let taken = 0n;
  for (const [key, part] of parts.sort(([, a], [, b]) => end(b) - end(a))) {
    const some = min(part.points, points - taken);
    part.points -= some;
    taken += some;
    if (part.points === 0n) state.pending.delete(key);
  }
  move(state, cause, { lot: cause.source, from: "pending", to: "issued", points: taken });
  return taken;
}
