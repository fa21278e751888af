import { formatExact } from "#app/domain/exact-json.ts";
import { sellSame, withSoldProducts } from "#app/domain/line-products.ts";
import {
  unpinned,
  type Instant,
  type OrderFacts,
  type OrderPins,
} from "#app/domain/order-facts.ts";

/** Facts of an order that have just been learned. */
export type LearnedFacts = {
  facts: OrderFacts;
  /** False where a payload shows that it cannot tell everything: the order was edited. */
  complete: boolean;
  /** Read from Shopify just now, which shows all; not a message, which may be old. */
  authoritative: boolean;
};

export type MergedFacts = {
  facts: OrderFacts;
  /** Whether they differ from what was known. */
  changed: boolean;
  /** Whether the order must be read again; `facts` is what may be kept until then. */
  doubtful: boolean;
};

/**
 * What is known of an order once `learned` is known too, in whatever order things arrive: the
 * newest state counts, and the earliest moment at which anyone saw it fully paid, or fulfilled, of
 * what Shopify does not date the earliest account, and of a deleted product whoever still names it.
 * A payload that cannot be trusted (the order was edited, or two say different things of the same
 * moment) is not taken over.
 */
export function mergeOrderFacts(known: OrderFacts | null, learned: LearnedFacts): MergedFacts {
  const { complete } = learned;
  if (!known) return { facts: learned.facts, changed: true, doubtful: !complete };
  const fresh = withSoldProducts(learned.facts, known);
  const paidAt = earliest(known.paidAt, fresh.paidAt);
  const fulfilledAt = earliest(known.fulfilledAt, fresh.fulfilledAt);
  const pins = earliestPins(known, fresh);
  const named = withSoldProducts(known, fresh);
  const old = { ...named, paidAt, fulfilledAt, ...pins };
  const dated = paidAt !== known.paidAt || fulfilledAt !== known.fulfilledAt;
  const news = dated || !samePins(known, pins) || !sellSame(known, named);
  const keep = (doubtful: boolean) => ({ facts: old, changed: news, doubtful });
  const take = {
    facts: { ...fresh, paidAt, fulfilledAt, ...pins },
    changed: true,
    doubtful: false,
  };

  if (fresh.updatedAt === known.updatedAt && saySame(named, fresh)) return keep(false);
  const older = fresh.updatedAt < known.updatedAt;
  if (learned.authoritative) return older ? keep(false) : take;
  const wasEdited = known.changes.some((change) => change.kind === "edit");
  if (wasEdited) return keep(fresh.updatedAt > known.updatedAt);
  if (!complete || placedParts(known) !== placedParts(fresh)) return keep(true);
  if (older) return keep(false);
  if (fresh.updatedAt > known.updatedAt) return take;
  // Until it has been read again, which of the two stands must not depend on their order.
  return canonicalText(old) > canonicalText(take.facts) ? keep(true) : { ...take, doubtful: true };
}

/**
 * Whether two accounts of an order say the same, except for when its payment and its fulfillment
 * were first seen, and for what is kept as it was seen first.
 */
export function saySame(one: OrderFacts, other: OrderFacts): boolean {
  const rest = (facts: OrderFacts) =>
    canonicalText({ ...facts, paidAt: null, fulfilledAt: null, ...unpinned });
  return rest(one) === rest(other);
}

/** What is not dated, as the earliest account told it; how it was paid, as the first that says. */
function earliestPins(one: OrderPins, other: OrderPins): OrderPins {
  const { pinnedAt, tags, country } = earlierOf(one, other, "pinnedAt");
  const [says, also] = [one.gateways.length > 0, other.gateways.length > 0];
  const sole = says ? one : other;
  const { gatewaysAt, gateways } = says === also ? earlierOf(one, other, "gatewaysAt") : sole;
  return { pinnedAt, tags, country, gatewaysAt, gateways };
}

function earlierOf(one: OrderPins, other: OrderPins, by: "pinnedAt" | "gatewaysAt"): OrderPins {
  return other[by] < one[by] ? other : one;
}

function samePins(one: OrderPins, other: OrderPins): boolean {
  return one.pinnedAt === other.pinnedAt && one.gatewaysAt === other.gatewaysAt;
}

function earliest(one: Instant | null, other: Instant | null): Instant | null {
  if (one === null || other === null) return one ?? other;
  return Math.min(one, other);
}

/** What no refund changes. If it differs, there was an edit in between. */
function placedParts(facts: OrderFacts): string {
  return formatExact([
    facts.lines.map(({ id, quantity, netMinor, taxMinor }) => [id, quantity, netMinor, taxMinor]),
    facts.shippingMinor,
    facts.shippingTaxMinor,
    facts.tipMinor,
  ]);
}

/** The same text for the same facts: the database does not keep the order of fields. */
function canonicalText(value: unknown): string {
  return formatExact(sortFields(value));
}

function sortFields(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(sortFields);
  if (typeof value !== "object" || value === null) return value;
  const fields = Object.entries(value).sort(([one], [other]) => (one < other ? -1 : 1));
  return Object.fromEntries(fields.map(([name, field]) => [name, sortFields(field)]));
}
