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
import type { Earnings, OrderState, State, Tally } from "#app/domain/engine/state.ts";

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

/** The sum now, and until when it stays that, facts aside. Kept until time takes of it. */
export function talliedUntil(
  state: State,
  { measure, window }: Sum,
  { program, at }: { program: Program; at: Instant },
): Tally {
  const key = `${measure}|${windowKey(state, window, program)}`;
  const known = state.tallies.get(key);
  if (known && at < known.until) return known;
  const endOf = endsOf(state, window, program);
  const tally: Tally = { value: 0n, until: Number.POSITIVE_INFINITY, measure, endOf };
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
  const endOf = endsOf(state, window, program);
  const within: Counted[] = [];
  for (const earnings of allEarnings(state)) {
    if (earnings.paidAt === null || earnings.paidAt > at) continue;
    const until = endOf(earnings);
    if (until > at) within.push({ earnings, until });
  }
  return within;
}

/** So many in each calendar month up to a moment, by the number of the month. */
export function sumsByMonth(
  state: State,
  measure: Measure,
  { program, at, now }: { program: Program; at: Instant; now: boolean },
): Map<number, bigint> {
  const { timeZone } = program;
  const key = `${measure}|${timeZone}`;
  const known = now ? state.months.get(key) : undefined;
  if (known) return known.sums;
  const sums = new Map<number, bigint>();
  const numberOf = (earnings: Earnings) =>
    kept(earnings, `month|${timeZone}`, () => monthOf(earnings.paidAt ?? at, timeZone));
  for (const earnings of allEarnings(state)) {
    if (earnings.paidAt === null || earnings.paidAt > at) continue;
    const month = numberOf(earnings);
    sums.set(month, (sums.get(month) ?? 0n) + shareOf(earnings, measure));
  }
  if (now) state.months.set(key, { measure, monthOf: numberOf, sums });
  return sums;
}

/**
 * Changes what something has earned, and the sums that it is part of: adding all of it up again
 * with every order would make a long history slow.
 */
export function changeEarnings(
  state: State,
  earnings: Earnings,
  change: Partial<Pick<Earnings, "paidAt" | "points" | "spendMinor">>,
): void {
  const { paidAt, points, spendMinor, window } = earnings;
  const before: Earnings = { paidAt, points, spendMinor, window };
  Object.assign(earnings, change);
  if (!isCounted(state, earnings)) return;
  for (const tally of state.tallies.values()) {
    const grown = shareOf(earnings, tally.measure) - shareOf(before, tally.measure);
    if (grown === 0n) continue;
    // Where that is past, the sum is made anew when it is looked at.
    tally.until = Math.min(tally.until, tally.endOf(earnings));
    tally.value += grown;
  }
  for (const { measure, monthOf: numberOf, sums } of state.months.values()) {
    const grown = shareOf(earnings, measure) - shareOf(before, measure);
    if (grown === 0n) continue;
    const month = numberOf(earnings);
    sums.set(month, (sums.get(month) ?? 0n) + grown);
  }
}

/** Leaving changes what counts: everything is added up anew. */
export function forgetSums(state: State): void {
  state.tallies.clear();
  state.months.clear();
}

/** The number of a moment's month, counted from the year 0. */
export function monthOf(at: Instant, timeZone: string): number {
  const [year = 0, month = 1] = dayOf(at, timeZone).split("-").map(Number);
  return year * 12 + month;
}

function* allEarnings(state: State): Iterable<Earnings> {
  for (const order of state.orders.values()) if (isCounted(state, order)) yield order;
  for (const other of state.otherEarnings.values()) if (isCounted(state, other)) yield other;
}

/** What was before the member left counts no more. */
function isCounted({ traits }: State, earnings: Earnings | OrderState): boolean {
  const since = "placedAt" in earnings ? earnings.placedAt : earnings.paidAt;
  return traits.lastClosedAt === null || since === null || since > traits.lastClosedAt;
}

/** An order that is not paid, or has nothing left, does not count as one; points earned do. */
function shareOf(earnings: Earnings | Counted, measure: Measure): bigint {
  const { points, spendMinor } = "earnings" in earnings ? earnings.earnings : earnings;
  if (measure === "points") return points;
  if (measure === "spend") return spendMinor;
  return spendMinor === 0n ? 0n : 1n;
}

function endsOf(state: State, window: Window, program: Program): (earnings: Earnings) => number {
  const key = windowKey(state, window, program);
  const anchor = anchorOf(state, window);
  return (earnings) =>
    kept(earnings, key, () =>
      endOfWindow(earnings.paidAt ?? Number.POSITIVE_INFINITY, window, { program, anchor }),
    );
}

/** Time zones are slow to compute with: what was worked out is kept with what it is about. */
export function kept(earnings: Earnings, key: string, compute: () => number): number {
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
