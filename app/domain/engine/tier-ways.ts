import { endAfterMonths, startOfLaterPeriod } from "#app/domain/calendar.ts";
import { holds } from "#app/domain/earning/conditions.ts";
import { itemsLeft } from "#app/domain/engine/items-left.ts";
import { nextChange } from "#app/domain/engine/condition-times.ts";
import { isLess, parseDecimal, type Fraction } from "#app/domain/fraction.ts";
import { currencyExponent } from "#app/domain/money.ts";
import type { Instant } from "#app/domain/order-facts.ts";
import type { Level, Program } from "#app/domain/program/program.ts";
import type { Measure, Way, Window } from "#app/domain/program/tiers.ts";
import {
  balanceOf,
  largestSpend,
  monthOf,
  sumsByMonth,
  talliedUntil,
  valueAt,
  valueOf,
  type Sum,
} from "#app/domain/engine/tier-measure.ts";
import { kept } from "#app/domain/engine/tier-windows.ts";
import type { State } from "#app/domain/engine/state.ts";

/**
 * By what a tier is judged: a moment with what no fact can say of it later. Orders are as they are
 * now, so that a refund shows what is left of a tier that was reached long ago.
 */
export type View = {
  program: Program;
  at: Instant;
  /** Points that could be spent then, less what was taken back since; null for those of now. */
  balance: bigint | null;
  /** Whether `at` is where the engine has come to. */
  now: boolean;
};

export function viewNow(program: Program, at: Instant): View {
  return { program, at, balance: null, now: true };
}

/** The highest tier whose threshold is reached, or one of whose ways is open; -1 for none. */
export function qualifiedLevel(state: State, view: View): number {
  const { levels, document } = view.program;
  if (!document.tiers) return -1;
  let value: bigint | null = null;
  for (let index = levels.length - 1; index >= 0; index -= 1) {
    const { reach = null, ways = [] } = levels[index] ?? {};
    if (reach !== null) {
      value ??= measured(state, document.tiers, view);
      if (reaches(value, reach)) return index;
    }
    if (ways.length > 0 && ways.some((way) => isOpen(state, way, view))) return index;
  }
  return -1;
}

/** The highest tier that rests on no order now: by hand, by rank, by a condition; -1 for none. */
export function givenLevel(state: State, view: View): number {
  const { levels } = view.program;
  const open = levels.findLastIndex(({ ways }) => ways.some((way) => isGiven(state, way, view)));
  return Math.max(open, floorLevel(state, levels, view.at));
}

/** The tier set by hand, as long as it holds; -1 for none. */
export function floorLevel({ traits: { floor } }: State, levels: Level[], at: Instant): number {
  if (!floor || (floor.until !== null && floor.until <= at)) return -1;
  return levelOf(levels, floor.tierId);
}

/** Where a tier stands among the levels of a program; -1 for none, and for one that is gone. */
export function levelOf(levels: Level[], tierId: string | null): number {
  return tierId === null ? -1 : levels.findIndex(({ id }) => id === tierId);
}

/** A tier that nothing leads to but the merchant's hand. */
export function isByInvitation({ threshold, ways }: Level): boolean {
  return threshold === null && ways.length === 0;
}

/** When time alone may close a way or take from a measure: the next moment to look again. */
export function nextBoundary(state: State, program: Program, at: Instant): number {
  const { tiers } = program.document;
  if (!tiers) return Number.POSITIVE_INFINITY;
  let next = measureUntil(state, tiers, { program, at });
  for (const level of program.levels) {
    for (const way of level.ways) {
      next = Math.min(next, wayUntil(state, way, viewNow(program, at)));
    }
  }
  return next;
}

function isOpen(state: State, way: Way, view: View): boolean {
  switch (way.kind) {
    case "measured":
      return reaches(measured(state, way, view), reachOf(way, view.program));
    case "in-a-row":
      return isInARow(state, way, view);
    case "single-order":
      return hasSingleOrder(state, reachOf({ measure: "spend", ...way }, view.program), view);
    case "purchase":
      return purchasedUntil(state, way, view) > view.at;
    case "top-percent":
    case "condition":
      return isGiven(state, way, view);
  }
}

