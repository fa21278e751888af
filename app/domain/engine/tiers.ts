import {
  addDays,
  dayOf,
  endAfterMonths,
  startOfDay,
  startOfNextYear,
} from "#app/domain/calendar.ts";
import type { Instant } from "#app/domain/order-facts.ts";
import { programAt, type Level, type Program } from "#app/domain/program/program.ts";
import { credit, expiryOf, min, move, spend, type Cause } from "#app/domain/engine/points.ts";
import type { OrderState, State } from "#app/domain/engine/state.ts";

type ReviewCause = "earned" | "refunded" | "time";

/**
 * Judges the tier again at a moment. It rises at once. It falls at once when a refund took what
 * it rested on (and its entry gift goes back), and after the grace when only time did.
 */
export function reviewTier(state: State, at: Instant, cause: ReviewCause): void {
  const program = programAt(state.programs, at);
  const levels = program?.levels ?? [];
  const held = levels.findIndex(({ id }) => id === state.tier.id);
  const before = levels.findIndex(({ id }) => id === state.tier.qualifiedId);
  const qualified = program ? qualifiedLevel(state, program, at) : -1;
  state.tier.qualifiedId = levels[qualified]?.id ?? null;

  if (qualified > held) return rise(state, { program, levels, to: qualified, at });
  if (qualified === held) {
    state.tier.graceUntil = null;
    if (held < 0 && state.tier.id !== null) holdTier(state, null, at);
    return;
  }
  if (cause === "refunded" && before >= held) {
    return fall(state, { levels, to: qualified, at, undone: true });
  }
  if (!program) return;
  state.tier.graceUntil ??= endOfGrace(program, at);
  if (state.tier.graceUntil <= at) fall(state, { levels, to: qualified, at, undone: false });
}

/** When time alone may change the tier next, or null. */
export function nextReview(state: State, at: Instant): Instant | null {
  const program = programAt(state.programs, at);
  if (!program || program.document.tiers === null) return null;
  const ends = contributions(state, program, at).map(({ until }) => until);
  const next = Math.min(...ends, state.tier.graceUntil ?? Number.POSITIVE_INFINITY);
  return Number.isFinite(next) ? next : null;
}

/** What the measure of the program in force comes to at a moment; 0 without tiers. */
export function tierProgress(state: State, at: Instant): bigint {
  const program = programAt(state.programs, at);
  return program?.document.tiers ? measuredValue(state, program, at) : 0n;
}

/** What the member's orders come to in the window: minor units, points or orders. */
export function measuredValue(state: State, program: Program, at: Instant): bigint {
  const measure = program.document.tiers?.measure;
  return contributions(state, program, at).reduce((total, { order }) => {
    if (measure === "spend") return total + order.spendMinor;
    return total + (measure === "points" ? order.points : 1n);
  }, 0n);
}

function qualifiedLevel(state: State, program: Program, at: Instant): number {
  const value = measuredValue(state, program, at);
  return program.levels.findLastIndex(({ reach }) => value * reach.denominator >= reach.numerator);
}

/** Orders that count for tiers at a moment, each with the moment it leaves the window. */
function contributions(state: State, program: Program, at: Instant) {
  const counted: { order: OrderState; until: number }[] = [];
  for (const order of state.orders.values()) {
    if (order.paidAt === null || order.paidAt > at || order.spendMinor === 0n) continue;
    const until = windowEndOf(order, program, order.paidAt);
    if (until > at) counted.push({ order, until });
  }
  return counted;
}

/** Time zones are slow to compute with: kept with the order while the program is the same. */
function windowEndOf(order: OrderState, program: Program, paidAt: Instant): number {
  if (order.window?.version !== program.version) {
    order.window = { version: program.version, end: leavesWindow(program, paidAt) };
  }
  return order.window.end;
}

function leavesWindow(program: Program, paidAt: Instant): number {
  const window = program.document.tiers?.window;
  if (window?.kind === "calendar-year") return startOfNextYear(paidAt, program.timeZone);
  if (window?.kind === "rolling-months") {
    return endAfterMonths(paidAt, window.months, program.timeZone);
  }
  return Number.POSITIVE_INFINITY;
}

function endOfGrace(program: Program, at: Instant): Instant {
  const days = program.document.tiers?.graceDays ?? 0;
  if (days === 0) return at;
  return startOfDay(addDays(dayOf(at, program.timeZone), days), program.timeZone);
}

type Rise = { program: Program | null; levels: Level[]; to: number; at: Instant };

/** Every tier passed on the way up gives its gift, once, so the way up makes no difference. */
function rise(state: State, { program, levels, to, at }: Rise): void {
  holdTier(state, levels[to]?.id ?? null, at);
  for (const level of levels.slice(0, to + 1)) {
    if (state.gifts.has(level.id)) continue;
    state.gifts.add(level.id);
    const lot = `gift:${level.id}`;
    const points = BigInt(level.entryGift);
    if (points === 0n) continue;
    const cause: Cause = { source: lot, reason: "tier-gift", at };
    move(state, cause, { lot, from: "issued", to: "available", points });
    credit(state, cause, { points, lot, since: at, expiresAt: expiryOf(program, at) });
  }
}

type Fall = { levels: Level[]; to: number; at: Instant; undone: boolean };

function fall(state: State, { levels, to, at, undone }: Fall): void {
  holdTier(state, levels[to]?.id ?? null, at);
  if (!undone) return;
  for (const level of levels.slice(to + 1)) {
    if (state.gifts.delete(level.id)) takeGiftBack(state, `gift:${level.id}`, at);
  }
}

/** Takes back what is left of a gift, and the rest from other points; never more than there is. */
function takeGiftBack(state: State, lot: string, at: Instant): void {
  const given = givenBy(state, lot);
  const cause: Cause = { source: lot, reason: "tier-gift-returned", at };
  const own = state.lots.get(lot);
  const first = own ? [{ lot, points: min(own.points, given) }] : [];
  spend(state, cause, { points: given, to: "issued", first });
}

function givenBy(state: State, source: string): bigint {
  let given = 0n;
  for (const entry of state.journal) {
    if (entry.source !== source) continue;
    if (entry.from === "issued") given += entry.points;
    if (entry.to === "issued" || entry.to === "expired") given -= entry.points;
  }
  return given;
}

function holdTier(state: State, id: string | null, at: Instant): void {
  state.tier = { ...state.tier, id, since: id === null ? null : at, graceUntil: null };
}
