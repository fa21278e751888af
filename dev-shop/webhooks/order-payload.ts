/** The body of orders/create, paid, updated, cancelled. */
import { formatMinor, noMoney, sumBags } from "#dev-shop/commerce/money.ts";
import { shippingRefunded, shippingWorth } from "#dev-shop/commerce/order-worth.ts";
import type { Customer, Shop } from "#dev-shop/model.ts";
import { gid } from "#dev-shop/model.ts";
import type { Order, ShippingLine, TaxLine } from "#dev-shop/order-model.ts";
import { customerPayload } from "#dev-shop/webhooks/customer-payload.ts";
import type { Payload } from "#dev-shop/webhooks/events.ts";
import { linePayload } from "#dev-shop/webhooks/line-payload.ts";
import {
  addressPayload,
  allocationPayload,
  moneyFields,
  moneySet,
  taxLinePayload,
} from "#dev-shop/webhooks/payload-parts.ts";
import { refundPayload } from "#dev-shop/webhooks/refund-payload.ts";
import { shopTime } from "#dev-shop/webhooks/shop-time.ts";

export type OrderParts = { shop: Shop; order: Order; customer: Customer | null };

export function orderPayload(parts: OrderParts): Payload {
  const { order, customer, shop } = parts;
  return {
    id: order.id,
    admin_graphql_api_id: gid("Order", order.id),
    app_id: null,
    browser_ip: null,
    buyer_accepts_marketing: customer?.marketingState === "SUBSCRIBED",
    ...stateOf(parts),
    ...moneyOf(order),
    ...wordsOf(parts),
    billing_address: addressPayload(order.billingAddress),
    customer: customer && customerPayload(customer, shop),
    discount_applications: order.discountApplications.map(
      ({ discountId: _own, ...application }) => ({
        target_type: application.targetType,
        type: application.type,
        value: application.value,
        value_type: application.valueType,
        allocation_method: application.allocationMethod,
        target_selection: application.targetSelection,
        ...(application.type === "discount_code"
          ? { code: application.code }
          : { title: application.title, description: application.title }),
      }),
    ),
    fulfillments: fulfillmentsOf(parts),
    line_items: order.lines.map((line) => linePayload(order, line)),
    payment_terms: null,
    refunds: order.refunds.map((refund) => refundPayload({ shop, order, refund })),
    shipping_address: addressPayload(order.shippingAddress),
    shipping_lines: order.shippingLines.map((line) => shippingLinePayload(order, line)),
    returns: [],
    line_item_groups: [],
  };
}

function fulfillmentsOf({ order, shop }: OrderParts): Payload[] {
  return (order.fulfillments ?? []).map(({ id, createdAt, status }) => ({
    id,
    admin_graphql_api_id: gid("Fulfillment", id),
    order_id: order.id,
    created_at: shopTime(createdAt, shop.timezone),
    updated_at: shopTime(createdAt, shop.timezone),
    status: status.toLowerCase(),
    line_items: order.lines.map((line) => linePayload(order, line)),
  }));
}

function stateOf({ order, shop }: OrderParts): Payload {
  const time = (stamp: string | null) => shopTime(stamp, shop.timezone);
  return {
    cancel_reason: order.cancelReason?.toLowerCase() ?? null,
    cancelled_at: time(order.cancelledAt),
    cart_token: null,
    checkout_token: null,
    client_details: null,
    closed_at: time(order.closedAt),
    confirmation_number: order.confirmationNumber,
    confirmed: true,
    created_at: time(order.createdAt),
    processed_at: time(order.processedAt),
    updated_at: time(order.updatedAt),
    financial_status: order.financialStatus.toLowerCase(),
    fulfillment_status: order.fulfillmentStatus === "FULFILLED" ? "fulfilled" : null,
    test: order.test,
    taxes_included: order.taxesIncluded,
    tax_exempt: false,
    estimated_taxes: false,
    duties_included: false,
  };
}

