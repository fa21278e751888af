import {
  addDays,
  addMonths,
  dayOf,
  endAfterMonths,
  startOfDay,
  startOfNextYear,
} from "#app/domain/calendar.ts";
import type { Instant } from "#app/domain/order-facts.ts";
import { programAt, type Level, type Program } from "#app/domain/program/program.ts";
import { credit, expiryOf, max, min, move, spend, type Cause } from "#app/domain/engine/points.ts";
import type { OrderState, State } from "#app/domain/engine/state.ts";

type ReviewCause = "earned" | "refunded" | "time";

/**
 * Judges the tier again at a moment. It rises at once. It falls at once when a refund took what
 * it rested on (an entry gift that rested on the same goes back), and after the grace when only
 * time did.
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
  let next = state.tier.graceUntil ?? Number.POSITIVE_INFINITY;
  for (const order of contributions(state, program, at)) {
    next = Math.min(next, windowEndOf(order, program));
  }
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
  return contributions(state, program, at).reduce((total, order) => {
    if (measure === "spend") return total + order.spendMinor;
    return total + (measure === "points" ? order.points : 1n);
  }, 0n);
}

function qualifiedLevel(state: State, program: Program, at: Instant): number {
  const value = measuredValue(state, program, at);
  return program.levels.findLastIndex(
    ({ reach }) => reach !== null && value * reach.denominator >= reach.numerator,
  );
}

/** Orders that count for tiers at a moment. */
function contributions(state: State, program: Program, at: Instant): OrderState[] {
  const counted: OrderState[] = [];
  for (const order of state.orders.values()) {
    if (order.paidAt === null || order.paidAt > at || order.spendMinor === 0n) continue;
    if (windowEndOf(order, program) > at) counted.push(order);
  }
  return counted;
}

/** Time zones are slow to compute with: kept with the order while the program is the same. */
function windowEndOf(order: OrderState, program: Program): number {
  const { window, paidAt } = order;
  if (window?.version === program.version) return window.end;
  const end = paidAt === null ? Number.POSITIVE_INFINITY : leavesWindow(program, paidAt);
  order.window = { version: program.version, end };
  return end;
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
  const grace = program.document.tiers?.grace ?? { kind: "days", days: 0 };
  const today = dayOf(at, program.timeZone);
  if (grace.kind === "months") return startOfDay(addMonths(today, grace.months), program.timeZone);
  return grace.days === 0 ? at : startOfDay(addDays(today, grace.days), program.timeZone);
}

type Rise = { program: Program | null; levels: Level[]; to: number; at: Instant };

/**
 * Every tier passed on the way up gives its gift, once, so the way up makes no difference. Of a
 * gift that could not be taken back in whole only the rest is given again.
 */
function rise(state: State, { program, levels, to, at }: Rise): void {
  holdTier(state, levels[to]?.id ?? null, at);
  for (const level of levels.slice(0, to + 1)) {
    if (state.gifts.has(level.id)) continue;
    state.gifts.set(level.id, at);
    const lot = `gift:${level.id}`;
    const points = max(BigInt(level.entryGift) - giftOf(state, lot).given, 0n);
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
    if (isGiftEarned(state, level)) continue;
    state.gifts.delete(level.id);
    takeGiftBack(state, `gift:${level.id}`, at);
  }
}

/** Whether what is left of the orders would still have reached a tier when its gift was given. */
function isGiftEarned(state: State, { id }: Level): boolean {
  const givenAt = state.gifts.get(id);
  const program = givenAt === undefined ? null : programAt(state.programs, givenAt);
  if (givenAt === undefined || !program) return true;
  const index = program.levels.findIndex((level) => level.id === id);
  return index <= qualifiedLevel(state, program, givenAt);
}

/** Takes back what is left of a gift, and the rest from other points; never more than there is. */
function takeGiftBack(state: State, lot: string, at: Instant): void {
  const { given, expired } = giftOf(state, lot);
  const points = max(given - expired, 0n);
  const cause: Cause = { source: lot, reason: "tier-gift-returned", at };
  const own = state.lots.get(lot);
  const first = own ? [{ lot, points: min(own.points, points) }] : [];
  spend(state, cause, { points, to: "issued", first });
}

/** What a gift has given and was not taken back since, and what of it had expired. */
function giftOf(state: State, source: string): { given: bigint; expired: bigint } {
  let given = 0n;
  let expired = 0n;
  for (const entry of state.journal) {
    if (entry.source !== source) continue;
    if (entry.from === "issued") given += entry.points;
    if (entry.to === "issued") given -= entry.points;
    if (entry.to === "expired") expired += entry.points;
  }
  return { given, expired };
}

function holdTier(state: State, id: string | null, at: Instant): void {
  state.tier = { ...state.tier, id, since: id === null ? null : at, graceUntil: null };
}
