import { parseMinor } from "#app/domain/money.ts";
import type {
  Instant,
  OrderChange,
  OrderFacts,
  OrderLine,
  OrderPins,
} from "#app/domain/order-facts.ts";
import { emptyChange, latest, sum, sumDeltas, tidyOrderFacts } from "#app/shopify/order-facts.ts";
import type { OrderPayload, RefundPayload } from "#app/shopify/webhook-payloads.ts";

type Money = { shop_money: { amount: string } };
type Minor = (money: Money) => bigint;

/**
 * The facts a webhook's order tells. `complete: false` when the payload shows that the order was
 * edited: then it cannot tell what was placed, and the order must be read by GraphQL. Not every
 * edit shows; mergeOrderFacts finds the others.
 */
export function orderFactsFromWebhook(order: OrderPayload): {
  facts: OrderFacts;
  complete: boolean;
} {
  const minor: Minor = ({ shop_money }) => parseMinor(shop_money.amount, order.currency);
  const placedAt = order.processed_at ?? order.created_at;
  const facts = tidyOrderFacts({
    orderId: order.admin_graphql_api_id,
    name: order.name,
    customerId: order.customer?.admin_graphql_api_id ?? null,
    test: order.test,
    channel: order.source_name ?? "",
    currency: order.currency,
    presentmentCurrency: order.presentment_currency ?? order.currency,
    taxesIncluded: order.taxes_included,
    placedAt,
    paidAt: isFullyPaid(order) ? order.updated_at : null,
    cancelledAt: order.cancelled_at ?? null,
    fulfilledAt: fulfilledAtOf(order),
    updatedAt: order.updated_at,
    ...pinsOf(order),
    discountCodes: order.discount_codes.map(({ code }) => code),
    lines: order.line_items.map((line) => lineOf(line, minor)),
    ...shippingOf(order, minor),
    tipMinor: parseMinor(order.total_tip_received ?? "0", order.currency),
    changes: order.refunds.map((refund) => changeOf(refund, minor)),
  });
  requireBelievable(facts);
  return { facts, complete: !showsEdit(order, facts) };
}

function fulfilledAtOf({ fulfillment_status, fulfillments }: OrderPayload): Instant | null {
  if (fulfillment_status !== "fulfilled") return null;
  const done = fulfillments.filter(({ status }) => status === "success");
  return latest(done.map(({ created_at }) => created_at));
}

function pinsOf(order: OrderPayload): OrderPins {
  const { shipping_address, billing_address } = order;
  const tags = order.tags.split(",").map((tag) => tag.trim());
  return {
    pinnedAt: order.updated_at,
    tags: tags.filter((tag) => tag !== ""),
    country: shipping_address?.country_code ?? billing_address?.country_code ?? null,
    gatewaysAt: order.updated_at,
    gateways: order.payment_gateway_names,
  };
}

/** Beyond any order, in any currency; points of more could leave what the database can hold. */
const MOST_MINOR = 10n ** 13n;

function requireBelievable({ lines, changes, ...facts }: OrderFacts): void {
  const parts = [...lines, ...changes.flatMap((change) => change.lines)];
  const amounts = parts.flatMap(({ netMinor, taxMinor }) => [netMinor, taxMinor]);
  const others = [facts.shippingMinor, facts.shippingTaxMinor, facts.tipMinor];
  const total = sum([...amounts, ...others].map((amount) => (amount < 0n ? -amount : amount)));
  if (total > MOST_MINOR) throw new RangeError("No order is worth that much");
}

const PAID = new Set(["paid", "partially_refunded", "refunded"]);

function isFullyPaid(order: OrderPayload): boolean {
  const outstanding = parseMinor(order.total_outstanding ?? "0", order.currency);
  return PAID.has(order.financial_status ?? "") && outstanding <= 0n;
}

function lineOf(line: OrderPayload["line_items"][number], minor: Minor): OrderLine {
  const gross = minor(line.price_set) * BigInt(line.quantity);
  const off = sum(line.discount_allocations.map((each) => minor(each.amount_set)));
  return {
    id: line.admin_graphql_api_id,
    title: line.title,
    productId: line.product_id ? `gid://shopify/Product/${line.product_id}` : null,
    variantId: line.variant_id ? `gid://shopify/ProductVariant/${line.variant_id}` : null,
    vendor: line.vendor ?? null,
    quantity: line.quantity,
    giftCard: line.gift_card,
    netMinor: gross - off,
    taxMinor: sum(line.tax_lines.map((each) => minor(each.price_set))),
  };
}

function shippingOf(order: OrderPayload, minor: Minor) {
  const net = order.shipping_lines.map((line) => {
    const off = sum(line.discount_allocations.map((each) => minor(each.amount_set)));
    return minor(line.price_set) - off;
  });
  const tax = order.shipping_lines.flatMap(({ tax_lines }) =>
    tax_lines.map((each) => minor(each.price_set)),
  );
  return { shippingMinor: sum(net), shippingTaxMinor: sum(tax) };
}

function changeOf(refund: RefundPayload, minor: Minor): OrderChange {
  return {
    ...emptyChange({
      id: refund.admin_graphql_api_id,
      kind: "refund",
      at: refund.processed_at ?? refund.created_at,
    }),
    lines: sumDeltas(
      refund.refund_line_items.map((line) => ({
        lineId: `gid://shopify/LineItem/${line.line_item_id}`,
        quantity: -line.quantity,
        netMinor: -minor(line.subtotal_set),
        taxMinor: -minor(line.total_tax_set),
      })),
    ),
    ...shippingRefundOf(refund, minor),
    adjustmentMinor: sum(
      refund.order_adjustments
        .filter(({ kind }) => kind !== "shipping_refund")
        .map((each) => minor(each.amount_set)),
    ),
  };
}

/** Shipping given back stands in its own lines, and in adjustments too, or only there. */
function shippingRefundOf(refund: RefundPayload, minor: Minor) {
  const parts = refund.refund_shipping_lines;
  if (parts.length > 0) {
    return {
      shippingMinor: -sum(parts.map((part) => minor(part.subtotal_amount_set))),
      shippingTaxMinor: -sum(parts.map((part) => minor(part.tax_amount_set))),
    };
  }
  const adjusted = refund.order_adjustments.filter(({ kind }) => kind === "shipping_refund");
  return {
    shippingMinor: sum(adjusted.map((each) => minor(each.amount_set))),
    shippingTaxMinor: sum(adjusted.map((each) => minor(each.tax_amount_set))),
  };
}

function showsEdit(order: OrderPayload, facts: OrderFacts): boolean {
  const refunded = new Map<string, number>();
  for (const line of facts.changes.flatMap((change) => change.lines)) {
    refunded.set(line.lineId, (refunded.get(line.lineId) ?? 0) + line.quantity);
  }
  const removed = order.line_items.some((line) => {
    const left = line.quantity + (refunded.get(line.admin_graphql_api_id) ?? 0);
    return line.current_quantity !== undefined && line.current_quantity !== left;
  });
  return removed || !addsUp(order, facts);
}

/** Prices converted from another currency are rounded by the piece, sums are not. */
function addsUp(order: OrderPayload, facts: OrderFacts): boolean {
  const subtotal = parseMinor(order.subtotal_price_set.shop_money.amount, order.currency);
  const difference = sum(facts.lines.map((line) => line.netMinor)) - subtotal;
  const pieces = facts.lines.reduce((total, line) => total + line.quantity, 0);
  const tolerance = facts.presentmentCurrency === facts.currency ? 0n : BigInt(pieces);
  return difference <= tolerance && -difference <= tolerance;
}
