import { endOf } from "#test/simulation/model-ends.ts";
import { credit, expire, type Books } from "#test/simulation/model-lots.ts";
import { judgeTier, nextJudging } from "#test/simulation/model-tiers.ts";
import { nextCelebration } from "#test/simulation/model-days.ts";
import { completeFriend } from "#test/simulation/model-referral.ts";

type Tick = { at: number; run: () => void };

/**
 * Points ripen and end, friends' orders become safe, what tiers rest on passes, and days of the
 * year begin, each at its own moment; of one moment, in this order.
 */
export function passTime(books: Books, until: number): void {
  for (;;) {
    const kinds = [nextRipe, nextEnd, nextFriend, nextTier, nextCelebration];
    const ticks = kinds.map((next) => next(books)).filter((tick) => tick !== null);
    const first = ticks.reduce<Tick | null>(
      (one, other) => (one && one.at <= other.at ? one : other),
      null,
    );
    if (!first || first.at > until) break;
    first.run();
    books.now = first.at;
    // What comes and what goes in one moment is never there together.
    const moves = [nextRipe, nextEnd].some((next) => next(books)?.at === first.at);
    if (!moves) judgeTier(books, first.at);
  }
  Object.assign(books, { now: until, daysUntil: until });
}

function nextRipe(books: Books): Tick | null {
  const [ripe] = books.waiting.toSorted((a, b) => a.ripeAt - b.ripeAt);
  if (!ripe) return null;
  const { lot, points, ripeAt, earnedAt, program } = ripe;
  const run = () => {
    books.waiting.splice(books.waiting.indexOf(ripe), 1);
    const until = endOf(books, program, earnedAt);
    credit(books, lot, { points, since: ripeAt, until, program, at: ripeAt });
  };
  return { at: ripeAt, run };
}

function nextEnd(books: Books): Tick | null {
  let next: Tick | null = null;
  for (const [name, lot] of books.lots) {
    if (lot.points === 0 || lot.until === null) continue;
    if (!next || lot.until < next.at) next = { at: lot.until, run: () => expire(books, name, lot) };
  }
  return next;
}

function nextFriend(books: Books): Tick | null {
  const at = books.friend?.dueAt ?? null;
  return at === null ? null : { at, run: () => completeFriend(books, at) };
}

/** Every tick is followed by a look at the tier: this one is nothing else. */
function nextTier(books: Books): Tick {
  return { at: nextJudging(books, books.now), run: () => undefined };
}
