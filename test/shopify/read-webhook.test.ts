import { expect, test } from "vitest";
import { readWebhook, TOPICS } from "#app/shopify/read-webhook.ts";
import { anOrder, money } from "#test/shopify/payloads.ts";

const read = (topic: string, body: unknown) =>
  readWebhook(topic, typeof body === "string" ? body : JSON.stringify(body));

test("an order in full is read with exact money and its customer", () => {
  const event = read("orders/updated", anOrder);
  expect(event).toEqual({
    kind: "order",
    complete: true,
    shopifyId: "gid://shopify/Shop/690933842",
    customer: {
      customerId: "gid://shopify/Customer/115310627314723954",
      displayName: "Ada Lovelace",
      email: null,
      locale: "en-GB",
    },
    facts: {
      orderId: "gid://shopify/Order/820982911946154508",
      name: "#1001",
      customerId: "gid://shopify/Customer/115310627314723954",
      test: false,
      channel: "web",
      ...{ country: null, tags: [], gateways: [] },
      pinnedAt: Date.UTC(2026, 10, 21, 17),
      gatewaysAt: Date.UTC(2026, 10, 21, 17),
      currency: "USD",
      presentmentCurrency: "EUR",
      taxesIncluded: false,
      placedAt: Date.UTC(2026, 10, 21, 15),
      paidAt: Date.UTC(2026, 10, 21, 17),
      cancelledAt: null,
      fulfilledAt: null,
      updatedAt: Date.UTC(2026, 10, 21, 17),
      discountCodes: ["Save10"],
      lines: [
        {
          id: "gid://shopify/LineItem/866550311766439020",
          title: "Tea",
          productId: "gid://shopify/Product/788032119674292922",
          variantId: null,
          vendor: null,
          quantity: 2,
          giftCard: false,
          netMinor: 1800n,
          taxMinor: 180n,
        },
      ],
      shippingMinor: 500n,
      shippingTaxMinor: 50n,
      tipMinor: 100n,
      changes: [
        {
          id: "gid://shopify/Refund/5",
          kind: "refund",
          at: Date.UTC(2026, 10, 21, 16),
          lines: [
            {
              lineId: "gid://shopify/LineItem/866550311766439020",
              quantity: -1,
              netMinor: -900n,
              taxMinor: -90n,
            },
          ],
          addedLines: [],
          shippingMinor: -500n,
          shippingTaxMinor: -50n,
          tipMinor: 0n,
          adjustmentMinor: 25n,
        },
      ],
    },
  });
});

test("shipping given back is counted once, whether it has its own lines or not", () => {
  const [refund] = anOrder.refunds;
  const own = { id: 1, subtotal_amount_set: money("5.00"), tax_amount_set: money("0.50") };
  const both = { ...anOrder, refunds: [{ ...refund, refund_shipping_lines: [own] }] };
  expect(changeOf(both)).toMatchObject({ shippingMinor: -500n, shippingTaxMinor: -50n });
  expect(changeOf(anOrder)).toMatchObject({ shippingMinor: -500n, shippingTaxMinor: -50n });
});

test("an order that shows an edit is not complete: pieces that are gone, sums that do not fit", () => {
  const [line] = anOrder.line_items;
  const gone = { ...anOrder, line_items: [{ ...line, current_quantity: 0 }] };
  expect(read("orders/updated", gone)).toMatchObject({ complete: false });
  const more = { ...anOrder, subtotal_price_set: money("9.00") };
  expect(read("orders/updated", more)).toMatchObject({ complete: false });
});

test("an order that is not paid in full is not paid", () => {
  for (const financial_status of ["pending", "authorized", "partially_paid", "voided", null]) {
    expect(read("orders/create", { ...anOrder, financial_status })).toMatchObject({
      facts: { paidAt: null },
    });
  }
  expect(read("orders/create", { ...anOrder, total_outstanding: "3.00" })).toMatchObject({
    facts: { paidAt: null },
  });
});

test("a guest's order, unknown keys and missing lists are no trouble", () => {
  const guest = { ...anOrder, customer: null, refunds: undefined, brand_new_key: { a: 1 } };
  const event = read("orders/create", guest);
  expect(event).toMatchObject({ customer: null, facts: { customerId: null } });
});

test("an order in another shape is read by GraphQL instead", () => {
  const odd = { ...anOrder, line_items: [{ title: 5 }] };
  expect(read("orders/paid", odd)).toEqual({
    kind: "order-touched",
    orderId: "gid://shopify/Order/820982911946154508",
  });
});

