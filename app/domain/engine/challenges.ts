import { dayOf, firstDayOf, type Day } from "#app/domain/calendar.ts";
import { bringTo, definitionOf, type Completions } from "#app/domain/engine/completions.ts";
import { offerOf } from "#app/domain/engine/deed.ts";
import { begin, count, undo } from "#app/domain/engine/deeds.ts";
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
  /** Within so many days: everything that stands, by time. */
  parts: Part[];
};

type Part = { source: string; at: Instant; day: number; amount: bigint };
type Following = { evidence: Evidence; at: Instant };

/** Judges a challenge by what stands; what a refund undoes is taken back. */
export function followChallenge(state: State, challenge: Challenge, following: Following): void {
  const key = definitionOf(challenge);
  const track = state.challenges.get(key) ?? { periods: new Map(), parts: [], deeds: [] };
  state.challenges.set(key, track);
  if (challenge.within.kind === "period") followPeriod(state, { challenge, track }, following);
  else followDays(state, { challenge, track }, following);
}

type Tracked = { challenge: Challenge; track: ChallengeTrack };

/** Once in each period of the calendar. */
function followPeriod(
  state: State,
  { challenge, track }: Tracked,
  { evidence, at }: Following,
): void {
  if (challenge.within.kind !== "period") return;
  const { source, happenedAt, program, amount } = evidence;
  const first = firstDayOf(challenge.within.per, dayOf(happenedAt, program.timeZone));
  const period = track.periods.get(first) ?? { parts: new Map<string, bigint>(), sum: 0n };
  const before = period.parts.get(source) ?? 0n;
  if (amount === before) return;
  track.periods.set(first, period);
  period.parts.set(source, amount);
  period.sum += amount - before;
  const name = `challenge:${challenge.id}:${first}`;
  const known = state.deeds.get(name);
  if (reaches(period.sum, targetOf(challenge, program))) {
    const offer = offerOf(challenge);
    const deed = known ?? begin(state, { source: name, offer, program, at });
    if (!known) track.deeds.push(deed);
    if (track.deeds.includes(deed)) count(state, deed, at);
  } else if (known && track.deeds.includes(known)) {
    undo(state, known, { at, why: { reason: "undone" } });
  }
}

/** As often as it is done within so many days; what it was done with does not count again. */
function followDays(state: State, { challenge, track }: Tracked, { evidence, at }: Following) {
  if (challenge.within.kind !== "days") return;
  const { source, happenedAt, program, amount } = evidence;
  const index = track.parts.findIndex((part) => part.source === source);
  if ((track.parts[index]?.amount ?? 0n) === amount) return;
  if (index >= 0) track.parts.splice(index, 1);
  const day = Date.parse(dayOf(happenedAt, program.timeZone)) / DAY_MS;
  if (amount > 0n) insert(track.parts, { source, at: happenedAt, day, amount });
  const target = targetOf(challenge, program);
  const wanted = timesDone(track.parts, { target, days: challenge.within.days });
  bringTo(state, track, { activity: challenge, wanted, program, at });
}

function insert(parts: Part[], part: Part): void {
  const isBefore = (other: Part) =>
    other.at < part.at || (other.at === part.at && other.source < part.source);
  parts.splice(parts.findLastIndex(isBefore) + 1, 0, part);
}

/** Steps through what stands; each time the target is reached, counting begins again after it. */
function timesDone(parts: Part[], { target, days }: { target: Fraction; days: number }): number {
  let times = 0;
  let sum = 0n;
  let start = 0;
  parts.forEach(({ day, amount }, index) => {
    sum += amount;
    for (let first = parts[start]; first && first.day <= day - days; first = parts[start]) {
      sum -= first.amount;
      start += 1;
    }
    if (!reaches(sum, target)) return;
    times += 1;
    sum = 0n;
    start = index + 1;
  });
  return times;
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
