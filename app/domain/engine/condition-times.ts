import { addDays, dayOf, firstDayOf, startOfDay, type Day } from "#app/domain/calendar.ts";
import type { MemberLeaf } from "#app/domain/earning/member-conditions.ts";
import { keptOn } from "#app/domain/earning/wall-clock.ts";
import type { Traits } from "#app/domain/engine/traits.ts";
import type { Instant } from "#app/domain/order-facts.ts";
import type { MemberCondition } from "#app/domain/program/condition.ts";

type Now = { at: Instant; timeZone: string; traits: Traits };

/**
 * The next moment at which time alone may change whether a condition holds of a member. Days are
 * what it looks at: hours are asked again with the next day.
 */
export function nextChange(condition: MemberCondition, now: Now): number {
  if ("of" in condition) {
    if (condition.kind === "not") return nextChange(condition.of, now);
    return Math.min(...condition.of.map((part) => nextChange(part, now)));
  }
  const starts = daysOfChange(condition, now).map((day) => startOfDay(day, now.timeZone));
  return Math.min(Number.POSITIVE_INFINITY, ...starts.filter((start) => start > now.at));
}

/** Days with whose beginning a leaf may come to hold, or cease to. */
function daysOfChange(leaf: MemberLeaf, { at, timeZone, traits }: Now): Day[] {
  const today = dayOf(at, timeZone);
  switch (leaf.kind) {
    case "dates":
      return fromUntil(leaf.from, leaf.until);
    case "weekday":
    case "hours":
    case "day-of-month":
      return [addDays(today, 1)];
    case "yearly":
      return yearsAround(today).flatMap((year) =>
        fromUntil(inYear(year, leaf.from), inYear(year, leaf.until)),
      );
    case "member-for": {
      if (traits.joinedAt === null) return [];
      const joined = dayOf(traits.joinedAt, timeZone);
      const after = (days: number | null) => (days === null ? null : addDays(joined, days));
      return fromUntil(after(leaf.atLeastDays), after(leaf.atMostDays));
    }
    case "birthday":
      return birthdays(today, traits).flatMap((date) =>
        fromUntil(addDays(date, -leaf.daysBefore), addDays(date, leaf.daysAfter)),
      );
    case "birthday-month":
      return birthdays(today, traits).flatMap((date) => {
        const first = firstDayOf("month", date);
        return [first, firstDayOf("month", addDays(first, 31))];
      });
    case "tier":
    case "customer-tag":
    case "segment":
    case "joined":
    case "top-percent":
      return [];
  }
}

/** The first day on which something holds that has a first and a last day, and the first after. */
function fromUntil(from: Day | null, until: Day | null): Day[] {
  return [...(from === null ? [] : [from]), ...(until === null ? [] : [addDays(until, 1)])];
}

function birthdays(today: Day, { birthday }: Traits): Day[] {
  if (!birthday) return [];
  const twoDigits = (number: number) => String(number).padStart(2, "0");
  const date = `${twoDigits(birthday.month)}-${twoDigits(birthday.day)}`;
  return yearsAround(today).map((year) => inYear(year, date));
}

function yearsAround(today: Day): number[] {
  const year = Number(today.slice(0, 4));
  return [year - 1, year, year + 1];
}

function inYear(year: number, monthDay: string): Day {
  return `${year}-${keptOn(monthDay, year)}`;
}
