/** A moment, in milliseconds since 1970-01-01 UTC. */
export type Instant = number;

/** One line of an order as it was placed. Money is in minor units of the shop's currency. */
export type OrderLine = {
  /** Shopify's global id of the line. */
  id: string;
  title: string;
  productId: string | null;
  variantId: string | null;
  /** Whose product it was when it was sold. */
  vendor: string | null;
  quantity: number;
  giftCard: boolean;
  /** Price × quantity less every discount allocated to it; with tax if `taxesIncluded`. */
  netMinor: bigint;
  /** Tax on the line; contained in `netMinor` if `taxesIncluded`, on top of it otherwise. */
  taxMinor: bigint;
};

/** What a refund or an edit changed about one line. Negative takes away. */
export type LineDelta = { lineId: string; quantity: number; netMinor: bigint; taxMinor: bigint };

/** A dated change of an order's amounts, by refund or by edit. Never overwritten, only added. */
export type OrderChange = {
  /** Shopify's global id of the refund or of the edit's agreement. */
  id: string;
  kind: "refund" | "edit";
  at: Instant;
  lines: LineDelta[];
  /** Lines an edit brought in, as they were added. */
  addedLines: OrderLine[];
  shippingMinor: bigint;
  shippingTaxMinor: bigint;
  tipMinor: bigint;
  /** Money given back (negative) or kept (positive) beyond the lines and shipping above. */
  adjustmentMinor: bigint;
};

/**
 * An order as the engine knows it: as placed, and every change with its date. The same value
 * comes out of a webhook and of a GraphQL answer (app/shopify/order-facts.ts).
 */
export type OrderFacts = {
  /** gid://shopify/Order/… */
  orderId: string;
  /** What people call it: #1001. */
  name: string;
  /** gid://shopify/Customer/…, or null for a guest. */
  customerId: string | null;
  test: boolean;
  /** Where it was sold: web, pos, … as Shopify's source name says. */
  channel: string;
  currency: string;
  presentmentCurrency: string;
  taxesIncluded: boolean;
  placedAt: Instant;
  /** First seen fully paid, or null. */
  paidAt: Instant | null;
  cancelledAt: Instant | null;
  /** When everything in it had first been fulfilled, or null. What an edit adds changes nothing. */
  fulfilledAt: Instant | null;
  updatedAt: Instant;
  /** Codes entered at checkout, as typed. */
  discountCodes: string[];
  lines: OrderLine[];
  /** Shipping less discounts, and its tax, as placed. */
  shippingMinor: bigint;
  shippingTaxMinor: bigint;
  tipMinor: bigint;
  changes: OrderChange[];
} & OrderPins;

/**
 * What Shopify does not date about an order, as its earliest account tells: the order is judged by
 * that, whatever is changed later.
 */
export type OrderPins = {
  /** The `updatedAt` of the account that tags and country were taken from. */
  pinnedAt: Instant;
  tags: string[];
  /** Country it goes to, or is billed to: DE. Null where nobody says. */
  country: string | null;
  /** The `updatedAt` of the account that names how it was paid. */
  gatewaysAt: Instant;
  /** Names of the payment gateways, empty while nothing was paid. */
  gateways: string[];
};

/** An order that was deleted in Shopify counts as cancelled at that moment, if not before. */
export function asDeleted(order: { facts: OrderFacts; deletedAt: Date | null }): OrderFacts {
  const { facts, deletedAt } = order;
  if (deletedAt === null || facts.cancelledAt !== null) return facts;
  return { ...facts, cancelledAt: deletedAt.getTime() };
}

/** What Shopify does not date about a product, kept as first seen with a line's order. */
export type ProductPin = { tags: string[]; collections: string[]; type: string };

/** Pins by product id. */
export type ProductPins = Record<string, ProductPin>;

/** The pins of an order of which nobody has told anything. */
export const unpinned: OrderPins = {
  pinnedAt: Number.MAX_SAFE_INTEGER,
  tags: [],
  country: null,
  gatewaysAt: Number.MAX_SAFE_INTEGER,
  gateways: [],
};
