import {
  dayBegins,
  dayThere,
  monthsAfter,
  nextDay,
  nextPeriod,
} from "#test/simulation/model-calendar.ts";
import type { ModelGrace, ModelLevel } from "#test/simulation/model-facts.ts";
import { isByInvitation, placeOf, tierByHand, tiersAt } from "#test/simulation/model-levels.ts";
import { giveGifts, takeGiftsBack } from "#test/simulation/model-entry-gifts.ts";
import type { Books } from "#test/simulation/model-lots.ts";
import { balanceOf, highestReached, nextEdge } from "#test/simulation/model-windows.ts";

/**
 * Judges the tier anew. It rises at once; it falls at once when something given back took what it
 * rested on, and after the grace when time did. One set by hand stands beside that.
 */
export function judgeTier(books: Books, at: number): void {
  const { standing } = books;
  if (books.closedAt !== null) {
    Object.assign(standing, { tier: null, merit: null, reached: null, graceUntil: null });
    books.givenBack = false;
    return;
  }
  const tiers = tiersAt(books, at);
  const { levels } = tiers;
  const before = placeOf(levels, standing.reached);
  const reached = highestReached(books, tiers, { at, balance: balanceOf(books) });
  let merit = placeOf(levels, standing.merit);
  const isTaken = books.givenBack && reached < merit && before >= merit;
  books.givenBack = false;
  if (reached >= merit || isTaken) {
    merit = reached;
    standing.graceUntil = null;
  }
  while (merit > reached) {
    standing.graceUntil ??= graceFrom(books, tiers.grace, at);
    if (standing.graceUntil > at) break;
    standing.graceUntil = null;
    merit = tiers.landing === "belongs" ? reached : Math.max(reached, oneBelow(levels, merit));
  }
  standing.reached = levels[reached]?.id ?? null;
  standing.merit = levels[merit]?.id ?? null;
  const byHand = placeOf(levels, tierByHand(books, at));
  const held = placeOf(levels, standing.tier);
  const to = Math.max(merit, byHand);
  standing.tier = levels[to]?.id ?? null;
  if (to > held) giveGifts(books, { tiers, to, at });
  else if (to < held && isTaken) takeGiftsBack(books, levels.slice(to + 1));
}

/** The next moment after one at which time alone may change a tier. */
export function nextJudging(books: Books, after: number): number {
  const { standing, facts } = books;
  const moments = [
    ...facts.programs.map(({ from }) => from),
    ...facts.holds.flatMap(({ until }) => until ?? []),
    standing.graceUntil ?? Infinity,
    nextEdge(books, tiersAt(books, after), after),
  ];
  return Math.min(...moments.filter((moment) => moment > after));
}

function oneBelow(levels: ModelLevel[], place: number): number {
  return levels.slice(0, place).findLastIndex((level) => !isByInvitation(level));
}

/** Whole days after the one on which a tier was lost; a month from the 31st ends with a month. */
function graceFrom({ facts: { timeZone } }: Books, grace: ModelGrace, at: number): number {
  if (grace.kind === "days" && grace.days === 0) return at;
  const lost = dayThere(at - 1, timeZone);
  let end = nextDay(lost);
  if (grace.kind === "days") {
    for (let day = 0; day < grace.days; day++) end = nextDay(end);
    return dayBegins(end, timeZone);
  }
  const same = monthsAfter(end, grace.months);
  const isShorter = same.slice(8) !== end.slice(8);
  return dayBegins(isShorter ? nextPeriod(same, "month") : same, timeZone);
}
