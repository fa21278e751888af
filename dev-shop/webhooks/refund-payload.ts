/** The body of refunds/create, and of each refund within an order. */
import { formatMinor, noMoney } from "#dev-shop/commerce/money.ts";
import { gid } from "#dev-shop/model.ts";
import type { Shop } from "#dev-shop/model.ts";
import type { Order, OrderTransaction, Refund } from "#dev-shop/order-model.ts";
import type { Payload } from "#dev-shop/webhooks/events.ts";
import { linePayload } from "#dev-shop/webhooks/line-payload.ts";
import { moneyFields, moneySet } from "#dev-shop/webhooks/payload-parts.ts";
import { shopTime } from "#dev-shop/webhooks/shop-time.ts";

export function refundPayload({ shop, order, refund }: Parts): Payload {
  const time = (stamp: string) => shopTime(stamp, shop.timezone);
  return {
    id: refund.id,
    admin_graphql_api_id: gid("Refund", refund.id),
    order_id: order.id,
    created_at: time(refund.createdAt),
    processed_at: time(refund.processedAt),
    note: refund.note,
    user_id: null,
    duties: [],
    total_duties_set: moneySet(noMoney, order),
    return: null,
    restock: refund.lines.some(({ restockType }) => restockType !== "NO_RESTOCK"),
    refund_line_items: refund.lines.map((line) => refundLinePayload(order, line)),
    refund_shipping_lines: refund.shipping.map((part) => ({
      id: part.id,
      shipping_line_id: part.shippingLineId,
      subtotal_amount_set: moneySet(part.amount, order),
      tax_amount_set: moneySet(part.tax, order),
    })),
    order_adjustments: refund.adjustments.map((adjustment) => ({
      id: adjustment.id,
      order_id: order.id,
      refund_id: refund.id,
      kind: adjustment.kind.toLowerCase(),
      reason: adjustment.reason,
      ...moneyFields("amount", adjustment.amount, order),
      ...moneyFields("tax_amount", adjustment.tax, order),
    })),
    transactions: order.transactions
      .filter(({ id }) => refund.transactionIds.includes(id))
      .map((transaction) => transactionPayload({ shop, order, transaction })),
  };
}

type Parts = { shop: Shop; order: Order; refund: Refund };

function refundLinePayload(order: Order, refundLine: Refund["lines"][number]): Payload {
  const line = order.lines.find(({ id }) => id === refundLine.lineId);
  const { currency } = order;
  return {
    id: refundLine.id,
    line_item_id: refundLine.lineId,
    location_id: null,
    quantity: refundLine.quantity,
    restock_type: refundLine.restockType.toLowerCase(),
    // Numbers, not text: Shopify's own inconsistency.
    subtotal: Number(formatMinor(refundLine.subtotal.shop, currency)),
    total_tax: Number(formatMinor(refundLine.tax.shop, currency)),
    subtotal_set: moneySet(refundLine.subtotal, order),
    total_tax_set: moneySet(refundLine.tax, order),
    line_item: line ? linePayload(order, line) : null,
  };
}

function transactionPayload({
  shop,
  order,
  transaction,
}: {
  shop: Shop;
  order: Order;
  transaction: OrderTransaction;
}): Payload {
  const { presentmentCurrency } = order;
  return {
    id: transaction.id,
    admin_graphql_api_id: gid("OrderTransaction", transaction.id),
    order_id: order.id,
    kind: transaction.kind.toLowerCase(),
    gateway: transaction.gateway,
    status: transaction.status.toLowerCase(),
    message: null,
    created_at: shopTime(transaction.processedAt, shop.timezone),
    processed_at: shopTime(transaction.processedAt, shop.timezone),
    test: transaction.test,
    parent_id: transaction.parentId,
    amount: formatMinor(transaction.amount.presentment, presentmentCurrency),
    currency: presentmentCurrency,
    error_code: null,
  };
}
