import { dayThere } from "#test/simulation/model-calendar.ts";
import { award, takeBack } from "#test/simulation/model-awards.ts";
import { answersIn, deedPoints, deedPointsWanted } from "#test/simulation/model-budgets.ts";
import { factorsOfActivity } from "#test/simulation/model-campaigns.ts";
import { noteGiven } from "#test/simulation/model-ends.ts";
import type {
  ModelActivity,
  ModelDeed,
  ModelPer,
  ModelProgram,
} from "#test/simulation/model-facts.ts";
import { followDeed } from "#test/simulation/model-goals.ts";
import { hasEnded, programAt, type Books, type KnownDeed } from "#test/simulation/model-lots.ts";
import { total } from "#test/simulation/model-worth.ts";

/** They are a member by their own will from then on; what is there for joining comes once. */
export function join(books: Books, { id, at }: { id: string; at: number }): void {
  const isFirst = books.joinedAt === null;
  if (isFirst || books.closedAt !== null) books.joinedAt = at;
  books.closedAt = null;
  if (!isFirst) return;
  report(books, { id, at, activity: "signup", knownAt: at, decisions: [] });
}

/** A member did something: it counts at once, or when staff says so. */
export function report(books: Books, { id, activity, at }: ModelDeed): void {
  const program = programAt(books, at);
  const offer = program?.activities.find((each) => each.id === activity);
  if (!program || !offer) return;
  const source = `activity:${id}`;
  begin(books, source, { program, offer, at });
  if (!offer.approval) count(books, source, at);
  followDeed(books, source, at);
}

type Beginning = { program: ModelProgram; offer: ModelActivity; at: number };

/** What is not unlocked when it is done never gives anything. */
export function begin(books: Books, source: string, { program, offer, at }: Beginning): void {
  const { unlockedBy } = offer;
  const opens = ({ offer: { id }, at: done, stands, points, boost }: KnownDeed) =>
    id === unlockedBy && done > books.endedAt && stands && (points > 0 || boost !== null);
  const isLocked = unlockedBy !== null && ![...books.deeds.values()].some(opens);
  const refused = isLocked || books.closedAt !== null;
  // What friends bring is not multiplied.
  const isFriend = source.startsWith("referral:");
  const factors = isFriend ? [] : factorsOfActivity(books.facts, { program, at }, offer.id);
  const nothingYet = { refused, claimed: 0, givenAt: null, stands: false };
  const { boost } = offer;
  const points = boost === null ? offer.points : 0;
  books.deeds.set(source, { program, offer, at, factors, points, boost, ...nothingYet });
}

/** Staff approves, or takes back what was approved. */
export function decide(books: Books, id: string, { at, approved }: ModelDeed["decisions"][0]) {
  const source = `activity:${id}`;
  if (approved) count(books, source, at);
  else undo(books, source);
  followDeed(books, source, at);
}

/** Takes back what something gave, as a refund would. */
export function undo(books: Books, source: string): void {
  const deed = books.deeds.get(source);
  if (!deed?.stands) return;
  deed.stands = false;
  takeBack(books, source, { points: deed.points, judgedAt: deed.at });
}

/**
 * The first time it takes its place under the limit, in the period of its own day, and it keeps
 * it; for which there was no place then, there never is.
 */
export function count(books: Books, source: string, at: number): void {
  const deed = books.deeds.get(source);
  if (!deed || deed.stands || deed.refused) return;
  deed.refused = hasEnded(books, deed.at);
  if (deed.refused) return;
  const { offer, program } = deed;
  if (deed.givenAt === null) {
    const { limit, cap } = offer;
    deed.refused = limit !== null && usesOf(books, deed, limit.per).length >= limit.times;
    if (deed.refused) return;
    const before = cap === null ? [] : usesOf(books, deed, cap.per);
    const room = (cap?.points ?? Infinity) - total(before.map(({ claimed }) => claimed));
    deed.givenAt = at;
    const weighing = { ...deed, source, room: Math.max(room, 0) };
    deed.claimed = deedPointsWanted(weighing);
    deed.points = deedPoints(weighing, answersIn(books));
  }
  deed.stands = true;
  const ripeAt = deed.givenAt + offer.holdDays * 86_400_000;
  const earned = { points: deed.points, ripeAt, earnedAt: deed.givenAt, program };
  award(books, source, { at, ...earned });
  if (deed.boost !== null) noteGiven(books, source, at);
}

/** What else of the same has ever counted, in the same period. */
function usesOf({ facts, deeds }: Books, deed: KnownDeed, per: ModelPer): KnownDeed[] {
  const of = (moment: number) => periodOf(dayThere(moment, facts.timeZone), per);
  return [...deeds.values()].filter(
    ({ offer, givenAt, at }) =>
      givenAt !== null && offer.id === deed.offer.id && of(at) === of(deed.at),
  );
}

/** A name for the day, the week from Monday, the month or the year of a day. */
function periodOf(day: string, per: ModelPer): string {
  if (per === "lifetime") return "";
  if (per === "year") return day.slice(0, 4);
  if (per === "month") return day.slice(0, 7);
  if (per === "day") return day;
  const days = Math.floor(Date.parse(`${day}T00:00:00Z`) / 86_400_000);
  // The first of January 1970 was a Thursday.
  return `week ${Math.floor((days + 3) / 7)}`;
}
