import { dateFormat } from "#app/domain/intl-formats.ts";
import type { Instant } from "#app/domain/order-facts.ts";

/** A calendar day, 2027-01-31. Compares as text. */
export type Day = string;

const DAY_MS = 86_400_000;

/** The day it is at `instant` in a time zone. */
export function dayOf(instant: Instant, timeZone: string): Day {
  return textOfDay(Math.floor(localTime(instant, timeZone) / DAY_MS));
}

/** The first moment of a day in a time zone, also where clocks change at midnight. */
export function startOfDay(day: Day, timeZone: string): Instant {
  const wall = Date.parse(`${day}T00:00:00Z`);
  let instant = wall - offset(wall, timeZone);
  instant = wall - offset(instant, timeZone);
  // Where midnight is skipped, the day begins when the clock has jumped.
  return dayOf(instant, timeZone) < day ? instant + missing(instant, timeZone) : instant;
}

/** The same day n months later (or earlier), or the last of that month where it has no such day. */
export function addMonths(day: Day, months: number): Day {
  const [year = 0, month = 1, date = 1] = day.split("-").map(Number);
  const first = new Date(Date.UTC(year, month - 1 + months, 1));
  const last = new Date(Date.UTC(first.getUTCFullYear(), first.getUTCMonth() + 1, 0)).getUTCDate();
  first.setUTCDate(Math.min(date, last));
  return first.toISOString().slice(0, 10);
}

export function addDays(day: Day, days: number): Day {
  return new Date(Date.parse(`${day}T00:00:00Z`) + days * DAY_MS).toISOString().slice(0, 10);
}

/**
 * When something that began at `instant` and lives n months is over: at the end of the day which
 * is n months later, in the shop's time zone.
 */
export function endAfterMonths(instant: Instant, months: number, timeZone: string): Instant {
  const zone = zoneOf(timeZone);
  const day = Math.floor(localTime(instant, timeZone) / DAY_MS);
  let known = zone.ends.get(months);
  if (!known || known.size > DAYS_KEPT) zone.ends.set(months, (known = new Map()));
  let end = known.get(day);
  if (end === undefined) {
    end = startOfDay(addDays(addMonths(textOfDay(day), months), 1), timeZone);
    known.set(day, end);
  }
  return end;
}

/** As `endAfterMonths`, for what lives so many days. */
export function endAfterDays(instant: Instant, days: number, timeZone: string): Instant {
  return startOfDay(addDays(dayOf(instant, timeZone), days + 1), timeZone);
}

/** A stretch of the calendar. Weeks begin on Monday. */
export type CalendarPeriod = "day" | "week" | "month" | "quarter" | "year";

/** The first day of the period that a day lies in. */
export function firstDayOf(period: CalendarPeriod, day: Day): Day {
  switch (period) {
    case "day":
      return day;
    case "week":
      return addDays(day, -((new Date(`${day}T00:00:00Z`).getUTCDay() + 6) % 7));
    case "month":
      return `${day.slice(0, 7)}-01`;
    case "quarter":
      return addMonths(`${day.slice(0, 7)}-01`, -((Number(day.slice(5, 7)) - 1) % 3));
    case "year":
      return `${day.slice(0, 4)}-01-01`;
  }
}

/** The first moment of the period that comes `count` periods after the one `instant` lies in. */
export function startOfLaterPeriod(
  instant: Instant,
  { period, count }: { period: CalendarPeriod; count: number },
  timeZone: string,
): Instant {
  const first = firstDayOf(period, dayOf(instant, timeZone));
  if (period === "day") return startOfDay(addDays(first, count), timeZone);
  if (period === "week") return startOfDay(addDays(first, 7 * count), timeZone);
  return startOfDay(addMonths(first, count * MONTHS[period]), timeZone);
}
const MONTHS = { month: 1, quarter: 3, year: 12 };

/** What a clock on the wall of a time zone shows, as the milliseconds of such a moment in UTC. */
export function localTime(instant: Instant, timeZone: string): number {
  return instant + offset(instant, timeZone);
}

/**
 * Asking Intl is slow, so the offset of each UTC day is kept: where both its ends have the same, no
 * clock changed in between. It is not a number on days on which one did.
 */
function offset(instant: Instant, timeZone: string): number {
  const { offsets } = zoneOf(timeZone);
  const day = Math.floor(instant / DAY_MS);
  let known = offsets.get(day);
  if (known === undefined) {
    const atStart = exactOffset(day * DAY_MS, timeZone);
    known = atStart === exactOffset((day + 1) * DAY_MS, timeZone) ? atStart : Number.NaN;
    if (offsets.size > DAYS_KEPT) offsets.clear();
    offsets.set(day, known);
  }
  return Number.isNaN(known) ? exactOffset(instant, timeZone) : known;
}

/**
 * What was worked out of a time zone, by day: the day's offset, and the end of what began on it, by
 * how many months it lives. Most members' orders are of the same few days.
 */
type Zone = { offsets: Map<number, number>; ends: Map<number, Map<number, Instant>> };

const zones = new Map<string, Zone>();
const dayTexts = new Map<number, Day>();
const DAYS_KEPT = 10_000;

function zoneOf(timeZone: string): Zone {
  let zone = zones.get(timeZone);
  if (!zone) zones.set(timeZone, (zone = { offsets: new Map(), ends: new Map() }));
  return zone;
}

/** The day that is so many days after 1970-01-01. */
function textOfDay(day: number): Day {
  let text = dayTexts.get(day);
  if (text === undefined) {
    text = new Date(day * DAY_MS).toISOString().slice(0, 10);
    if (dayTexts.size > DAYS_KEPT) dayTexts.clear();
    dayTexts.set(day, text);
  }
  return text;
}

function exactOffset(instant: Instant, timeZone: string): number {
  const parts: Record<string, number> = {};
  for (const { type, value } of formatOf(timeZone).formatToParts(instant)) {
    parts[type] = Number(value);
  }
  const { year = 0, month = 1, day = 1, hour = 0, minute = 0, second = 0 } = parts;
  const wall = Date.UTC(year, month - 1, day, hour, minute, second);
  return wall - Math.floor(instant / 1000) * 1000;
}

function missing(instant: Instant, timeZone: string): number {
  return offset(instant + DAY_MS / 2, timeZone) - offset(instant, timeZone);
}

function formatOf(timeZone: string): Intl.DateTimeFormat {
  return dateFormat("en-US", {
    timeZone,
    hourCycle: "h23",
    year: "numeric",
    month: "numeric",
    day: "numeric",
    hour: "numeric",
    minute: "numeric",
    second: "numeric",
  });
}
