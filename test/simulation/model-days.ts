import { dayBegins, dayThere, monthsAfter } from "#test/simulation/model-calendar.ts";
import { begin, count } from "#test/simulation/model-deeds.ts";
import type { ModelDay, ModelWhen } from "#test/simulation/model-day-facts.ts";
import type { ModelProgram } from "#test/simulation/model-facts.ts";
import { programAt, type Books } from "#test/simulation/model-lots.ts";

/** What is changed cannot bring a day again so soon. */
const LEAST_DAYS = 300;

/** The birthday is another one from now on; the same one is known for as long as before. */
export function bear(books: Books, told: { at: number; month: number; day: number }): void {
  const { birthday } = books;
  if (birthday?.month !== told.month || birthday.day !== told.day) books.birthday = told;
}

/** The next birthday or anniversary that begins while a program keeps it. */
export function nextCelebration(books: Books): { at: number; run: () => void } | null {
  const { programs } = books.facts;
  if (books.closedAt !== null) return null;
  const begins = programs.flatMap((program, index) => {
    const end = programs[index + 1]?.from ?? Infinity;
    if (end <= books.daysUntil) return [];
    return program.days
      .flatMap((offer) => beginningsOf(books, offer, program.from))
      .filter((at) => at > books.daysUntil && at >= program.from && at < end);
  });
  if (begins.length === 0) return null;
  const at = Math.min(...begins);
  const run = () => {
    books.daysUntil = at;
    celebrate(books, at);
  };
  return { at, run };
}

/** The day's beginnings in the year of a moment, or of now, and in the year after. */
function beginningsOf(books: Books, offer: ModelDay, from: number): number[] {
  const { timeZone } = books.facts;
  const year = Number(dayThere(Math.max(books.daysUntil, from), timeZone).slice(0, 4));
  return [year, year + 1].flatMap((each) => {
    const date = dateOf(books, offer, each);
    return date === null ? [] : [dayBegins(date, timeZone)];
  });
}

/** On which day of a year it is kept: 29 February on the 28th where there is no 29th. */
function dateOf({ birthday, joinedAt, facts }: Books, { kind }: ModelDay, year: number) {
  if (kind === "birthday") {
    if (!birthday) return null;
    const two = (number: number) => String(number).padStart(2, "0");
    const leap = `2028-${two(birthday.month)}-${two(birthday.day)}`;
    return monthsAfter(leap, 12 * (year - 2028));
  }
  if (joinedAt === null) return null;
  const joined = dayThere(joinedAt, facts.timeZone);
  const years = year - Number(joined.slice(0, 4));
  return years > 0 ? monthsAfter(joined, 12 * years) : null;
}

function celebrate(books: Books, at: number): void {
  const program = programAt(books, at);
  const day = dayThere(at, books.facts.timeZone);
  const year = Number(day.slice(0, 4));
  for (const offer of program?.days ?? []) {
    if (program && dateOf(books, offer, year) === day) bring(books, offer, { program, at, day });
  }
}

type Today = { program: ModelProgram; at: number; day: string };

/** Once in a calendar year at most; what came in vain may come again on another day. */
function bring(books: Books, offer: ModelDay, { program, at, day }: Today): void {
  const source = `yearly:${offer.id}:${day.slice(0, 4)}`;
  if ((books.deeds.get(source)?.givenAt ?? null) !== null) return;
  const isTaken = !isTooSoon(books, offer, day) && isFor(books, offer.when, at);
  begin(books, source, { program, offer, at });
  const deed = books.deeds.get(source);
  if (!deed || !isTaken) return;
  count(books, source, at);
  if (deed.stands) books.celebrated.set(offer.id, day);
}

/** Known for too short a time, or brought too short a time ago on another date. */
function isTooSoon(books: Books, { id, kind, waitDays }: ModelDay, day: string): boolean {
  const { birthday, celebrated, facts } = books;
  const known = birthday && kind === "birthday" ? dayThere(birthday.at, facts.timeZone) : null;
  const last = celebrated.get(id);
  return (
    (known !== null && daysFrom(known, day) < waitDays) ||
    (last !== undefined && daysFrom(last, day) < LEAST_DAYS)
  );
}

function isFor({ standing, joinedAt, facts }: Books, when: ModelWhen | null, at: number): boolean {
  if (when === null) return true;
  if (when.kind === "tier") return when.in.includes(standing.tier ?? "none");
  const day = dayThere(at, facts.timeZone);
  if (when.kind === "weekday") return when.in.includes(new Date(`${day}T12:00Z`).getUTCDay());
  if (joinedAt === null) return false;
  return daysFrom(dayThere(joinedAt, facts.timeZone), day) >= when.atLeastDays;
}

function daysFrom(first: string, second: string): number {
  return (Date.parse(second) - Date.parse(first)) / 86_400_000;
}
