import {
  addMonths,
  dayOf,
  endAfterDays,
  endAfterMonths,
  startOfDay,
  startOfLaterPeriod,
} from "#app/domain/calendar.ts";
import type { Instant } from "#app/domain/order-facts.ts";
import { programAt, type Program } from "#app/domain/program/program.ts";
import type { Measure, Window } from "#app/domain/program/tiers.ts";
import type { Earnings, State } from "#app/domain/engine/state.ts";

/** What is added up, over which time. */
export type Sum = { measure: Measure; window: Window };

/** What the measure of the program in force comes to at a moment; 0 without tiers. */
export function tierProgress(state: State, at: Instant): bigint {
  const program = programAt(state.programs, at);
  return program ? measuredValue(state, program, at) : 0n;
}

/** What the program's own measure comes to: minor units, points or orders; 0 without tiers. */
export function measuredValue(state: State, program: Program, at: Instant): bigint {
  const { tiers } = program.document;
  return tiers ? valueOf(state, tiers, { program, at }) : 0n;
}

/** What a measure comes to in its window at a moment that is not past. */
export function valueOf(state: State, sum: Sum, now: { program: Program; at: Instant }): bigint {
  return sum.measure === "balance" ? balanceOf(state) : talliedUntil(state, sum, now).value;
}

/** What can be spent, without entry gifts: they do not count towards tiers. */
export function balanceOf(state: State): bigint {
  let balance = 0n;
  for (const { lot, points } of state.lots.values()) {
    if (!lot.startsWith("gift:")) balance += points;
  }
  return balance;
}

type Tally = { value: bigint; until: number };

/** The sum now, and until when it stays that, facts aside. Kept until facts change or time does. */
export function talliedUntil(
  state: State,
  { measure, window }: Sum,
  { program, at }: { program: Program; at: Instant },
): Tally {
  const key = `${measure}|${windowKey(state, window, program)}`;
  const known = state.tallies.get(key);
  if (known && at < known.until) return known;
  const tally: Tally = { value: 0n, until: Number.POSITIVE_INFINITY };
  for (const counted of withinWindow(state, window, { program, at })) {
    const value = shareOf(counted, measure);
    if (value === 0n) continue;
    tally.value += value;
    tally.until = Math.min(tally.until, counted.until);
  }
  state.tallies.set(key, tally);
  return tally;
}

/** What a measure came to at any moment, past ones included, by what is left of it now. */
export function valueAt(
  state: State,
  { measure, window }: Sum,
  then: { program: Program; at: Instant },
): bigint {
  let value = 0n;
  for (const counted of withinWindow(state, window, then)) value += shareOf(counted, measure);
  return value;
}

/** Something that counts at a moment, and until when. */
export type Counted = { earnings: Earnings; until: number };

/** Paid orders and what else earned points, as far as they are in a window at a moment. */
export function withinWindow(
  state: State,
  window: Window,
  { program, at }: { program: Program; at: Instant },
): Counted[] {
  const key = windowKey(state, window, program);
  const anchor = anchorOf(state, window);
  const within: Counted[] = [];
  for (const earnings of allEarnings(state)) {
    if (earnings.paidAt === null || earnings.paidAt > at) continue;
    const until = kept(earnings, key, () =>
      endOfWindow(earnings.paidAt ?? at, window, { program, anchor }),
    );
    if (until > at) within.push({ earnings, until });
  }
  return within;
}

/** So many in each calendar month up to a moment, by the number of the month. */
export function sumsByMonth(
  state: State,
  measure: Measure,
  { program, at }: { program: Program; at: Instant },
): Map<number, bigint> {
  const sums = new Map<number, bigint>();
  for (const earnings of allEarnings(state)) {
    const { paidAt } = earnings;
    if (paidAt === null || paidAt > at) continue;
    const month = kept(earnings, `month|${program.timeZone}`, () =>
      monthOf(paidAt, program.timeZone),
    );
    sums.set(month, (sums.get(month) ?? 0n) + shareOf(earnings, measure));
  }
  return sums;
}

/** The number of a moment's month, counted from the year 0. */
export function monthOf(at: Instant, timeZone: string): number {
  const [year = 0, month = 1] = dayOf(at, timeZone).split("-").map(Number);
  return year * 12 + month - 1;
}

/** What was before the member left counts no more. */
export function* allEarnings(state: State): Iterable<Earnings> {
  const after = state.traits.lastClosedAt ?? Number.NEGATIVE_INFINITY;
  for (const order of state.orders.values()) if (order.placedAt > after) yield order;
  for (const other of state.otherEarnings.values()) {
    if (other.paidAt === null || other.paidAt > after) yield other;
  }
}

/** An order with nothing left does not count as one, but points it has earned do. */
function shareOf(earnings: Earnings | Counted, measure: Measure): bigint {
  const { points, spendMinor } = "earnings" in earnings ? earnings.earnings : earnings;
  if (measure === "points") return points;
  if (measure === "spend") return spendMinor;
  return spendMinor === 0n ? 0n : 1n;
}

/** Time zones are slow to compute with: what was worked out is kept with what it is about. */
function kept(earnings: Earnings, key: string, compute: () => number): number {
  earnings.window ??= new Map();
  let value = earnings.window.get(key);
  if (value === undefined) earnings.window.set(key, (value = compute()));
  return value;
}

function windowKey(state: State, window: Window, program: Program): string {
  const length = "days" in window ? window.days : "months" in window ? window.months : "";
  return `${program.version}|${window.kind}|${length}|${anchorOf(state, window) ?? ""}`;
}

/** Membership years are counted from joining; of who has not joined, from the first order. */
function anchorOf(state: State, window: Window): Instant | null {
  if (window.kind !== "membership-year") return null;
  const [first] = state.orders.values();
  return state.traits.joinedAt ?? first?.placedAt ?? null;
}

function endOfWindow(
  at: Instant,
  window: Window,
  { program: { timeZone }, anchor }: { program: Program; anchor: Instant | null },
): number {
  switch (window.kind) {
    case "lifetime":
      return Number.POSITIVE_INFINITY;
    case "calendar-month":
      return startOfLaterPeriod(at, { period: "month", count: 1 }, timeZone);
    case "calendar-year":
      return startOfLaterPeriod(at, { period: "year", count: 1 }, timeZone);
    case "membership-year":
      return nextAnniversary(at, anchor ?? at, timeZone);
    case "rolling-days":
      return endAfterDays(at, window.days, timeZone);
    case "rolling-months":
      return endAfterMonths(at, window.months, timeZone);
  }
}

/** 29 February is kept on the 28th where there is no 29th. */
function nextAnniversary(at: Instant, anchor: Instant, timeZone: string): Instant {
  const first = dayOf(anchor, timeZone);
  const years = Number(dayOf(at, timeZone).slice(0, 4)) - Number(first.slice(0, 4));
  const anniversary = (count: number) => startOfDay(addMonths(first, 12 * count), timeZone);
  const thisYear = anniversary(years);
  return thisYear > at ? thisYear : anniversary(years + 1);
}
