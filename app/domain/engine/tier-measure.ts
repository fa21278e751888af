import { dayOf } from "#app/domain/calendar.ts";
import type { Instant } from "#app/domain/order-facts.ts";
import type { Program } from "#app/domain/program/program.ts";
import type { Measure, Window } from "#app/domain/program/tiers.ts";
import type { Earnings, OrderState, State, Tally } from "#app/domain/engine/state.ts";
import { endsOf, isSameWindow, kept } from "#app/domain/engine/tier-windows.ts";

/** What is added up, over which time. */
export type Sum = { measure: Measure; window: Window };

/** What the program's own measure comes to: minor units, points or orders; 0 without tiers. */
export function measuredValue(state: State, program: Program, at: Instant): bigint {
  const { tiers } = program.document;
  return tiers ? valueOf(state, tiers, { program, at }) : 0n;
}

/** What a measure comes to in its window at a moment that is not past. */
export function valueOf(state: State, sum: Sum, now: { program: Program; at: Instant }): bigint {
  return sum.measure === "balance" ? balanceOf(state) : talliedUntil(state, sum, now).value;
}

/** What can be spent, without entry gifts: they do not count towards tiers. */
export function balanceOf(state: State): bigint {
  let balance = 0n;
  for (const { lot, points } of state.lots.values()) {
    if (!lot.startsWith("gift:")) balance += points;
  }
  return balance;
}

/** The sum now, and until when it stays that, facts aside. Kept until time takes of it. */
export function talliedUntil(
  state: State,
  { measure, window }: Sum,
  { program, at }: { program: Program; at: Instant },
): Tally {
  const { version } = program;
  const of = { measure, window, version, anchor: anchorOf(state, window) };
  const known = state.tallies.find((tally) => isOf(tally, of));
  if (known && at < known.until) return known;
  const tally: Tally = known ?? { ...of, value: 0n, until: 0, endOf: endsOf(of, program) };
  if (!known) state.tallies.push(tally);
  addUp(state, tally, at);
  return tally;
}

type TallyOf = Pick<Tally, "measure" | "window" | "version" | "anchor">;

function isOf(tally: Tally, { measure, window, version, anchor }: TallyOf): boolean {
  return (
    tally.measure === measure &&
    tally.version === version &&
    tally.anchor === anchor &&
    isSameWindow(tally.window, window)
  );
}

function addUp(state: State, tally: Tally, at: Instant): void {
  const { measure, endOf } = tally;
  tally.value = 0n;
  tally.until = Number.POSITIVE_INFINITY;
  eachWithin(state, { endOf, at }, (earnings, until) => {
    const value = shareOf(earnings, measure);
    if (value === 0n) return;
    tally.value += value;
    tally.until = Math.min(tally.until, until);
  });
}

/** What a measure came to at any moment, past ones included, by what is left of it now. */
export function valueAt(
  state: State,
  { measure, window }: Sum,
  then: { program: Program; at: Instant },
): bigint {
  let value = 0n;
  eachWithin(state, { endOf: endingIn(state, window, then.program), at: then.at }, (earnings) => {
    value += shareOf(earnings, measure);
  });
  return value;
}

/** The most that one of those in a window at a moment came to, in minor units; null for none. */
export function largestSpend(
  state: State,
  window: Window,
  { program, at }: { program: Program; at: Instant },
): bigint | null {
  let largest: bigint | null = null;
  eachWithin(state, { endOf: endingIn(state, window, program), at }, ({ spendMinor }) => {
    if (largest === null || spendMinor > largest) largest = spendMinor;
  });
  return largest;
}

function endingIn(state: State, window: Window, program: Program): Tally["endOf"] {
  return endsOf({ window, anchor: anchorOf(state, window) }, program);
}

