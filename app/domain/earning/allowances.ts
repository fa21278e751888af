import { dayOf, firstDayOf, type Day } from "#app/domain/calendar.ts";
import type { Instant } from "#app/domain/order-facts.ts";
import type { Cap, Limit, Period } from "#app/domain/program/basics.ts";

/** How much of each cap and limit a member has used, by counter and period. */
export type Used = Map<string, bigint>;

/** What one source holds of the counters: once claimed it stays claimed, whatever is refunded. */
export type Claims = Map<string, bigint>;

/** Counters of a moment, seen by one source: what it has claimed itself is room for it. */
export type Allowances = {
  used: Used;
  claims: Claims;
  day: Day;
  /** First days of the periods that were asked for, worked out once. */
  starts?: Map<Period, Day>;
};

/** Room under the tightest of some caps. */
export type Room = { points: bigint; per: Cap["per"] };

export function allowancesAt(
  used: Used,
  claims: Claims,
  { at, timeZone }: { at: Instant; timeZone: string },
): Allowances {
  return { used, claims, day: dayOf(at, timeZone) };
}

/** Room left under the caps of `what`, or null where there are none. */
export function findRoom(caps: Cap[], what: string, allowances: Allowances): Room | null {
  let tightest: Room | null = null;
  for (const { per, points } of caps) {
    const left = per === "order" ? 0n : leftOut(keyOf(what, per, allowances), allowances);
    const room = atLeastZero(BigInt(points) - left);
    if (tightest === null || room < tightest.points) tightest = { points: room, per };
  }
  return tightest;
}

/** The limit of `what` that has been reached, or null where it can happen once more. */
export function findReachedLimit(
  limits: Limit[],
  what: string,
  allowances: Allowances,
): Period | null {
  const reached = limits.find(({ per, times }) => {
    return leftOut(keyOf(timesOf(what), per, allowances), allowances) >= BigInt(times);
  });
  return reached?.per ?? null;
}

/** Notes that a source has used so much of caps, and, if anything, once of limits. */
export function claim({ what, points, caps, limits }: Use, allowances: Allowances): void {
  const { used, claims } = allowances;
  const take = (key: string, amount: bigint) => {
    const more = amount - (claims.get(key) ?? 0n);
    if (more <= 0n) return;
    claims.set(key, amount);
    used.set(key, (used.get(key) ?? 0n) + more);
  };
  for (const { per } of caps) if (per !== "order") take(keyOf(what, per, allowances), points);
  if (points <= 0n) return;
  for (const { per } of limits) take(keyOf(timesOf(what), per, allowances), 1n);
}

/** So many points by `what`: a rule, an activity, or all orders together. */
export type Use = { what: string; points: bigint; caps: Cap[]; limits: Limit[] };

/** What others have used: the counter less one's own claim. */
function leftOut(key: string, { used, claims }: Allowances): bigint {
  return (used.get(key) ?? 0n) - (claims.get(key) ?? 0n);
}

function keyOf(what: string, per: Period, allowances: Allowances): string {
  return `${what}|${per}|${startOf(per, allowances)}`;
}

function startOf(per: Period, allowances: Allowances): Day {
  if (per === "lifetime") return "";
  allowances.starts ??= new Map();
  const known = allowances.starts.get(per);
  if (known !== undefined) return known;
  const start = firstDayOf(per, allowances.day);
  allowances.starts.set(per, start);
  return start;
}

function timesOf(what: string): string {
  return `times:${what}`;
}

function atLeastZero(points: bigint): bigint {
  return points < 0n ? 0n : points;
}
