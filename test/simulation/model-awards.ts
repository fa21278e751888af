import { noteGivenAgain, noteTaken } from "#test/simulation/model-entry-gifts.ts";
import { endOf, noteGiven } from "#test/simulation/model-ends.ts";
import { credit, hasEnded, owe, spend, takeFrom, type Books } from "#test/simulation/model-lots.ts";
import type { ModelProgram } from "#test/simulation/model-facts.ts";
import { total } from "#test/simulation/model-worth.ts";

type Award = {
  at: number;
  points: number;
  ripeAt: number;
  /** From when on their life is counted. */
  earnedAt: number;
  program: ModelProgram;
};

/** Points for an order or a deed, to a lot of its own: at once, or once they have ripened. */
export function award(books: Books, lot: string, { at, ...earned }: Award): void {
  const { points, ripeAt, earnedAt, program } = earned;
  note(books, lot, points);
  if (points > 0) noteGiven(books, lot, at);
  if (!lot.startsWith("order:") && !books.givenAt.has(lot)) books.givenAt.set(lot, at);
  if (ripeAt > at) {
    const same = books.waiting.find((each) => each.lot === lot);
    if (same) same.points += points;
    else books.waiting.push({ lot, ...earned });
    return;
  }
  noteGivenAgain(books, lot, points);
  const until = endOf(books, program, earnedAt);
  credit(books, lot, { points, since: ripeAt, until, program, at });
}

/** What waits goes first, then the lot's own points, dead ones too, others, and at last debt. */
export function takeBack(
  books: Books,
  lot: string,
  { points, judgedAt }: { points: number; judgedAt: number },
): void {
  note(books, lot, -points);
  let missing = points;
  const waiting = books.waiting.find((each) => each.lot === lot);
  if (waiting) {
    const some = Math.min(waiting.points, missing);
    waiting.points -= some;
    missing -= some;
    if (waiting.points === 0) books.waiting.splice(books.waiting.indexOf(waiting), 1);
  }
  const ripe = missing;
  missing -= takeFrom(books.lots.get(lot), missing);
  const dead = Math.min(books.expired.get(lot) ?? 0, missing);
  books.expired.set(lot, (books.expired.get(lot) ?? 0) - dead);
  missing -= dead;
  noteTaken(books, lot, { points: ripe, dead });
  // What was before they left takes nothing of what came after.
  if (hasEnded(books, judgedAt)) return;
  missing -= total(spend(books, missing, []).map((part) => part.points));
  owe(books, missing);
}

export function note(books: Books, lot: string, points: number): void {
  books.givenBack ||= points < 0;
  books.earned.set(lot, (books.earned.get(lot) ?? 0) + points);
}