/** Looks at paid orders and what else earned points, as far as they count at a moment. */
function eachWithin(
  state: State,
  { endOf, at }: { endOf: (earnings: Earnings) => number; at: Instant },
  look: (earnings: Earnings, until: number) => void,
): void {
  const lookAt = (earnings: Earnings | OrderState) => {
    if (earnings.paidAt === null || earnings.paidAt > at || !isCounted(state, earnings)) return;
    const until = endOf(earnings);
    if (until > at) look(earnings, until);
  };
  state.orders.forEach(lookAt);
  state.otherEarnings.forEach(lookAt);
}

/** So many in each calendar month up to a moment, by the number of the month. */
export function sumsByMonth(
  state: State,
  measure: Measure,
  { program, at, now }: { program: Program; at: Instant; now: boolean },
): Map<number, bigint> {
  const { timeZone } = program;
  const key = `${measure}|${timeZone}`;
  const known = now ? state.months.get(key) : undefined;
  if (known) return known.sums;
  const sums = new Map<number, bigint>();
  const numberOf = (earnings: Earnings) =>
    kept(earnings, `month|${timeZone}`, () => monthOf(earnings.paidAt ?? at, timeZone));
  for (const earnings of allEarnings(state)) {
    if (earnings.paidAt === null || earnings.paidAt > at) continue;
    const month = numberOf(earnings);
    sums.set(month, (sums.get(month) ?? 0n) + shareOf(earnings, measure));
  }
  if (now) state.months.set(key, { measure, monthOf: numberOf, sums });
  return sums;
}

/**
 * Changes what something has earned, and the sums that it is part of: adding all of it up again
 * with every order would make a long history slow.
 */
export function changeEarnings(
  state: State,
  earnings: Earnings,
  change: Partial<Pick<Earnings, "paidAt" | "points" | "spendMinor">>,
): void {
  const { paidAt, points, spendMinor, window } = earnings;
  const before: Earnings = { paidAt, points, spendMinor, window };
  Object.assign(earnings, change);
  if (!isCounted(state, earnings)) return;
  for (const tally of state.tallies) {
    const grown = shareOf(earnings, tally.measure) - shareOf(before, tally.measure);
    if (grown === 0n) continue;
    // Where that is past, the sum is made anew when it is looked at.
    tally.until = Math.min(tally.until, tally.endOf(earnings));
    tally.value += grown;
  }
  for (const { measure, monthOf: numberOf, sums } of state.months.values()) {
    const grown = shareOf(earnings, measure) - shareOf(before, measure);
    if (grown === 0n) continue;
    const month = numberOf(earnings);
    sums.set(month, (sums.get(month) ?? 0n) + grown);
  }
}

/** Leaving changes what counts: everything is added up anew. */
export function forgetSums(state: State): void {
  state.tallies = [];
  state.months.clear();
}

/** The number of a moment's month, counted from the year 0. */
export function monthOf(at: Instant, timeZone: string): number {
  const [year = 0, month = 1] = dayOf(at, timeZone).split("-").map(Number);
  return year * 12 + month;
}

function* allEarnings(state: State): Iterable<Earnings> {
  for (const order of state.orders.values()) if (isCounted(state, order)) yield order;
  for (const other of state.otherEarnings.values()) if (isCounted(state, other)) yield other;
}

/** What was before the member left counts no more. */
function isCounted({ traits }: State, earnings: Earnings | OrderState): boolean {
  const since = "placedAt" in earnings ? earnings.placedAt : earnings.paidAt;
  return traits.lastClosedAt === null || since === null || since > traits.lastClosedAt;
}

/** An order that is not paid, or has nothing left, does not count as one; points earned do. */
function shareOf({ points, spendMinor }: Earnings, measure: Measure): bigint {
  if (measure === "points") return points;
  if (measure === "spend") return spendMinor;
  return spendMinor === 0n ? 0n : 1n;
}

/** Membership years are counted from joining; of who has not joined, from the first order. */
function anchorOf(state: State, window: Window): Instant | null {
  if (window.kind !== "membership-year") return null;
  const [first] = state.orders.values();
  return state.traits.joinedAt ?? first?.placedAt ?? null;
}
