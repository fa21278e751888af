import { localTime } from "#app/domain/calendar.ts";
import type { Instant } from "#app/domain/order-facts.ts";

/** A moment as the shop's own clock and calendar show it. */
export type WallClock = {
  /** 2027-01-31. */
  day: string;
  /** 1 for Monday to 7 for Sunday. */
  weekday: number;
  dayOfMonth: number;
  /** How many days the month has. */
  daysInMonth: number;
  /** Minutes since midnight, by the clock on the wall. */
  minutes: number;
};

const MINUTE_MS = 60_000;

export function wallClockOf(at: Instant, timeZone: string): WallClock {
  const date = new Date(localTime(at, timeZone));
  const year = date.getUTCFullYear();
  const month = date.getUTCMonth();
  return {
    day: date.toISOString().slice(0, 10),
    weekday: date.getUTCDay() === 0 ? 7 : date.getUTCDay(),
    dayOfMonth: date.getUTCDate(),
    daysInMonth: new Date(Date.UTC(year, month + 1, 0)).getUTCDate(),
    minutes: Math.floor((date.getTime() - Date.UTC(year, month, date.getUTCDate())) / MINUTE_MS),
  };
}

/** Month and day of a day, 12-24; 29 February is kept on the 28th where there is no 29th. */
export function keptOn(monthDay: string, year: number): string {
  return monthDay === "02-29" && !isLeapYear(year) ? "02-28" : monthDay;
}

function isLeapYear(year: number): boolean {
  return new Date(Date.UTC(year, 1, 29)).getUTCMonth() === 1;
}
