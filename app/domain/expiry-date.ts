import {
  addDays,
  addMonths,
  dayOf,
  endAfterMonths,
  startOfDay,
  startOfLaterPeriod,
  type Day,
} from "#app/domain/calendar.ts";
import type { Instant } from "#app/domain/order-facts.ts";
import type { Expiry } from "#app/domain/program/expiry.ts";

/**
 * When points that live since `earnedAt` are over, or null for never: the first moment after their
 * last day in the shop's time zone. Points that live by activity count as earned with the last.
 */
export function expiryDate(expiry: Expiry, earnedAt: Instant, timeZone: string): Instant | null {
  switch (expiry.kind) {
    case "never":
      return null;
    case "months-after-earning":
    case "months-without-activity":
      return endAfterMonths(earnedAt, expiry.months, timeZone);
    case "end-of-period": {
      const { period, later } = expiry;
      return startOfLaterPeriod(earnedAt, { period, count: later + 1 }, timeZone);
    }
    case "fixed-days": {
      const last = fixedDayFrom(addDays(dayOf(earnedAt, timeZone), expiry.minimumAgeDays), expiry);
      return startOfDay(addDays(last, 1), timeZone);
    }
  }
}

/** The first of the days of every year that is not before a day; 29 February may be the 28th. */
function fixedDayFrom(day: Day, { days }: { days: string[] }): Day {
  const year = Number(day.slice(0, 4));
  const candidates = [year, year + 1].flatMap((each) => days.map((date) => dateOf(each, date)));
  const [first = day] = candidates.filter((candidate) => candidate >= day).sort();
  return first;
}

function dateOf(year: number, monthDay: string): Day {
  const [month = "01", date = "01"] = monthDay.split("-");
  const first = `${String(year).padStart(4, "0")}-${month}-01`;
  const last = addDays(addMonths(first, 1), -1);
  const wished = addDays(first, Number(date) - 1);
  return wished < last ? wished : last;
}
