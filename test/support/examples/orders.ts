import type { z } from "zod";
import type { MemberFacts, OrderWithPins } from "#app/domain/engine/timeline.ts";
import { parseMinor } from "#app/domain/money.ts";
import type { OrderChange, OrderLine, ProductPins } from "#app/domain/order-facts.ts";
import type { OrderText, Step } from "#test/support/examples/steps.ts";
import { aLine, anOrder, aRefund, on } from "#test/support/facts.ts";

type Placed = z.infer<typeof OrderText> & { at: string };
type LineText = NonNullable<Placed["lines"]>[number];
type Change = { id: string; currency: string };

/** The facts of an order that an example tells in a few words. */
export function orderFrom(step: Placed, currency: string): OrderWithPins {
  const placedAt = on(step.at);
  const lines = step.lines ?? [plainLine(step.total ?? "0")];
  return {
    facts: anOrder({
      orderId: step.order,
      name: step.order,
      test: step.test,
      channel: step.channel,
      currency,
      presentmentCurrency: step.paidIn === "USD" ? currency : step.paidIn,
      taxesIncluded: step.taxesIncluded,
      placedAt,
      paidAt: momentOf(step.paid, placedAt),
      fulfilledAt: momentOf(step.fulfilled ?? false, placedAt),
      tags: step.tags,
      country: step.country,
      gateways: step.paidBy,
      discountCodes: step.codes,
      lines: lines.map((line) => lineFrom(line, currency)),
      shippingMinor: parseMinor(step.shipping, currency),
      tipMinor: parseMinor(step.tip, currency),
    }),
    pins: pinsOf(lines),
  };
}

/** Gives back lines, shipping, or an amount alone. */
export function addRefund(
  facts: MemberFacts,
  step: Extract<Step, { refund: string }>,
  { id, currency }: Change,
): void {
  addChange(facts, step.refund, {
    ...aRefund({ id, at: on(step.at) }),
    lines: step.lines.map(({ id: lineId, quantity, price }) => ({
      lineId,
      quantity: -quantity,
      netMinor: -parseMinor(price, currency),
      taxMinor: 0n,
    })),
    shippingMinor: -parseMinor(step.shipping, currency),
    adjustmentMinor: -parseMinor(step.amount, currency),
  });
}

/** Brings lines into an order. */
export function addEdit(
  facts: MemberFacts,
  step: Extract<Step, { edit: string }>,
  { id, currency }: Change,
): void {
  const addedLines = step.add.map((line) => lineFrom(line, currency));
  addChange(facts, step.edit, { ...aRefund({ id, at: on(step.at) }), kind: "edit", addedLines });
  const order = facts.orders.find(({ facts: { orderId } }) => orderId === step.edit);
  if (order) Object.assign(order.pins, pinsOf(step.add));
}

function addChange(facts: MemberFacts, orderId: string, change: OrderChange): void {
  facts.orders = facts.orders.map((order) =>
    order.facts.orderId === orderId
      ? { ...order, facts: { ...order.facts, changes: [...order.facts.changes, change] } }
      : order,
  );
}

function momentOf(said: string | boolean, placedAt: number): number | null {
  if (typeof said === "string") return on(said);
  return said ? placedAt : null;
}

function plainLine(price: string): LineText {
  return {
    id: "1",
    price,
    quantity: 1,
    tax: "0",
    product: 1,
    variant: null,
    vendor: null,
    type: "",
    tags: [],
    collections: [],
    giftCard: false,
  };
}

function lineFrom(line: LineText, currency: string): OrderLine {
  return aLine({
    id: line.id,
    productId: gid("Product", line.product),
    variantId: line.variant === null ? null : gid("ProductVariant", line.variant),
    vendor: line.vendor,
    quantity: line.quantity,
    giftCard: line.giftCard,
    netMinor: parseMinor(line.price, currency),
    taxMinor: parseMinor(line.tax, currency),
  });
}

function pinsOf(lines: LineText[]): ProductPins {
  return Object.fromEntries(
    lines.map(({ product, tags, collections, type }) => [
      gid("Product", product),
      { tags, collections: collections.map((id) => gid("Collection", id)), type },
    ]),
  );
}

function gid(type: string, id: number): string {
  return `gid://shopify/${type}/${id}`;
}
