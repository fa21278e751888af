import {
  dayBegins,
  dayThere,
  monthsAfter,
  nextDay,
  nextPeriod,
} from "#test/simulation/model-calendar.ts";
import type { ModelExpiry, ModelProgram, ModelSign } from "#test/simulation/model-facts.ts";
import type { Books } from "#test/simulation/model-lots.ts";

/** When points end that were earned then: with a day, in the shop's zone. */
export function endOf(books: Books, program: ModelProgram | null, at: number): number | null {
  if (!program || program.expiry.kind === "never") return null;
  const { timeZone } = books.facts;
  const { expiry } = program;
  const signs = expiry.kind === "quiet" ? expiry.counts : [];
  const last = Math.max(at, ...signs.map((sign) => books.signs.get(sign) ?? at));
  return dayBegins(dayAfterLast(expiry, dayThere(last, timeZone)), timeZone);
}

/** The first day on which points of a day are no longer there. */
function dayAfterLast(expiry: Exclude<ModelExpiry, { kind: "never" }>, day: string): string {
  if (expiry.kind === "months" || expiry.kind === "quiet") {
    return nextDay(monthsAfter(day, expiry.months));
  }
  if (expiry.kind === "period") {
    let first = nextPeriod(day, expiry.period);
    for (let later = 0; later < expiry.later; later++) first = nextPeriod(first, expiry.period);
    return first;
  }
  let last = day;
  for (let age = 0; age < expiry.age; age++) last = nextDay(last);
  while (!expiry.dates.some((date) => fallsOn(date, last))) last = nextDay(last);
  return nextDay(last);
}

/** The 29th of February is kept on the 28th where there is none. */
function fallsOn(date: string, day: string): boolean {
  if (day.slice(5) === date) return true;
  return date === "02-29" && day.slice(5) === "02-28" && nextDay(day).slice(5) === "03-01";
}

/** The member did something: all points that live by it and have not ended live on from there. */
export function noteSign(books: Books, sign: ModelSign, at: number): void {
  books.signs.set(sign, at);
  for (const lot of books.lots.values()) {
    const { until, program } = lot;
    if (until === null || until <= at || program?.expiry.kind !== "quiet") continue;
    if (program.expiry.counts.includes(sign)) lot.until = endOf(books, program, at);
  }
}

/** Something was given: for what a member did, other than buying. The calendar does nothing. */
export function noteGiven(books: Books, source: string, at: number): void {
  if (/^(activity|streak|challenge|referral|referred)\b/.test(source)) {
    noteSign(books, "activity", at);
  }
}
