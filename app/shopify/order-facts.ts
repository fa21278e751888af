import type {
  Instant,
  LineDelta,
  OrderChange,
  OrderFacts,
  OrderLine,
} from "#app/domain/order-facts.ts";

/**
 * What both ways to an order's facts share: a webhook (order-facts-from-webhook.ts) and a GraphQL
 * answer (order-facts-from-graphql.ts) of the same order must come to the same value.
 */
export function tidyOrderFacts(facts: OrderFacts): OrderFacts {
  return {
    ...facts,
    paidAt: facts.paidAt === null ? null : tidyPaidAt(facts.placedAt, facts.paidAt),
    tags: [...facts.tags].sort(),
    gateways: [...new Set(facts.gateways)].sort(),
    lines: facts.lines
      .filter((line) => !isTipLine(line, facts.tipMinor))
      .sort((one, other) => compareIds(one.id, other.id)),
    changes: facts.changes.sort((one, other) => one.at - other.at || compareIds(one.id, other.id)),
  };
}

/** Changes of one line within one refund or edit, added up. */
export function sumDeltas(deltas: LineDelta[]): LineDelta[] {
  const sums = new Map<string, LineDelta>();
  for (const delta of deltas) {
    const before = sums.get(delta.lineId);
    sums.set(delta.lineId, {
      lineId: delta.lineId,
      quantity: delta.quantity + (before?.quantity ?? 0),
      netMinor: delta.netMinor + (before?.netMinor ?? 0n),
      taxMinor: delta.taxMinor + (before?.taxMinor ?? 0n),
    });
  }
  return [...sums.values()].sort((one, other) => compareIds(one.lineId, other.lineId));
}

/** Nothing refunded or edited yet; fill in what was. */
export function emptyChange(head: Pick<OrderChange, "id" | "kind" | "at">): OrderChange {
  return {
    ...head,
    lines: [],
    addedLines: [],
    shippingMinor: 0n,
    shippingTaxMinor: 0n,
    tipMinor: 0n,
    adjustmentMinor: 0n,
  };
}

export function sum(amounts: bigint[]): bigint {
  return amounts.reduce((total, amount) => total + amount, 0n);
}

/** The last of some moments, or null where there is none. */
export function latest(moments: Instant[]): Instant | null {
  return moments.length === 0 ? null : Math.max(...moments);
}

const AT_CHECKOUT_MS = 60_000;

/**
 * A webhook dates the payment by the order's own change, GraphQL by the transaction, which is some
 * seconds earlier. Paid at checkout is paid when it was placed.
 */
function tidyPaidAt(placedAt: number, paidAt: number): number {
  return paidAt - placedAt <= AT_CHECKOUT_MS ? placedAt : paidAt;
}

/** A tip may also stand among the lines; it counts once, as a tip. */
function isTipLine(line: OrderLine, tipMinor: bigint): boolean {
  const nameless = line.productId === null && line.variantId === null && line.title === "Tip";
  return nameless && tipMinor > 0n && line.netMinor === tipMinor;
}

/** By the number at the end: ids grow with time. */
function compareIds(one: string, other: string): number {
  const [a, b] = [one, other].map((id) => id.slice(id.lastIndexOf("/") + 1));
  if (a === undefined || b === undefined || a === b) return one < other ? -1 : 1;
  if (a.length !== b.length) return a.length - b.length;
  return a < b ? -1 : 1;
}
