import type { MemberEvent } from "#app/domain/engine/member-events.ts";
import type { Instant, OrderFacts, ProductPins } from "#app/domain/order-facts.ts";

export type OrderWithPins = { facts: OrderFacts; pins: ProductPins };

/** A reward taken: our own decision, with the lots it named. */
export type RedemptionFact = {
  id: string;
  reservedAt: Instant;
  rewardId: string;
  /** What it cost: 0 where it was free. */
  costPoints: bigint;
  /** Free of points as a perk of the tier held, or by the merchant's hand; null where paid for. */
  free: "perk" | "hand" | null;
  takes: { lot: string; points: bigint }[];
  ended: { at: Instant; outcome: "used" | "returned" | "kept" } | null;
  /** When its points came back although it was used: its order was refunded or cancelled. */
  returnedAt: Instant | null;
};

/** Points given (positive) or taken by hand. */
export type AdjustmentFact = {
  id: string;
  at: Instant;
  points: bigint;
  /** The adjustment it takes back: its own lot is taken from first. */
  undoes: string | null;
};

/** All that is known of a member. */
export type MemberFacts = {
  orders: OrderWithPins[];
  redemptions: RedemptionFact[];
  adjustments: AdjustmentFact[];
  events: MemberEvent[];
};

export function noFacts(): MemberFacts {
  return { orders: [], redemptions: [], adjustments: [], events: [] };
}

/**
 * What counts at a moment. Our own decisions have been made as soon as they are known: one from a
 * machine whose clock is ahead counts at once, or its points could be spent twice.
 */
export function factsBy(moment: Instant, facts: MemberFacts): MemberFacts {
  const by = (at: Instant) => Math.min(at, moment);
  return {
    orders: facts.orders,
    redemptions: facts.redemptions.map((redemption) => ({
      ...redemption,
      reservedAt: by(redemption.reservedAt),
      ended: redemption.ended && { ...redemption.ended, at: by(redemption.ended.at) },
      returnedAt: redemption.returnedAt === null ? null : by(redemption.returnedAt),
    })),
    adjustments: facts.adjustments.map((adjustment) => ({ ...adjustment, at: by(adjustment.at) })),
    events: facts.events.map((event) => ({ ...event, at: by(event.at) })),
  };
}

/** Something that happened to a member, at its event time. */
export type Event = { at: Instant; id: string } & (
  | { kind: "placed" | "paid" | "fulfilled" | "changed" | "cancelled"; order: OrderWithPins }
  | { kind: "reserved" | "ended" | "restored"; redemption: RedemptionFact }
  | { kind: "adjusted"; adjustment: AdjustmentFact }
  | { kind: "member"; event: MemberEvent }
);

/**
 * What happened at one moment stands in its natural order: who has joined is known before what they
 * do, and leaving comes after all else, of redemptions and orders, too.
 */
const RANKS: Record<MemberEvent["kind"], string> = {
  joined: "event:0",
  granted: "event:1",
  birthday: "event:1",
  tags: "event:1",
  segments: "event:1",
  "tier-floor": "event:1",
  ranked: "event:1",
  referred: "event:2",
  activity: "event:3",
  "activity-decided": "event:4",
  referral: "event:5",
  closed: "then:closed",
};

/**
 * A member's facts as events, by time, turn and then by id, so that the same facts give the same
 * timeline whatever the order in which they were learned.
 */
export function timelineOf(facts: MemberFacts): Event[] {
  const events: Event[] = [];
  for (const order of facts.orders) addOrder(events, inOrderOfTime(order));
  for (const redemption of facts.redemptions) addRedemption(events, redemption);
  for (const adjustment of facts.adjustments) {
    const { at, id } = adjustment;
    events.push({ at, id: `adjustment:${id}`, kind: "adjusted", adjustment });
  }
  for (const event of facts.events) {
    const turn = String(event.turn ?? 0).padStart(6, "0");
    const id = `${RANKS[event.kind]}:${turn}:${event.id}`;
    events.push({ at: event.at, id, kind: "member", event });
  }
  return events.sort((a, b) => a.at - b.at || (a.id < b.id ? -1 : 1));
}

/** Changes are applied one after the other, so they stand in the order in which they happened. */
function inOrderOfTime(order: OrderWithPins): OrderWithPins {
  const { facts, pins } = order;
  if (facts.changes.length < 2) return order;
  const changes = [...facts.changes].sort((a, b) => a.at - b.at || (a.id < b.id ? -1 : 1));
  return { facts: { ...facts, changes }, pins };
}

/**
 * Ids carry a rank, so that what happened to one order in one second stays in its natural order.
 */
function addOrder(events: Event[], order: OrderWithPins): void {
  const { orderId, placedAt, paidAt, fulfilledAt, cancelledAt, changes } = order.facts;
  const id = `order:${orderId}`;
  events.push({ at: placedAt, id: `${id}:0`, kind: "placed", order });
  if (paidAt !== null) {
    events.push({ at: Math.max(paidAt, placedAt), id: `${id}:1`, kind: "paid", order });
  }
  if (fulfilledAt !== null) {
    const at = Math.max(fulfilledAt, placedAt);
    events.push({ at, id: `${id}:1:fulfilled`, kind: "fulfilled", order });
  }
  changes.forEach((change, index) => {
    const at = Math.max(change.at, placedAt);
    const rank = String(index).padStart(6, "0");
    events.push({ at, id: `${id}:2:${rank}`, kind: "changed", order });
  });
  if (cancelledAt !== null) {
    events.push({ at: Math.max(cancelledAt, placedAt), id: `${id}:3`, kind: "cancelled", order });
  }
}

/**
 * At one moment what ended comes before what began: points that are back can be spent at once, and
 * what was decided on them must not be taken for having come first.
 */
function addRedemption(events: Event[], redemption: RedemptionFact): void {
  const { id, reservedAt, ended, returnedAt } = redemption;
  const idAt = (at: Instant, rank: number) =>
    at > reservedAt ? `redemption!:${id}:${rank}` : `redemption:${id}:${rank}`;
  events.push({ at: reservedAt, id: idAt(reservedAt, 0), kind: "reserved", redemption });
  if (!ended) return;
  const endedAt = Math.max(ended.at, reservedAt);
  events.push({ at: endedAt, id: idAt(endedAt, 1), kind: "ended", redemption });
  if (returnedAt === null) return;
  const at = Math.max(returnedAt, endedAt);
  events.push({ at, id: idAt(at, 2), kind: "restored", redemption });
}
