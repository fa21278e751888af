import { dayOf, firstDayOf } from "#app/domain/calendar.ts";
import { bringTo, trackOf, type Completions } from "#app/domain/engine/completions.ts";
import type { Deed } from "#app/domain/engine/deed.ts";
import type { Evidence, Streak } from "#app/domain/engine/progress.ts";
import type { State } from "#app/domain/engine/state.ts";
import type { Instant } from "#app/domain/order-facts.ts";
import type { Program } from "#app/domain/program/program.ts";

const DAY_MS = 86_400_000;
/** 1970-01-01 was a Thursday. */
const DAYS_TO_MONDAY = 3;

/** What carries a streak: which days (weeks, months) have something that stands, and what. */
export type StreakTrack = Completions & {
  /** What stands in each unit of time, by the unit's running number. */
  units: Map<number, Set<string>>;
  /** How often the streak is done, by what stands. */
  done: number;
};

/**
 * Judges a streak by what stands. A run counts once for each full length; the refund in whole of
 * an order that was alone on its day breaks the run there, and what rested on it is taken back.
 * Returns the deeds that changed.
 */
export function followStreak(
  state: State,
  streak: Streak,
  { evidence, at }: { evidence: Evidence; at: Instant },
): Deed[] {
  const key = trackOf(state, streak, evidence);
  const track = state.streaks.get(key) ?? { units: new Map(), done: 0, deeds: [] };
  state.streaks.set(key, track);
  const unit = unitOf(streak.unit, evidence.happenedAt, evidence.program);
  const change = changeOf(track, unit, evidence);
  if (change === 0) return [];
  const before = runFrom(track, unit, -1);
  const after = runFrom(track, unit, 1);
  const full = (length: number) => Math.floor(length / streak.length);
  track.done += change * (full(before + 1 + after) - full(before) - full(after));
  const wanted = streak.repeats ? track.done : Math.min(track.done, 1);
  return bringTo(state, track, { activity: streak, wanted, evidence, at });
}

/** Notes what stands: 1 where a unit has something now, -1 where it has nothing any more. */
function changeOf({ units }: StreakTrack, unit: number, { source, amount }: Evidence): number {
  const known = units.get(unit);
  if (amount > 0n) {
    if (known) known.add(source);
    else units.set(unit, new Set([source]));
    return known ? 0 : 1;
  }
  if (!known?.delete(source) || known.size > 0) return 0;
  units.delete(unit);
  return -1;
}

/** How many units in a row stand next to one, before or after it. */
function runFrom({ units }: StreakTrack, unit: number, step: 1 | -1): number {
  let length = 0;
  while (units.has(unit + step * (length + 1))) length += 1;
  return length;
}

/** The running number of the day, week or month that a moment lies in. */
function unitOf(unit: Streak["unit"], at: Instant, { timeZone }: Program): number {
  const day = dayOf(at, timeZone);
  if (unit === "month") return Number(day.slice(0, 4)) * 12 + Number(day.slice(5, 7));
  const number = Date.parse(firstDayOf("day", day)) / DAY_MS;
  return unit === "day" ? number : Math.floor((number + DAYS_TO_MONDAY) / 7);
}
