/** One line item, in an order's or a refund's body. */
import { noMoney } from "#dev-shop/commerce/money.ts";
import { gid } from "#dev-shop/model.ts";
import type { Order, OrderLine } from "#dev-shop/order-model.ts";
import type { Payload } from "#dev-shop/webhooks/events.ts";
import {
  allocationPayload,
  moneyFields,
  taxLinePayload,
} from "#dev-shop/webhooks/payload-parts.ts";

export function linePayload(order: Order, line: OrderLine): Payload {
  const isFulfilled = order.fulfillmentStatus === "FULFILLED";
  return {
    id: line.id,
    admin_graphql_api_id: gid("LineItem", line.id),
    attributed_staffs: [],
    current_quantity: line.currentQuantity,
    fulfillable_quantity: isFulfilled ? 0 : line.currentQuantity,
    fulfillment_service: line.isGiftCard ? "gift_card" : "manual",
    fulfillment_status: isFulfilled ? "fulfilled" : null,
    gift_card: line.isGiftCard,
    grams: 0,
    name: line.variantTitle === null ? line.title : `${line.title} - ${line.variantTitle}`,
    ...moneyFields("price", line.unitPrice, order),
    product_exists: line.productId !== null,
    product_id: line.productId,
    properties: line.properties,
    quantity: line.quantity,
    requires_shipping: line.requiresShipping,
    sales_line_item_group_id: null,
    sku: line.sku,
    taxable: line.taxable,
    title: line.title,
    // Discounts by code stand in the allocations alone, as in Shopify.
    ...moneyFields("total_discount", noMoney, order),
    variant_id: line.variantId,
    variant_inventory_management: "shopify",
    variant_title: line.variantTitle,
    vendor: line.vendor,
    tax_lines: line.taxLines.map((each) => taxLinePayload(each, order)),
    duties: [],
    discount_allocations: line.discountAllocations.map((each) => allocationPayload(each, order)),
  };
}
