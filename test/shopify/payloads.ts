/** Money as payloads carry it; the other currency must not matter. */
export function money(amount: string, presentment = "9.99") {
  return {
    shop_money: { amount, currency_code: "USD" },
    presentment_money: { amount: presentment, currency_code: "EUR" },
  };
}

/**
 * A payload of orders/updated with all that counts: discounts, taxes, shipping, a tip, a refund.
 */
export const anOrder = {
  admin_graphql_api_id: "gid://shopify/Order/820982911946154508",
  name: "#1001",
  test: false,
  source_name: "web",
  currency: "USD",
  presentment_currency: "EUR",
  taxes_included: false,
  financial_status: "partially_refunded",
  created_at: "2026-11-21T10:00:00-05:00",
  processed_at: "2026-11-21T10:00:00-05:00",
  updated_at: "2026-11-21T12:00:00-05:00",
  cancelled_at: null,
  customer_locale: "en-GB",
  customer: {
    admin_graphql_api_id: "gid://shopify/Customer/115310627314723954",
    first_name: "Ada",
    last_name: "Lovelace",
    email: null,
  },
  order_status_url: "https://x.myshopify.com/690933842/orders/123456abcd/authenticate?key=a",
  discount_codes: [{ code: "Save10", amount: "2.00", type: "percentage" }],
  subtotal_price_set: money("18.00"),
  total_tip_received: "1.00",
  total_outstanding: "0.00",
  line_items: [
    {
      admin_graphql_api_id: "gid://shopify/LineItem/866550311766439020",
      title: "Tea",
      product_id: "788032119674292922",
      variant_id: null,
      quantity: 2,
      current_quantity: 1,
      gift_card: false,
      price_set: money("10.00"),
      discount_allocations: [{ amount: "2.00", amount_set: money("2.00") }],
      tax_lines: [{ price_set: money("1.20") }, { price_set: money("0.60") }],
    },
  ],
  shipping_lines: [
    {
      price_set: money("6.00"),
      discount_allocations: [{ amount_set: money("1.00") }],
      tax_lines: [{ price_set: money("0.50") }],
    },
  ],
  refunds: [
    {
      admin_graphql_api_id: "gid://shopify/Refund/5",
      created_at: "2026-11-21T11:00:00-05:00",
      processed_at: "2026-11-21T11:00:00-05:00",
      refund_line_items: [
        {
          line_item_id: "866550311766439020",
          quantity: 1,
          subtotal: 9,
          subtotal_set: money("9.00"),
          total_tax_set: money("0.90"),
        },
      ],
      order_adjustments: [
        {
          kind: "shipping_refund",
          amount_set: money("-5.00"),
          tax_amount_set: money("-0.50"),
        },
        {
          kind: "refund_discrepancy",
          amount_set: money("0.25"),
          tax_amount_set: money("0.00"),
        },
      ],
      refund_shipping_lines: [] as object[],
    },
  ],
};
