import { dayThere } from "#test/simulation/model-calendar.ts";
import { award, takeBack } from "#test/simulation/model-awards.ts";
import { answersIn, deedPoints } from "#test/simulation/model-budgets.ts";
import { factorsOfActivity } from "#test/simulation/model-campaigns.ts";
import type { ModelActivity, ModelDeed } from "#test/simulation/model-facts.ts";
import { programAt, type Books } from "#test/simulation/model-lots.ts";

/** A member did something: it counts at once, or when staff says so. */
export function report(books: Books, { id, activity, at }: ModelDeed): void {
  const program = programAt(books, at);
  const offer = program?.activities.find((each) => each.id === activity);
  if (!program || !offer) return;
  const factors = factorsOfActivity(books.facts, { program, at }, activity);
  const source = `activity:${id}`;
  books.deeds.set(source, {
    program,
    offer,
    at,
    factors,
    points: offer.points,
    refused: false,
    givenAt: null,
    stands: false,
  });
  if (!offer.approval) count(books, source, at);
}

/** Staff approves, or takes back what was approved. */
export function decide(books: Books, id: string, { at, approved }: ModelDeed["decisions"][0]) {
  if (approved) count(books, `activity:${id}`, at);
  else undo(books, `activity:${id}`);
}

/** Takes back what something gave, as a refund would. */
export function undo(books: Books, source: string): void {
  const deed = books.deeds.get(source);
  if (!deed?.stands) return;
  deed.stands = false;
  takeBack(books, source, deed.points);
}

/**
 * The first time it takes its place under the limit, in the period of its own day, and it keeps
 * it; for which there was no place then, there never is.
 */
export function count(books: Books, source: string, at: number): void {
  const deed = books.deeds.get(source);
  if (!deed || deed.stands || deed.refused) return;
  const { offer, program } = deed;
  if (deed.givenAt === null) {
    const { limit } = offer;
    const used = [...books.deeds.values()].filter(
      (other) =>
        other.givenAt !== null &&
        other.offer.id === offer.id &&
        isSamePeriod(books, limit, [other.at, deed.at]),
    );
    deed.refused = limit !== null && used.length >= limit.times;
    if (deed.refused) return;
    deed.givenAt = at;
    deed.points = deedPoints({ ...deed, source }, answersIn(books));
  }
  deed.stands = true;
  const ripeAt = deed.givenAt + offer.holdDays * 86_400_000;
  const earned = { points: deed.points, ripeAt, earnedAt: deed.givenAt, program };
  award(books, source, { at, ...earned });
}

function isSamePeriod(
  { facts: { timeZone } }: Books,
  limit: ModelActivity["limit"],
  [one, other]: [number, number],
): boolean {
  const of = (moment: number) => periodOf(dayThere(moment, timeZone), limit?.per ?? "lifetime");
  return of(one) === of(other);
}

/** A name for the day, the week from Monday, or the month of a day. */
function periodOf(day: string, per: "day" | "week" | "month" | "lifetime"): string {
  if (per === "lifetime") return "";
  if (per === "month") return day.slice(0, 7);
  if (per === "day") return day;
  const days = Math.floor(Date.parse(`${day}T00:00:00Z`) / 86_400_000);
  // The first of January 1970 was a Thursday.
  return `week ${Math.floor((days + 3) / 7)}`;
}
