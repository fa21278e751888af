import type { OrderChange, OrderFacts, OrderLine } from "#app/domain/order-facts.ts";
import type { MemberFacts, RedemptionFact } from "#app/domain/engine/timeline.ts";
import {
  readStoredDocument,
  type ProgramDocument,
  type ProgramInput,
} from "#app/domain/program/document.ts";
import type { ProgramVersion } from "#app/domain/program/program.ts";
import { starterProgram } from "#app/domain/program/starter.ts";

/** A moment in UTC: `on("2026-03-01")` or `on("2026-03-01T10:00")`. */
export function on(text: string): number {
  return Date.parse(text.includes("T") ? `${text}Z` : `${text}T12:00Z`);
}

/** The bare minimum of a program: 1 point per 1, nothing else. */
export const plainDocument: ProgramDocument = {
  ...starterProgram,
  expiry: { kind: "never" },
  tiers: null,
  rewards: [],
};

export function aProgram(
  change: (document: ProgramDocument) => ProgramInput = (document) => document,
  rest: Partial<ProgramVersion> = {},
): ProgramVersion {
  return {
    version: 1,
    effectiveFrom: on("2025-01-01"),
    timeZone: "UTC",
    currency: "USD",
    document: readStoredDocument(change(structuredClone(plainDocument))),
    ...rest,
  };
}

export function aLine(rest: Partial<OrderLine> = {}): OrderLine {
  return {
    id: "gid://shopify/LineItem/1",
    title: "Tea",
    productId: "gid://shopify/Product/1",
    variantId: null,
    vendor: null,
    quantity: 1,
    giftCard: false,
    netMinor: 10_000n,
    taxMinor: 0n,
    ...rest,
  };
}

/** A paid order of 100.00 on 2026-03-01, unless told otherwise. */
export function anOrder(rest: Partial<OrderFacts> = {}): OrderFacts {
  const placedAt = rest.placedAt ?? on("2026-03-01");
  return {
    orderId: "gid://shopify/Order/1",
    name: "#1001",
    customerId: "gid://shopify/Customer/1",
    test: false,
    channel: "web",
    currency: "USD",
    presentmentCurrency: "USD",
    taxesIncluded: false,
    placedAt,
    paidAt: placedAt,
    cancelledAt: null,
    fulfilledAt: null,
    updatedAt: placedAt,
    pinnedAt: placedAt,
    tags: [],
    country: null,
    gatewaysAt: placedAt,
    gateways: [],
    discountCodes: [],
    lines: [aLine()],
    shippingMinor: 0n,
    shippingTaxMinor: 0n,
    tipMinor: 0n,
    changes: [],
    ...rest,
  };
}

export function aRefund(rest: Partial<OrderChange> = {}): OrderChange {
  return {
    id: "gid://shopify/Refund/1",
    kind: "refund",
    at: on("2026-03-10"),
    lines: [],
    addedLines: [],
    shippingMinor: 0n,
    shippingTaxMinor: 0n,
    tipMinor: 0n,
    adjustmentMinor: 0n,
    ...rest,
  };
}

/** A reward paid with 80 points of the first order, and not used yet. */
export function aRedemption(rest: Partial<RedemptionFact> = {}): RedemptionFact {
  return {
    id: "r1",
    reservedAt: on("2026-03-05"),
    rewardId: "reward",
    costPoints: 80n,
    free: null,
    takes: [{ lot: "order:gid://shopify/Order/1", points: 80n }],
    ended: null,
    returnedAt: null,
    ...rest,
  };
}

/** What is known of a member: orders with no pins, redemptions, adjustments. */
export function factsOf(orders: OrderFacts[], rest: Partial<MemberFacts> = {}): MemberFacts {
  return {
    orders: orders.map((facts) => ({ facts, pins: {} })),
    redemptions: [],
    adjustments: [],
    events: [],
    ...rest,
  };
}
