import type { Instant } from "#app/domain/order-facts.ts";
import { prepareProgram, type ProgramVersion } from "#app/domain/program/program.ts";
import { followOrder, mature, placeOrder } from "#app/domain/engine/orders.ts";
import { expireLot } from "#app/domain/engine/points.ts";
import { adjust, endRedemption, reserve } from "#app/domain/engine/redemptions.ts";
import { emptyState, type State } from "#app/domain/engine/state.ts";
import { nextReview, reviewTier } from "#app/domain/engine/tiers.ts";
import { timelineOf, type Event, type MemberFacts } from "#app/domain/engine/timeline.ts";

/** What the ledger should say of a member, and when that will change by itself. */
export type Decision = { state: State; nextDueAt: Instant | null };

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
  const events = timelineOf(facts);
  let now = Number.NEGATIVE_INFINITY;
  for (const event of events) {
    if (event.at > asOf) break;
    now = passTime(state, now, event.at);
    apply(state, event);
  }
  now = passTime(state, now, asOf);
  return { state, nextDueAt: earliest(nextTick(state, now)?.at, nextFact(events, asOf)) };
}

type Tick = { at: Instant; run: () => void };

/** Lets time do its part, up to and including `until`. */
function passTime(state: State, since: Instant, until: Instant): Instant {
  let now = since;
  for (let tick = nextTick(state, now); tick && tick.at <= until; tick = nextTick(state, now)) {
    now = tick.at;
    tick.run();
  }
  return Math.max(now, until);
}

/** The next thing that happens without a fact. At one moment, maturing comes before expiring. */
function nextTick(state: State, now: Instant): Tick | null {
  let next: Tick | null = null;
  const offer = (at: Instant | null, run: () => void) => {
    if (at !== null && (next === null || at < next.at)) next = { at, run };
  };
  for (const [source, { matureAt }] of state.pending) {
    offer(matureAt, () => mature(state, source, matureAt));
  }
  for (const lot of state.lots.values()) {
    const { expiresAt } = lot;
    if (lot.points > 0n) offer(expiresAt, () => expireLot(state, lot, expiresAt ?? now));
  }
  const review = nextReview(state, now);
  if (review !== null) offer(review, () => reviewTier(state, review, "time"));
  const program = state.programs.find(({ effectiveFrom }) => effectiveFrom > now);
  if (program && state.orders.size > 0) {
    offer(program.effectiveFrom, () => reviewTier(state, program.effectiveFrom, "time"));
  }
  return next;
}

function apply(state: State, event: Event): void {
  switch (event.kind) {
    case "placed":
      return placeOrder(state, event.order, event.at);
    case "paid":
    case "changed":
    case "cancelled":
      return followOrder(state, event.order, { kind: event.kind, at: event.at });
    case "reserved":
      return reserve(state, event.redemption, event.at);
    case "ended":
      return endRedemption(state, event.redemption, event.at);
    case "adjusted":
      return adjust(state, event.adjustment, event.at);
  }
}

function nextFact(events: Event[], asOf: Instant): Instant | null {
  return events.find(({ at }) => at > asOf)?.at ?? null;
}

function earliest(a: Instant | null | undefined, b: Instant | null): Instant | null {
  if (a === null || a === undefined) return b;
  return b === null ? a : Math.min(a, b);
}
