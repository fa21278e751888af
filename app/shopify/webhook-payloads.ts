import { z } from "zod";

/** A numeric id as digits; beyond 2^53 it arrives as a bigint (see exact-payload.ts). */
const Digits = z
  .union([z.int().nonnegative(), z.bigint().nonnegative(), z.string().regex(/^\d{1,25}$/)])
  .transform(String);
const Instant = z.iso.datetime({ offset: true }).transform((text) => Date.parse(text));
const Amount = z.object({ amount: z.string() });
const MoneySet = z.object({ shop_money: Amount });
const gid = (kind: string) => z.string().regex(new RegExp(`^gid://shopify/${kind}/\\d{1,25}$`));

const Allocation = z.object({ amount_set: MoneySet });
const TaxLine = z.object({ price_set: MoneySet });

const Line = z.object({
  admin_graphql_api_id: gid("LineItem"),
  title: z.string(),
  product_id: Digits.nullish(),
  variant_id: Digits.nullish(),
  vendor: z.string().nullish(),
  quantity: z.int().nonnegative(),
  current_quantity: z.int().nonnegative().optional(),
  gift_card: z.boolean(),
  price_set: MoneySet,
  discount_allocations: z.array(Allocation).default([]),
  tax_lines: z.array(TaxLine).default([]),
});

const RefundLine = z.object({
  line_item_id: Digits,
  quantity: z.int().nonnegative(),
  subtotal_set: MoneySet,
  total_tax_set: MoneySet,
});

const Adjustment = z.object({
  kind: z.string().nullish(),
  amount_set: MoneySet,
  tax_amount_set: MoneySet,
});

const RefundShipping = z.object({ subtotal_amount_set: MoneySet, tax_amount_set: MoneySet });

const Refund = z.object({
  admin_graphql_api_id: gid("Refund"),
  created_at: Instant,
  processed_at: Instant.nullish(),
  refund_line_items: z.array(RefundLine).default([]),
  refund_shipping_lines: z.array(RefundShipping).default([]),
  order_adjustments: z.array(Adjustment).default([]),
});
export type RefundPayload = z.infer<typeof Refund>;

const ShippingLine = z.object({
  price_set: MoneySet,
  discount_allocations: z.array(Allocation).default([]),
  tax_lines: z.array(TaxLine).default([]),
});

/** Personal data is null where Shopify does not let us see it. */
export const CustomerPayload = z.object({
  admin_graphql_api_id: gid("Customer"),
  first_name: z.string().nullish(),
  last_name: z.string().nullish(),
  email: z.string().nullish(),
  locale: z.string().nullish(),
});
export type CustomerPayload = z.infer<typeof CustomerPayload>;

const Address = z.object({ country_code: z.string().nullish() });
const Fulfillment = z.object({ status: z.string().nullish(), created_at: Instant });

/** orders/create, paid, updated, cancelled: the whole order. */
export const OrderPayload = z.object({
  admin_graphql_api_id: gid("Order"),
  name: z.string(),
  test: z.boolean(),
  source_name: z.string().nullish(),
  currency: z.string(),
  presentment_currency: z.string().nullish(),
  taxes_included: z.boolean(),
  financial_status: z.string().nullish(),
  created_at: Instant,
  processed_at: Instant.nullish(),
  updated_at: Instant,
  cancelled_at: Instant.nullish(),
  customer: CustomerPayload.nullish(),
  customer_locale: z.string().nullish(),
  order_status_url: z.string().nullish(),
  discount_codes: z.array(z.object({ code: z.string() })).default([]),
  /** Separated by commas. */
  tags: z.string().default(""),
  payment_gateway_names: z.array(z.string()).default([]),
  shipping_address: Address.nullish(),
  billing_address: Address.nullish(),
  fulfillment_status: z.string().nullish(),
  fulfillments: z.array(Fulfillment).default([]),
  line_items: z.array(Line),
  shipping_lines: z.array(ShippingLine).default([]),
  refunds: z.array(Refund).default([]),
  total_tip_received: z.string().nullish(),
  total_outstanding: z.string().nullish(),
  subtotal_price_set: MoneySet,
});
export type OrderPayload = z.infer<typeof OrderPayload>;

/** All that must be right about an order's payload. */
export const OrderId = z
  .object({ admin_graphql_api_id: gid("Order") })
  .transform((order) => ({ id: order.admin_graphql_api_id }));

/** refunds/create: which order, and which refund. */
export const RefundNotice = z.object({ admin_graphql_api_id: gid("Refund"), order_id: Digits });

/** orders/edited: ids and deltas only. */
export const EditNotice = z.object({ order_edit: z.object({ order_id: Digits }) });

/**
 * orders/delete and products/delete hold the id alone. Topics are not signed: a message of a whole
 * order, sent again as its deletion, must not pass for one.
 */
export const DeleteNotice = z.object({
  id: Digits,
  admin_graphql_api_id: z.never().optional(),
  created_at: z.never().optional(),
});

/** customers/delete. */
export const CustomerDeleteNotice = z.object({
  id: Digits,
  admin_graphql_api_id: gid("Customer").optional(),
});

/** customer.tags_added and customer.tags_removed. */
export const TagsNotice = z.object({
  customerId: gid("Customer"),
  tags: z.array(z.string()),
  occurredAt: Instant,
});

export const ProductPayload = z.object({
  admin_graphql_api_id: gid("Product"),
  title: z.string(),
  product_type: z.string().nullish(),
  /** Separated by commas. */
  tags: z.string().default(""),
});

export const MergeNotice = z.object({
  admin_graphql_api_customer_kept_id: gid("Customer"),
  admin_graphql_api_customer_deleted_id: gid("Customer"),
  status: z.string(),
});

/** app/uninstalled and shop/update: the shop. */
export const ShopPayload = z.object({
  id: Digits,
  name: z.string(),
  currency: z.string().optional(),
  iana_timezone: z.string().optional(),
});

/** Seen both as a number and as a global id. */
const ShopId = z.preprocess(
  (id) => (typeof id === "string" ? id.replace(/^gid:\/\/shopify\/Shop\//, "") : id),
  Digits,
);
export const ScopesNotice = z.object({ shop_id: ShopId, current: z.array(z.string()) });

export const DataRequest = z.object({
  shop_id: Digits,
  customer: z.object({ id: Digits }),
  data_request: z.object({ id: Digits }),
});

export const CustomerRedaction = z.object({
  shop_id: Digits,
  customer: z.object({ id: Digits }),
  orders_to_redact: z.array(Digits).nullish(),
});

export const ShopRedaction = z.object({ shop_id: Digits });