/** Ways that rest on no order. What they were at another moment, no fact says. */
function isGiven({ traits, tier }: State, way: Way, { program, at, now }: View): boolean {
  if (!now) return false;
  if (way.kind === "condition") {
    return holds(way.when, { at, timeZone: program.timeZone, tierId: tier.id, traits });
  }
  if (way.kind !== "top-percent" || traits.rankPercent === null) return false;
  return !isLess(parseDecimal(way.percent), parseDecimal(traits.rankPercent));
}

function measured(state: State, sum: Sum, view: View): bigint {
  if (sum.measure === "balance") return view.balance ?? balanceOf(state);
  return view.now ? valueOf(state, sum, view) : valueAt(state, sum, view);
}

type InARow = Extract<Way, { kind: "in-a-row" }>;

/** The month that is not over yet counts as soon as it has reached its own, and not before. */
function isInARow(state: State, way: InARow, { program, at, now }: View): boolean {
  const sums = sumsByMonth(state, way.measure, { program, at, now });
  const reach = reachOf(way, program);
  const isDone = (month: number) => reaches(sums.get(month) ?? 0n, reach);
  const current = monthOf(at, program.timeZone);
  const last = isDone(current) ? current : current - 1;
  for (let month = last; month > last - way.months; month -= 1) {
    if (!isDone(month)) return false;
  }
  return true;
}

/** An order counts as long as the window of the tiers reaches back to it. */
function hasSingleOrder(state: State, reach: Fraction, view: View): boolean {
  const largest = largestSpend(state, windowOf(view.program), view);
  return largest !== null && reaches(largest, reach);
}

function windowOf({ document }: Program): Window {
  return document.tiers?.window ?? { kind: "lifetime" };
}

type Purchase = Extract<Way, { kind: "purchase" }>;

/** Until when the last of such purchases counts that is still there. Several do not add up. */
function purchasedUntil(state: State, way: Purchase, { program, at }: View): number {
  let until = Number.NEGATIVE_INFINITY;
  const key = `purchase|${way.months}|${program.timeZone}`;
  for (const [orderId, known] of state.orders) {
    const { placedAt, paidAt, cancelled, changes } = known;
    const order = state.placed.get(orderId);
    const gone = cancelled || placedAt <= (state.traits.lastClosedAt ?? Number.NEGATIVE_INFINITY);
    if (!order || gone || paidAt === null || paidAt > at) continue;
    const end = kept(known, key, () => endAfterMonths(paidAt, way.months, program.timeZone));
    if (end > until && itemsLeft(order, changes, way.lines) > 0n) until = end;
  }
  return until;
}

function wayUntil(state: State, way: Way, view: View): number {
  const { program, at } = view;
  switch (way.kind) {
    case "measured":
      return measureUntil(state, way, view);
    case "single-order":
      return measureUntil(state, { measure: "spend", window: windowOf(program) }, view);
    case "in-a-row":
      return isInARow(state, way, view)
        ? startOfLaterPeriod(at, { period: "month", count: 1 }, program.timeZone)
        : Number.POSITIVE_INFINITY;
    case "condition":
      return nextChange(way.when, { at, timeZone: program.timeZone, traits: state.traits });
    case "purchase": {
      const until = purchasedUntil(state, way, view);
      return until > at ? until : Number.POSITIVE_INFINITY;
    }
    case "top-percent":
      return Number.POSITIVE_INFINITY;
  }
}

/** A balance changes by points only, never by a window. */
function measureUntil(state: State, sum: Sum, now: { program: Program; at: Instant }): number {
  return sum.measure === "balance" ? Number.POSITIVE_INFINITY : talliedUntil(state, sum, now).until;
}

function reaches(value: bigint, reach: Fraction): boolean {
  const { numerator, denominator } = reach;
  return (denominator === 1n ? value : value * denominator) >= numerator;
}

/** What a way asks for: minor units where it is money. */
export function reachOf(
  { measure, atLeast }: { measure: Measure; atLeast: string },
  { currency }: Program,
): Fraction {
  const { numerator, denominator } = parseDecimal(atLeast);
  if (measure !== "spend") return { numerator, denominator };
  return { numerator: numerator * 10n ** BigInt(currencyExponent(currency)), denominator };
}
