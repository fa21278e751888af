import type { ModelLevel, ModelTiers } from "#test/simulation/model-facts.ts";
import { endOf } from "#test/simulation/model-ends.ts";
import {
  credit,
  programAt,
  spend,
  type Books,
  type KnownGift,
  type Part,
} from "#test/simulation/model-lots.ts";
import { isByInvitation, placeOf, tierByHand, tiersAt } from "#test/simulation/model-levels.ts";
import { balanceOf, highestReached } from "#test/simulation/model-windows.ts";
import { total } from "#test/simulation/model-worth.ts";

/** Every tier passed on the way up gives once; one by invitation only to who is invited. */
export function giveGifts(books: Books, { tiers, to, at }: Climb): void {
  const then = { at, balance: balanceOf(books) };
  const ended = new Map([...books.lots.keys()].map((lot) => [lot, books.expired.get(lot) ?? 0]));
  tiers.levels.slice(0, to + 1).forEach((level, place) => {
    if (books.gifts.has(level.id) || (place < to && isByInvitation(level))) return;
    books.gifts.set(level.id, { ...then, ended: new Map(ended), taken: new Map() });
    const lot = `gift:${level.id}`;
    books.forgiven = books.forgiven.filter((each) => each.lot !== lot);
    const known = books.earned.get(lot) ?? 0;
    const points = Math.max(level.gift - known, 0);
    if (points === 0) return;
    books.earned.set(lot, known + points);
    const program = programAt(books, at);
    credit(books, lot, { points, since: at, until: endOf(books, program, at), program, at });
  });
}

type Climb = { tiers: ModelTiers; to: number; at: number };

/** Takes back what was given on reaching tiers that what is left would not have reached then. */
export function takeGiftsBack(books: Books, lost: ModelLevel[]): void {
  for (const { id } of lost) {
    const gift = books.gifts.get(id);
    if (!gift || gift.at <= books.endedAt || isStillEarned(books, id, gift)) continue;
    books.gifts.delete(id);
    takeGiftBack(books, `gift:${id}`);
  }
}

function isStillEarned(books: Books, id: string, { at, balance, taken }: KnownGift): boolean {
  const then = tiersAt(books, at);
  const byHand = placeOf(then.levels, tierByHand(books, at));
  const left = { at, balance: balance - total([...taken.values()]) };
  return placeOf(then.levels, id) <= Math.max(byHand, highestReached(books, then, left));
}

/**
 * Points are taken back, so many of them such as had ended: of what there was to spend when gifts
 * were given, unless they had ended by then.
 */
export function noteTaken(books: Books, lot: string, { points, dead }: Taken): void {
  for (const { ended, taken } of books.gifts.values()) {
    const before = ended.get(lot);
    if (before === undefined) continue;
    const old = Math.min(before, dead);
    ended.set(lot, before - old);
    taken.set(lot, (taken.get(lot) ?? 0) + points - old);
  }
}

type Taken = { points: number; dead: number };

/** What was taken back may be given again. */
export function noteGivenAgain(books: Books, lot: string, points: number): void {
  for (const { taken } of books.gifts.values()) {
    taken.set(lot, Math.max((taken.get(lot) ?? 0) - points, 0));
  }
}

/** As far as there are points, what has ended not twice; of the rest nothing is owed. */
function takeGiftBack(books: Books, lot: string): void {
  const given = books.earned.get(lot) ?? 0;
  const points = Math.max(given - (books.expired.get(lot) ?? 0), 0);
  const own = Math.min(books.lots.get(lot)?.points ?? 0, points);
  const taken = total(spend(books, points, [{ lot, points: own }]).map((part) => part.points));
  books.earned.set(lot, given - taken);
  if (points === taken) return;
  const redemptions = new Set([...books.reserved.keys(), ...books.taken.keys()]);
  books.forgiven.push({ lot, points: points - taken, redemptions, owed: books.owed });
}

/**
 * What comes back of a reward taken before runs to the gifts that were let go, their own points
 * first; but only what is more than was owed by then, for a gift never leaves a debt.
 */
export function runBack(books: Books, id: string, { parts, at }: Back): Part[] {
  const left = parts.map((part) => ({ ...part }));
  const open = books.forgiven.filter(({ redemptions }) => redemptions.has(id));
  const pay = (suits: (part: Part, lot: string) => boolean) => {
    for (const forgiven of open) {
      for (const part of left.filter((each) => suits(each, forgiven.lot))) {
        const back = total(left.map((each) => each.points));
        const spare = Math.max(back - Math.min(books.owed, forgiven.owed), 0);
        const points = Math.min(part.points, forgiven.points, spare);
        part.points -= points;
        forgiven.points -= points;
        books.earned.set(forgiven.lot, (books.earned.get(forgiven.lot) ?? 0) - points);
      }
    }
  };
  pay(({ lot }, own) => lot === own);
  pay(({ lot }) => (books.lots.get(lot)?.until ?? Infinity) > at);
  return left.filter(({ points }) => points > 0);
}

type Back = { parts: Part[]; at: number };
