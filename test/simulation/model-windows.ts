import {
  dayBegins,
  dayThere,
  monthsAfter,
  nextDay,
  nextPeriod,
} from "#test/simulation/model-calendar.ts";
import type {
  CountedMeasure,
  ModelMeasure,
  ModelTiers,
  ModelWay,
  ModelWindow,
} from "#test/simulation/model-facts.ts";
import type { Books } from "#test/simulation/model-lots.ts";
import { total } from "#test/simulation/model-worth.ts";

/** What counts towards tiers: a paid order, or what something else gave, from its moment. */
type Counted = { at: number } & Record<CountedMeasure, number>;

/**
 * The highest tier whose threshold, or one of whose ways, is reached; -1 for none. Of another
 * moment than now it must be said what there was to spend.
 */
export function highestReached(
  books: Books,
  tiers: ModelTiers,
  { at, balance }: { at: number; balance: number },
): number {
  const counted = countedOf(books).filter((each) => each.at <= at);
  const sum = (measure: ModelMeasure, window: ModelWindow) => {
    if (measure === "balance") return balance;
    return total(
      counted
        .filter((each) => leavesAt(books, window, { at: each.at, now: at }) > at)
        .map((each) => each[measure]),
    );
  };
  const scale = (measure: ModelMeasure) => (measure === "spend" ? books.facts.minorPerMajor : 1);
  const isOpen = (way: ModelWay) => {
    if (way.kind === "measured") {
      return sum(way.measure, way.window) >= way.atLeast * scale(way.measure);
    }
    if (way.kind === "in-a-row") {
      return isInARow(books, { counted, at, way, least: way.atLeast * scale(way.measure) });
    }
    return counted.some(
      (each) =>
        each.spend >= way.atLeast * scale("spend") &&
        leavesAt(books, tiers.window, { at: each.at, now: at }) > at,
    );
  };
  return tiers.levels.findLastIndex(
    ({ threshold, ways }) =>
      (threshold !== null &&
        sum(tiers.measure, tiers.window) >= threshold * scale(tiers.measure)) ||
      ways.some(isOpen),
  );
}

/** What can be spent, but for the gifts of tiers. */
export function balanceOf({ lots }: Books): number {
  const own = [...lots].filter(([name]) => !name.startsWith("gift:"));
  return total(own.map(([, { points }]) => points));
}

/** The next moment after one at which something leaves a window, or a month begins. */
export function nextEdge(books: Books, { window, levels }: ModelTiers, after: number): number {
  const ways = levels.flatMap((level) => level.ways);
  const windows = [window, ...ways.flatMap((way) => (way.kind === "measured" ? way.window : []))];
  const all = countedOf(books);
  const ends = all.flatMap(({ at }) =>
    windows.map((each) => leavesAt(books, each, { at, now: after })),
  );
  const { timeZone } = books.facts;
  if (all.length > 0 && ways.some(({ kind }) => kind === "in-a-row")) {
    ends.push(dayBegins(nextPeriod(dayThere(after, timeZone), "month"), timeZone));
  }
  return Math.min(...ends.filter((end) => end > after), Infinity);
}

function countedOf(books: Books): Counted[] {
  const orders = [...books.orders.values()]
    .filter(({ paid, placedAt }) => paid && placedAt > books.endedAt)
    .map(({ paidAt, spend, points }) => {
      return { at: paidAt, spend, points, orders: spend > 0 ? 1 : 0 };
    });
  const given = [...books.givenAt].filter(([, at]) => at > books.endedAt);
  const others = given.map(([source, at]) => {
    return { at, spend: 0, points: books.earned.get(source) ?? 0, orders: 0 };
  });
  return [...orders, ...others];
}

/** The present month counts as soon as it has its own, and breaks the row when it is over. */
function isInARow(
  { facts: { timeZone } }: Books,
  {
    counted,
    at,
    way: { measure, months },
    least,
  }: { counted: Counted[]; at: number; way: ModelWay & { kind: "in-a-row" }; least: number },
): boolean {
  const monthOf = (moment: number) => dayThere(moment, timeZone).slice(0, 7);
  const isDone = (month: string) =>
    total(counted.filter((each) => monthOf(each.at) === month).map((each) => each[measure])) >=
    least;
  const first = `${monthOf(at)}-01`;
  const skipped = isDone(monthOf(at)) ? 0 : 1;
  return Array.from({ length: months }, (_, index) =>
    monthsAfter(first, -index - skipped).slice(0, 7),
  ).every(isDone);
}

/** When something counts from, and when it is looked at. */
type Since = { at: number; now: number };

/** When something no longer counts. */
function leavesAt(books: Books, window: ModelWindow, { at, now }: Since): number {
  const { timeZone } = books.facts;
  const day = dayThere(at, timeZone);
  switch (window.kind) {
    case "lifetime":
      return Infinity;
    case "calendar-month":
      return dayBegins(nextPeriod(day, "month"), timeZone);
    case "calendar-year":
      return dayBegins(nextPeriod(day, "year"), timeZone);
    case "membership-year":
      return nextAnniversary(books, { at, now });
    case "rolling-months":
      return dayBegins(nextDay(monthsAfter(day, window.months)), timeZone);
    case "rolling-days": {
      let end = nextDay(day);
      for (let count = 0; count < window.days; count++) end = nextDay(end);
      return dayBegins(end, timeZone);
    }
  }
}

/**
 * Of joining, or else of the first order, or else of what counts; what was before joining counts
 * to the year that ends then.
 */
function nextAnniversary({ facts, orders, endedAt }: Books, { at, now }: Since): number {
  const { timeZone } = facts;
  const joins = facts.joins.map((join) => join.at);
  const joined = joins.filter((each) => each <= now && each > endedAt);
  const placed = facts.orders.filter(({ id }) => orders.has(id)).map((order) => order.placedAt);
  const known = [joined, placed, [at]].find((moments) => moments.length > 0) ?? [];
  const first = dayThere(Math.min(...known), timeZone);
  for (let years = -3; ; years++) {
    const next = dayBegins(monthsAfter(first, 12 * years), timeZone);
    if (next > at) return next;
  }
}
