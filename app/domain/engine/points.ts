import { expiryDate } from "#app/domain/expiry-date.ts";
import type { Instant } from "#app/domain/order-facts.ts";
import { programAt, type Program } from "#app/domain/program/program.ts";
import type { Account, HeldLot, Lot, Move, Reason, State } from "#app/domain/engine/state.ts";

/** What a movement of points is about: who causes it, why, and when. */
export type Cause = {
  source: string;
  reason: Reason;
  at: Instant;
  version?: number | null;
  receipt?: Move["receipt"];
};

type Route = { lot: string; from: Account; to: Account; points: bigint };

/** Writes one move into the journal. Nothing moves where there are no points. */
export function move(state: State, cause: Cause, route: Route): void {
  if (route.points === 0n) return;
  const { source, reason, at, version, receipt } = cause;
  const program = version === undefined ? programAt(state.programs, at) : null;
  const { lot, from, to, points } = route;
  state.journal.push({
    source,
    lot,
    from,
    to,
    points,
    reason,
    at,
    version: version ?? program?.version ?? null,
    receipt: receipt ?? null,
  });
}

/** When points earned at `earnedAt` under `program` expire: at the end of a day, or never. */
export function expiryOf(program: Program | null, earnedAt: Instant): Instant | null {
  return program && expiryDate(program.document.expiry, earnedAt, program.timeZone);
}

/**
 * Puts points into a lot. What is owed is paid first; a lot whose day has passed lets go of them
 * again at once. Without a program named, they were earned under the one in force.
 */
export function credit(state: State, cause: Cause, into: Lot & Partial<HeldLot>): void {
  const known = state.lots.get(into.lot);
  const { program = programAt(state.programs, cause.at) } = into;
  const lot = known && known.points > 0n ? known : { ...into, program, points: 0n };
  lot.points += into.points;
  state.lots.set(into.lot, lot);
  if (hasEnded(state, lot.since)) return endLot(state, lot, { reason: "closed", at: cause.at });
  if (lot.expiresAt !== null && lot.expiresAt <= cause.at) return expireLot(state, lot, cause.at);
  const paid = min(state.owed, lot.points);
  lot.points -= paid;
  state.owed -= paid;
  // The oldest debt is paid first: what was owed before a gift was let go.
  for (const forgiven of state.forgiven) forgiven.owed = max(forgiven.owed - paid, 0n);
  const repaid: Cause = { source: lot.lot, reason: "debt-repaid", at: cause.at };
  move(state, repaid, { lot: lot.lot, from: "available", to: "debt", points: paid });
}

/** Whether something that was judged at a moment ended with the account. */
export function hasEnded({ traits }: State, judgedAt: Instant): boolean {
  return traits.closedAt !== null || judgedAt <= (traits.lastClosedAt ?? Number.NEGATIVE_INFINITY);
}

/** Takes the rest of a lot whose day has passed. */
export function expireLot(state: State, lot: Lot, at: Instant): void {
  endLot(state, lot, { reason: "expired", at });
}

/** Ends a lot: because its day has passed, or because the member left. */
export function endLot(
  state: State,
  lot: Lot,
  { reason, at }: { reason: "expired" | "closed"; at: Instant },
): void {
  const cause: Cause = { source: lot.lot, reason, at };
  move(state, cause, { lot: lot.lot, from: "available", to: "expired", points: lot.points });
  lot.points = 0n;
}

/**
 * Takes up to `points` from lots into `to`, first the named ones, then the oldest expiry.
 * Returns what was taken, by lot; less than asked for if the lots hold less.
 */
export function spend(
  state: State,
  cause: Cause,
  wish: { points: bigint; to: Account; first: { lot: string; points: bigint }[] },
): { lot: string; points: bigint }[] {
  const taken: { lot: string; points: bigint }[] = [];
  let missing = wish.points;
  const take = (lot: Lot, most: bigint) => {
    const points = min(lot.points, min(most, missing));
    if (points === 0n) return;
    lot.points -= points;
    missing -= points;
    move(state, cause, { lot: lot.lot, from: "available", to: wish.to, points });
    taken.push({ lot: lot.lot, points });
  };
  for (const named of wish.first) {
    const lot = state.lots.get(named.lot);
    if (lot) take(lot, named.points);
  }
  if (missing !== 0n) for (const lot of lotsByExpiry(state)) take(lot, missing);
  return taken;
}

/** Lots that hold points, in the order in which they are spent: oldest expiry first. */
export function lotsByExpiry(state: State): HeldLot[] {
  const end = (lot: Lot) => lot.expiresAt ?? Number.POSITIVE_INFINITY;
  return [...state.lots.values()]
    .filter((lot) => lot.points > 0n)
    .sort((a, b) => compare(end(a), end(b)) || a.since - b.since || compare(a.lot, b.lot));
}

/** Points of a lot that have expired and were not taken back since. */
export function expiredOf(state: State, lot: string): bigint {
  let expired = 0n;
  for (const entry of state.journal) {
    if (entry.lot !== lot) continue;
    if (entry.to === "expired") expired += entry.points;
    if (entry.from === "expired") expired -= entry.points;
  }
  return expired;
}

export function min(a: bigint, b: bigint): bigint {
  return a < b ? a : b;
}

export function max(a: bigint, b: bigint): bigint {
  return a > b ? a : b;
}

function compare<T extends string | number>(a: T, b: T): number {
  return a < b ? -1 : a > b ? 1 : 0;
}