test.each([
  [
    "orders/edited",
    `{"order_edit":{"id":78912328793,"order_id":820982911946154508,"line_items":{"additions":[{"id":1,"delta":1}],"removals":[]}}}`,
    { kind: "order-touched", orderId: "gid://shopify/Order/820982911946154508" },
  ],
  [
    "orders/delete",
    `{"id":820982911946154508}`,
    { kind: "order-deleted", orderId: "gid://shopify/Order/820982911946154508" },
  ],
  [
    "refunds/create",
    `{"id":890088186047892319,"order_id":820982911946154508,"admin_graphql_api_id":"gid://shopify/Refund/890088186047892319","refund_line_items":[{"subtotal":195.67}]}`,
    {
      kind: "refund",
      orderId: "gid://shopify/Order/820982911946154508",
      changeId: "gid://shopify/Refund/890088186047892319",
    },
  ],
  [
    "customers/delete",
    `{"id":706405506930370084,"phone":null,"addresses":[],"admin_graphql_api_id":"gid://shopify/Customer/706405506930370084"}`,
    { kind: "customer-deleted", customerId: "gid://shopify/Customer/706405506930370084" },
  ],
  [
    "customers/merge",
    `{"admin_graphql_api_customer_kept_id":"gid://shopify/Customer/1","admin_graphql_api_customer_deleted_id":"gid://shopify/Customer/2","admin_graphql_api_job_id":null,"status":"failed","errors":[]}`,
    {
      ...{ kind: "customers-merged", completed: false },
      ...{ keptId: "gid://shopify/Customer/1", goneId: "gid://shopify/Customer/2" },
    },
  ],
  [
    "customers/merge",
    `{"admin_graphql_api_customer_kept_id":"gid://shopify/Customer/1","admin_graphql_api_customer_deleted_id":"gid://shopify/Customer/2","status":"COMPLETED"}`,
    {
      ...{ kind: "customers-merged", completed: true },
      ...{ keptId: "gid://shopify/Customer/1", goneId: "gid://shopify/Customer/2" },
    },
  ],
  [
    "customer.tags_added",
    `{"customerId":"gid://shopify/Customer/1","tags":["vip"],"occurredAt":"2026-03-01T10:00:00.000Z"}`,
    {
      ...{ kind: "customer-tags", customerId: "gid://shopify/Customer/1" },
      ...{ added: ["vip"], removed: [], at: Date.UTC(2026, 2, 1, 10) },
    },
  ],
  [
    "customer.tags_removed",
    `{"customerId":"gid://shopify/Customer/1","tags":["vip"],"occurredAt":"2026-03-01T10:00:00.000Z"}`,
    {
      ...{ kind: "customer-tags", customerId: "gid://shopify/Customer/1" },
      ...{ added: [], removed: ["vip"], at: Date.UTC(2026, 2, 1, 10) },
    },
  ],
  [
    "products/update",
    `{"id":1,"admin_graphql_api_id":"gid://shopify/Product/1","title":"Tea","product_type":"Leaf","tags":"green, Japan,"}`,
    {
      ...{ kind: "product", productId: "gid://shopify/Product/1", title: "Tea", type: "Leaf" },
      tags: ["green", "Japan"],
    },
  ],
  [
    "products/delete",
    `{"id":1}`,
    { kind: "product-deleted", productId: "gid://shopify/Product/1" },
  ],
  [
    "app/uninstalled",
    `{"id":548380009,"name":"Super Toys","domain":"x"}`,
    { kind: "uninstalled", shopifyId: "gid://shopify/Shop/548380009" },
  ],
  [
    "app/scopes_update",
    `{"id":1,"shop_id":2,"previous":[],"current":["read_orders"],"updated_at":"2026-11-21"}`,
    { kind: "scopes", scopes: ["read_orders"], shopifyId: "gid://shopify/Shop/2" },
  ],
  [
    "shop/update",
    `{"id":2,"name":"Toys","currency":"GBP","iana_timezone":"Europe/London"}`,
    {
      ...{ kind: "shop", shopifyId: "gid://shopify/Shop/2", name: "Toys" },
      ...{ currency: "GBP", timeZone: "Europe/London" },
    },
  ],
  [
    "customers/data_request",
    `{"shop_id":954889,"shop_domain":"x.myshopify.com","orders_requested":[299938],"customer":{"id":191167,"email":"j@example.com","phone":"5"},"data_request":{"id":9999}}`,
    {
      ...{ kind: "data-request", shopifyId: "gid://shopify/Shop/954889" },
      ...{ requestId: "9999", customerId: "gid://shopify/Customer/191167" },
    },
  ],
  [
    "customers/redact",
    `{"shop_id":954889,"shop_domain":"x.myshopify.com","customer":{"id":191167},"orders_to_redact":[299938]}`,
    {
      ...{ kind: "redact-customer", shopifyId: "gid://shopify/Shop/954889" },
      customerId: "gid://shopify/Customer/191167",
      orderIds: ["gid://shopify/Order/299938"],
    },
  ],
  [
    "shop/redact",
    `{"shop_id":954889,"shop_domain":"x.myshopify.com"}`,
    { kind: "redact-shop", shopifyId: "gid://shopify/Shop/954889" },
  ],
])("%s is read, with long ids to the last digit", (topic, body, expected) => {
  expect(read(topic, body)).toEqual(expected);
});

test("bodies that are not what they must be are said to be so, without a word of theirs", () => {
  for (const topic of TOPICS) {
    for (const body of ["", "{", "[]", "null", `{"id":{"email":"ada@example.com"}}`, "\u0000"]) {
      const event = read(topic, body);
      expect(event.kind, `${topic} ${body}`).toBe("unreadable");
      expect(JSON.stringify(event)).not.toContain("example.com");
    }
    expect(readWebhook(topic, null).kind).toBe("unreadable");
  }
  expect(read("carts/create", "{}").kind).toBe("ignored");
  expect(read("toString", "{}").kind).toBe("ignored");
});

function changeOf(order: object) {
  const event = read("orders/updated", order);
  return event.kind === "order" ? event.facts.changes[0] : null;
}
