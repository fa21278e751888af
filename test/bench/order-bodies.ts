/** What a bench needs to say of an order; everything else follows from the number. */
export type BenchOrder = { number: number; customer: number; placedAt: Date };

const STATUS = "https://bench.myshopify.com/690933842/orders";

/**
 * The body of an order webhook with every field that Shopify sends: one to three lines, taxes,
 * shipping, addresses. Some 8 KB, of which we use a part.
 */
export function orderBody({ number, customer, placedAt }: BenchOrder): Buffer {
  const at = placedAt.toISOString().replace(/\.\d+Z$/, "+00:00");
  const lines = Array.from({ length: 1 + (number % 3) }, (_, index) => lineOf(number, index));
  const net = lines.reduce((total, { price, quantity }) => total + Number(price) * quantity, 0);
  const order = {
    ...headOf(number, at),
    ...totalsOf(net),
    customer: customerOf(customer, at),
    billing_address: addressOf(customer),
    shipping_address: addressOf(customer),
    discount_applications: [],
    discount_codes: number % 10 === 0 ? [{ code: "SPRING", amount: "0.00", type: "fixed" }] : [],
    fulfillments: [],
    line_items: lines,
    payment_terms: null,
    refunds: [],
    shipping_lines: [shippingOf(number)],
  };
  return Buffer.from(JSON.stringify(order));
}

function headOf(number: number, at: string) {
  const id = 5_000_000_000_000 + number;
  const token = number.toString(16).padStart(32, "a0c4f1");
  return {
    id,
    admin_graphql_api_id: `gid://shopify/Order/${id}`,
    app_id: 580_111,
    browser_ip: "203.0.113.7",
    buyer_accepts_marketing: true,
    cancel_reason: null,
    cancelled_at: null,
    cart_token: token,
    checkout_id: 30_000_000_000 + number,
    checkout_token: token,
    client_details: {
      accept_language: "en-GB,en;q=0.9",
      browser_height: null,
      browser_ip: "203.0.113.7",
      browser_width: null,
      session_hash: null,
      user_agent: "Mozilla/5.0 (iPhone; CPU iPhone OS 26_1 like Mac OS X) Safari/604.1",
    },
    closed_at: null,
    confirmation_number: `R${number}X`,
    confirmed: true,
    contact_email: `shopper-${number}@example.com`,
    created_at: at,
    processed_at: at,
    updated_at: at,
    currency: "USD",
    presentment_currency: "USD",
    customer_locale: "en-GB",
    duties_included: false,
    email: `shopper-${number}@example.com`,
    estimated_taxes: false,
    financial_status: "paid",
    fulfillment_status: null,
    landing_site: "/collections/tea?utm_source=mail&utm_medium=newsletter&utm_campaign=november",
    landing_site_ref: null,
    location_id: null,
    merchant_of_record_app_id: null,
    name: `#${1000 + number}`,
    note: null,
    note_attributes: [],
    number,
    order_number: 1000 + number,
    order_status_url: `${STATUS}/${token}/authenticate?key=${token}`,
    payment_gateway_names: ["shopify_payments"],
    phone: null,
    po_number: null,
    reference: null,
    referring_site: "https://www.example.com/",
    source_identifier: null,
    source_name: "web",
    source_url: null,
    tags: number % 5 === 0 ? "gift, express" : "",
    tax_exempt: false,
    taxes_included: false,
    test: false,
    token,
    user_id: null,
    total_weight: 300,
  };
}