function moneyOf(order: Order): Payload {
  const { totals, currency } = order;
  const fields = (name: string, money: keyof Order["totals"]) =>
    moneyFields(name, totals[money], order);
  return {
    currency,
    presentment_currency: order.presentmentCurrency,
    current_shipping_price_set: moneySet(totals.currentShipping, order),
    ...fields("current_subtotal_price", "currentSubtotal"),
    ...fields("current_total_discounts", "currentDiscounts"),
    ...fields("current_total_price", "currentTotal"),
    ...fields("current_total_tax", "currentTax"),
    current_total_additional_fees_set: null,
    current_total_duties_set: null,
    original_total_additional_fees_set: null,
    original_total_duties_set: null,
    ...fields("subtotal_price", "subtotal"),
    ...fields("total_discounts", "discounts"),
    ...fields("total_line_items_price", "lineItems"),
    ...fields("total_price", "total"),
    ...fields("total_tax", "tax"),
    total_shipping_price_set: moneySet(totals.shipping, order),
    total_cash_rounding_payment_adjustment_set: moneySet(noMoney, order),
    total_cash_rounding_refund_adjustment_set: moneySet(noMoney, order),
    total_outstanding: formatMinor(totals.outstanding.shop, currency),
    total_tip_received: formatMinor(order.tip.shop, currency),
    total_weight: 0,
    tax_lines: taxLinesOf(order),
    discount_codes: order.discountCodes.map(({ code, amount, type }) => ({
      code,
      amount: formatMinor(amount.shop, currency),
      type,
    })),
  };
}

/** The taxes of lines and shipping, added up by title and rate. */
function taxLinesOf(order: Order): Payload[] {
  const added = new Map<string, TaxLine>();
  for (const line of [...order.lines, ...order.shippingLines].flatMap((each) => each.taxLines)) {
    const key = `${line.title} ${line.rate}`;
    added.set(key, { ...line, price: sumBags([line.price, added.get(key)?.price ?? noMoney]) });
  }
  return [...added.values()].map((line) => taxLinePayload(line, order));
}

function wordsOf({ order, shop }: OrderParts): Payload {
  return {
    contact_email: order.email,
    customer_locale: order.customerLocale,
    device_id: null,
    email: order.email,
    landing_site: null,
    landing_site_ref: null,
    location_id: null,
    merchant_business_entity_id: null,
    merchant_of_record_app_id: null,
    name: order.name,
    note: order.note,
    note_attributes: order.noteAttributes,
    number: order.number - 1000,
    order_number: order.number,
    order_status_url: orderStatusUrl(shop, order),
    payment_gateway_names: [...new Set(order.transactions.map(({ gateway }) => gateway))],
    phone: order.phone,
    po_number: null,
    reference: null,
    referring_site: null,
    source_identifier: null,
    source_name: order.sourceName,
    source_url: null,
    tags: order.tags.join(", "),
    token: order.token,
    user_id: null,
  };
}

/** Carries the shop's domain and id, and the order's token, as Shopify's does. */
export function orderStatusUrl(shop: Shop, { token }: Pick<Order, "token">): string {
  const path = `${String(shop.id)}/orders/${token}/authenticate?key=${token.slice(0, 12)}`;
  return `https://${shop.myshopifyDomain}/${path}`;
}

function shippingLinePayload(order: Order, line: ShippingLine): Payload {
  const worth = shippingWorth(line);
  const refunded = shippingRefunded(order, line.id).amount;
  const current = {
    shop: worth.shop - refunded.shop,
    presentment: worth.presentment - refunded.presentment,
  };
  return {
    id: line.id,
    carrier_identifier: null,
    code: line.code,
    current_discounted_price_set: moneySet(current, order),
    ...moneyFields("discounted_price", worth, order),
    is_removed: false,
    phone: null,
    ...moneyFields("price", line.price, order),
    requested_fulfillment_service_id: null,
    source: "shopify",
    title: line.title,
    tax_lines: line.taxLines.map((each) => taxLinePayload(each, order)),
    discount_allocations: line.discountAllocations.map((each) => allocationPayload(each, order)),
  };
}
