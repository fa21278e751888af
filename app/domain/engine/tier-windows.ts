import {
  addMonths,
  dayOf,
  endAfterDays,
  endAfterMonths,
  startOfDay,
  startOfLaterPeriod,
} from "#app/domain/calendar.ts";
import type { Earnings } from "#app/domain/engine/state.ts";
import type { Instant } from "#app/domain/order-facts.ts";
import type { Program } from "#app/domain/program/program.ts";
import type { Window } from "#app/domain/program/tiers.ts";

/** A window, and from when on membership years are counted, or null where it has none. */
export type Anchored = { window: Window; anchor: Instant | null };

/** Whether two windows are of the same kind and length. */
export function isSameWindow(one: Window, other: Window): boolean {
  return one === other || nameOf(one) === nameOf(other);
}

/** When what was earned leaves a window, by the days of a program. */
export function endsOf(
  { window, anchor }: Anchored,
  program: Program,
): (earnings: Earnings) => number {
  const key = `${program.version}|${nameOf(window)}|${anchor ?? ""}`;
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

function nameOf(window: Window): string {
  const length = "days" in window ? window.days : "months" in window ? window.months : "";
  return `${window.kind}|${length}`;
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
