import type { Instant } from "#app/domain/order-facts.ts";
import { prepareProgram, type ProgramVersion } from "#app/domain/program/program.ts";
import { followMember } from "#app/domain/engine/activities.ts";
import { mature } from "#app/domain/engine/awarding.ts";
import { grantsOf } from "#app/domain/engine/budgets.ts";
import { fulfillOrder } from "#app/domain/engine/holding.ts";
import { followOrder, placeOrder } from "#app/domain/engine/orders.ts";
import { followOrderProgress } from "#app/domain/engine/progress.ts";
import { completeReferral, followReferral, noteFirstOrder } from "#app/domain/engine/referral.ts";
import { celebrate, nextYearly } from "#app/domain/engine/yearly.ts";
import { expireLot } from "#app/domain/engine/points.ts";
import { adjust, endRedemption, reserve, restore } from "#app/domain/engine/redemptions.ts";
import { emptyState, type Lot, type State } from "#app/domain/engine/state.ts";
import { noteSignOfLife } from "#app/domain/engine/signs-of-life.ts";
import { nextReview, reviewTier } from "#app/domain/engine/tiers.ts";
import { timelineOf, type Event, type MemberFacts } from "#app/domain/engine/timeline.ts";

/** What the ledger should say of a member, and when that will change by itself. */
export type Decision = {
  state: State;
  nextDueAt: Instant | null;
  /** The moment for which it holds. */
  asOf: Instant;
  /** When the last thing happened that is known, also if that is still to come; or null. */
  lastAt: Instant | null;
};

/**
 * Steps through everything that is known of a member up to `asOf`: facts at their event times,
 * and between them what time alone does (awards mature, lots expire, tiers are reviewed).
 * Pure: the same facts, programs and moment give the same answer, for ever.
 */
export function decide(input: {
  /** Oldest first. */
  programs: ProgramVersion[];
  facts: MemberFacts;
  asOf: Instant;
}): Decision {
  const { facts, asOf } = input;
  const state = emptyState(input.programs.map(prepareProgram));
  state.grants = grantsOf(facts.events);
  const events = timelineOf(facts);
  return follow(state, events, { since: Number.NEGATIVE_INFINITY, asOf });
}

/**
 * Goes on from a decision with what has happened since: the same as deciding anew by all facts, for
 * a fraction of the work. Null where only that will do: when something known happened at the same
 * moment or later, or a budget has granted something. What it goes on from is used up: its state
 * becomes the new one's.
 */
export function decideOn(
  { state, lastAt, asOf: since }: Decision,
  { news, asOf }: { news: MemberFacts; asOf: Instant },
): Decision | null {
  const events = timelineOf(news);
  const [first] = events;
  if (!first || first.at < since || asOf < since) return null;
  if (lastAt !== null && lastAt >= since) return null;
  if (state.wishes.length > 0 || news.events.some(({ kind }) => kind === "granted")) return null;
  return follow(state, events, { since, asOf });
}

/** Steps through events, oldest first, from a moment up to another one. */
function follow(
  state: State,
  events: Event[],
  { since, asOf }: { since: Instant; asOf: Instant },
): Decision {
  let now = since;
  for (const event of events) {
    if (event.at > asOf) break;
    now = passTime(state, now, event.at);
    apply(state, event);
    reviewTier(state, event.at, "time");
  }
  now = passTime(state, now, asOf);
  const nextDueAt = earliest(nextTick(state, now)?.at ?? null, nextFact(events, asOf));
  return { state, nextDueAt, asOf, lastAt: events.at(-1)?.at ?? null };
}

type Tick = { at: Instant; run: () => void };

/**
 * Lets time do its part, up to and including `until`. Points that come and others that go in one
 * moment are never there together, so the tier is judged after both.
 */
function passTime(state: State, since: Instant, until: Instant): Instant {
  let now = since;
  for (let tick = nextTick(state, now); tick && tick.at <= until; tick = nextTick(state, now)) {
    now = tick.at;
    tick.run();
    const points = nextPoints(state);
    if (!points || points.at > now) reviewTier(state, now, "time");
  }
  return Math.max(now, until);
}

/** The next thing that happens without a fact. At one moment, maturing comes before expiring. */
function nextTick(state: State, now: Instant): Tick | null {
  let next = sooner(nextPoints(state), nextTierReview(state, now));
  next = sooner(next, nextReferral(state));
  return sooner(next, nextDay(state, now));
}