function totalsOf(net: number) {
  const tax = net * 0.19;
  return {
    ...moneyFields("current_subtotal_price", net),
    ...moneyFields("current_total_discounts", 0),
    ...moneyFields("current_total_price", net + tax + 5),
    ...moneyFields("current_total_tax", tax),
    current_total_additional_fees_set: null,
    current_total_duties_set: null,
    original_total_additional_fees_set: null,
    original_total_duties_set: null,
    ...moneyFields("subtotal_price", net),
    ...moneyFields("total_discounts", 0),
    ...moneyFields("total_line_items_price", net),
    ...moneyFields("total_price", net + tax + 5),
    ...moneyFields("total_tax", tax),
    total_shipping_price_set: money(5),
    total_cash_rounding_payment_adjustment_set: money(0),
    total_cash_rounding_refund_adjustment_set: money(0),
    total_outstanding: "0.00",
    total_tip_received: "0.00",
    tax_lines: [taxOf(tax)],
  };
}

function lineOf(number: number, index: number) {
  const id = 14_000_000_000_000 + number * 10 + index;
  const product = 7_000_000_000_000 + ((number * 7 + index) % 400);
  const price = 4 + ((number * 13 + index * 29) % 60) + 0.5;
  const quantity = 1 + ((number + index) % 2);
  return {
    id,
    admin_graphql_api_id: `gid://shopify/LineItem/${id}`,
    attributed_staffs: [],
    current_quantity: quantity,
    fulfillable_quantity: quantity,
    fulfillment_service: "manual",
    fulfillment_status: null,
    gift_card: false,
    grams: 100,
    name: `First flush Darjeeling, garden no. ${product % 400} - 100 g`,
    ...moneyFields("price", price),
    price: price.toFixed(2),
    product_exists: true,
    product_id: product,
    properties: [],
    quantity,
    requires_shipping: true,
    sku: `TEA-${product % 400}-100`,
    taxable: true,
    title: `First flush Darjeeling, garden no. ${product % 400}`,
    ...moneyFields("total_discount", 0),
    variant_id: product + 30_000_000_000_000,
    variant_inventory_management: "shopify",
    variant_title: "100 g",
    vendor: "Leaf & Sons",
    tax_lines: [taxOf(price * quantity * 0.19)],
    duties: [],
    discount_allocations: [],
  };
}

function shippingOf(number: number) {
  return {
    id: 4_000_000_000_000 + number,
    carrier_identifier: null,
    code: "Standard",
    current_discounted_price_set: money(5),
    ...moneyFields("discounted_price", 5),
    is_removed: false,
    phone: null,
    ...moneyFields("price", 5),
    requested_fulfillment_service_id: null,
    source: "shopify",
    title: "Standard",
    tax_lines: [taxOf(0.95)],
    discount_allocations: [],
  };
}

function customerOf(customer: number, at: string) {
  const id = 8_000_000_000_000 + customer;
  return {
    id,
    admin_graphql_api_id: `gid://shopify/Customer/${id}`,
    created_at: at,
    updated_at: at,
    state: "enabled",
    note: null,
    verified_email: true,
    multipass_identifier: null,
    tax_exempt: false,
    email: `customer-${customer}@example.com`,
    first_name: "Ada",
    last_name: `Lovelace ${customer}`,
    phone: null,
    currency: "USD",
    tax_exemptions: [],
    default_address: addressOf(customer),
  };
}

function addressOf(customer: number) {
  return {
    first_name: "Ada",
    last_name: `Lovelace ${customer}`,
    name: `Ada Lovelace ${customer}`,
    company: null,
    address1: `${1 + (customer % 200)} Mincing Lane`,
    address2: null,
    city: "London",
    zip: "EC3R 7AA",
    province: "England",
    province_code: "ENG",
    country: "United Kingdom",
    country_code: "GB",
    phone: null,
    latitude: 51.5107,
    longitude: -0.0817,
  };
}

function taxOf(amount: number) {
  return { title: "VAT", rate: 0.19, channel_liable: false, ...moneyFields("price", amount) };
}

function moneyFields(name: string, amount: number) {
  return { [name]: amount.toFixed(2), [`${name}_set`]: money(amount) };
}

function money(amount: number) {
  const set = { amount: amount.toFixed(2), currency_code: "USD" };
  return { shop_money: set, presentment_money: set };
}
