import { dayOf, firstDayOf, type CalendarPeriod, type Day } from "#app/domain/calendar.ts";
import {
  beginBy,
  bringTo,
  restOn,
  trackOf,
  type Completions,
} from "#app/domain/engine/completions.ts";
import type { Deed } from "#app/domain/engine/deed.ts";
import type { Challenge, Evidence } from "#app/domain/engine/progress.ts";
import type { State } from "#app/domain/engine/state.ts";
import { parseDecimal, type Fraction } from "#app/domain/fraction.ts";
import { currencyExponent } from "#app/domain/money.ts";
import type { Instant } from "#app/domain/order-facts.ts";
import type { Program } from "#app/domain/program/program.ts";

const DAY_MS = 86_400_000;

/** What counts towards a challenge, and how much of it stands. */
export type ChallengeTrack = Completions & {
  /** Within periods of the calendar: what stands in each, by the period's first day. */
  periods: Map<Day, { parts: Map<string, bigint>; sum: bigint }>;
  /** Within so many days: everything that stands, by time, and how far it was stepped through. */
  parts: Part[];
  amounts: Map<string, bigint>;
  walk: Walk;
};

type Part = { source: string; at: Instant; day: number; amount: bigint };
/** How often it was done in the parts before `next`; since `start` it comes to `sum`. */
type Walk = { times: number; sum: bigint; start: number; next: number };
const START: Walk = { times: 0, sum: 0n, start: 0, next: 0 };

type Following = { evidence: Evidence; at: Instant };

/** Judges a challenge by what stands; what a refund undoes is taken back. Returns what changed. */
export function followChallenge(state: State, challenge: Challenge, following: Following): Deed[] {
  const key = trackOf(state, challenge, following.evidence);
  const track = state.challenges.get(key) ?? emptyTrack();
  state.challenges.set(key, track);
  const { within } = challenge;
  return within.kind === "period"
    ? followPeriod(state, { challenge, track, ...within }, following)
    : followDays(state, { challenge, track, ...within }, following);
}

function emptyTrack(): ChallengeTrack {
  return { periods: new Map(), parts: [], amounts: new Map(), walk: START, deeds: [] };
}

type Tracked = { challenge: Challenge; track: ChallengeTrack };

/** Once in each period of the calendar, whichever version's target is reached in it. */
function followPeriod(
  state: State,
  { challenge, track, per }: Tracked & { per: CalendarPeriod },
  { evidence, at }: Following,
): Deed[] {
  const { source, happenedAt, program, amount } = evidence;
  const first = firstDayOf(per, dayOf(happenedAt, program.timeZone));
  const period = track.periods.get(first) ?? { parts: new Map<string, bigint>(), sum: 0n };
  const before = period.parts.get(source) ?? 0n;
  if (amount === before) return [];
  track.periods.set(first, period);
  period.parts.set(source, amount);
  period.sum += amount - before;
  const reached = reaches(period.sum, targetOf(challenge, program));
  const name = periodDeedOf(state, challenge, { first, per });
  const known = state.deeds.get(name);
  if (!known && !reached) return [];
  if (!known) state.periods.set(name, per);
  const by = { activity: challenge, evidence, at };
  const deed = known ?? beginBy(state, { source: name, ...by });
  return restOn(state, deed, { ...by, reached }) ? [deed] : [];
}

/**
 * The source of what a challenge gives in a period. A version may ask for another length of
 * period, which begins on the same day.
 */
export function periodDeedOf(
  { periods }: State,
  { id }: { id: string },
  { first, per }: { first: Day; per: CalendarPeriod },
): string {
  const name = `challenge:${id}:${first}`;
  return (periods.get(name) ?? per) === per ? name : `${name}:${per}`;
}

/** As often as it is done within so many days; what it was done with does not count again. */
function followDays(
  state: State,
  { challenge, track, days }: Tracked & { days: number },
  { evidence, at }: Following,
): Deed[] {
  const { source, happenedAt, program, amount } = evidence;
  const before = track.amounts.get(source) ?? 0n;
  if (before === amount) return [];
  track.amounts.set(source, amount);
  if (before > 0n) {
    track.parts = track.parts.filter((part) => part.source !== source);
    track.walk = START;
  }
  const day = Date.parse(dayOf(happenedAt, program.timeZone)) / DAY_MS;
  if (amount > 0n) insert(track, { source, at: happenedAt, day, amount });
  const target = targetOf(challenge, program);
  track.walk = walkOn(track, { target, days });
  return bringTo(state, track, { activity: challenge, wanted: track.walk.times, evidence, at });
}

/** What comes at the end, as almost everything does, needs no new walk from the beginning. */
function insert(track: ChallengeTrack, part: Part): void {
  const { parts } = track;
  const isBefore = (other: Part) =>
    other.at < part.at || (other.at === part.at && other.source < part.source);
  const index = parts.findLastIndex(isBefore) + 1;
  if (index < parts.length) track.walk = START;
  parts.splice(index, 0, part);
}

/** Steps through what stands; each time the target is reached, counting begins again after it. */
function walkOn(
  { parts, walk }: ChallengeTrack,
  { target, days }: { target: Fraction; days: number },
): Walk {
  let { times, sum, start, next } = walk;
  for (; next < parts.length; next += 1) {
    const { day = 0, amount = 0n } = parts[next] ?? {};
    sum += amount;
    for (let first = parts[start]; first && first.day <= day - days; first = parts[start]) {
      sum -= first.amount;
      start += 1;
    }
    if (!reaches(sum, target)) continue;
    times += 1;
    sum = 0n;
    start = next + 1;
  }
  return { times, sum, start, next };
}

function reaches(sum: bigint, { numerator, denominator }: Fraction): boolean {
  return sum > 0n && sum * denominator >= numerator;
}

/** In minor units for money, in pieces for all else. */
function targetOf({ of, target }: Challenge, { currency }: Program): Fraction {
  const { numerator, denominator } = parseDecimal(target);
  const unit = of.kind === "spend" ? 10n ** BigInt(currencyExponent(currency)) : 1n;
  return { numerator: numerator * unit, denominator };
}