function nextPoints(state: State): Tick | null {
  return sooner(nextMaturing(state), nextExpiry(state));
}

function sooner(one: Tick | null, other: Tick | null): Tick | null {
  return one && (!other || one.at <= other.at) ? one : other;
}

function nextMaturing(state: State): Tick | null {
  let at = Number.POSITIVE_INFINITY;
  let next: string | null = null;
  for (const [source, { matureAt }] of state.pending) {
    if (matureAt === null || matureAt >= at) continue;
    at = matureAt;
    next = source;
  }
  const source = next;
  return source === null ? null : { at, run: () => mature(state, source, at) };
}

function nextExpiry(state: State): Tick | null {
  let at = Number.POSITIVE_INFINITY;
  let next: Lot | null = null;
  for (const lot of state.lots.values()) {
    if (lot.expiresAt === null || lot.expiresAt >= at || lot.points === 0n) continue;
    at = lot.expiresAt;
    next = lot;
  }
  const lot = next;
  return lot === null ? null : { at, run: () => expireLot(state, lot, at) };
}

/** The tier is judged again when orders leave its window, a grace ends, a version takes effect. */
function nextTierReview(state: State, now: Instant): Tick | null {
  const at = earliest(nextReview(state, now), nextVersion(state, now));
  return at === null ? null : { at, run: () => undefined };
}

/** When the tiers of another version begin to count, or those that count end, for who is known. */
function nextVersion({ programs, tier, orders, journal, traits }: State, now: Instant) {
  if (orders.size + journal.length === 0 && traits.latest === null) return null;
  const next = programs.find(({ effectiveFrom, levels }) => {
    return effectiveFrom > now && (levels.length > 0 || tier.id !== null);
  });
  return next?.effectiveFrom ?? null;
}

/** The first order of a friend becomes safe. */
function nextReferral(state: State): Tick | null {
  const at = state.friend?.dueAt ?? null;
  return at === null ? null : { at, run: () => completeReferral(state, at) };
}

/** A birthday or an anniversary begins. */
function nextDay(state: State, now: Instant): Tick | null {
  const at = nextYearly(state, now);
  return at === null ? null : { at, run: () => celebrate(state, at) };
}

function apply(state: State, event: Event): void {
  noteLife(state, event);
  switch (event.kind) {
    case "placed":
      placeOrder(state, event.order, event.at);
      return noteFirstOrder(state, event.order, event.at);
    case "paid":
    case "changed":
    case "cancelled":
      return followWhole(state, event, event.kind);
    case "fulfilled":
      return fulfillOrder(state, event.order.facts.orderId, event.at);
    case "reserved":
      return reserve(state, event.redemption, event.at);
    case "ended":
      return endRedemption(state, event.redemption, event.at);
    case "restored":
      return restore(state, event.redemption, event.at);
    case "adjusted":
      adjust(state, event.adjustment, event.at);
      if (event.adjustment.undoes !== null) reviewTier(state, event.at, "refunded");
      return;
    case "member":
      return followMember(state, event.event);
  }
}

/** An order, and all that rests on it: streaks, challenges, a friend's welcome, then the tier. */
function followWhole(
  state: State,
  { order, at }: Extract<Event, { order: unknown }>,
  kind: "paid" | "changed" | "cancelled",
): void {
  const fell = followOrder(state, order, { kind, at });
  followOrderProgress(state, order, at);
  followReferral(state, order.facts.orderId, at);
  if (fell) reviewTier(state, at, "refunded");
}

/** What was ordered. What was paid, and a reward that points were spent on, keep points alive. */
function noteLife(state: State, event: Event): void {
  if (event.kind === "placed") state.placed.set(event.order.facts.orderId, event.order);
  if (event.kind === "paid" && state.orders.has(event.order.facts.orderId)) {
    noteSignOfLife(state, "order", event.at);
  }
  if (event.kind === "reserved" && event.redemption.free === null) {
    noteSignOfLife(state, "redemption", event.at);
  }
}

function nextFact(events: Event[], asOf: Instant): Instant | null {
  return events.find(({ at }) => at > asOf)?.at ?? null;
}

function earliest(a: Instant | null, b: Instant | null): Instant | null {
  if (a === null) return b;
  return b === null ? a : Math.min(a, b);
}
