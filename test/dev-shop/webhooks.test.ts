import { createHmac } from "node:crypto";

import { expect, test } from "vitest";

import { createClock } from "#dev-shop/clock.ts";
import type { DevShop } from "#dev-shop/dev-shop.ts";
import type { Order } from "#dev-shop/order-model.ts";

import { aDevShop, aProduct, aReceiver, noon } from "#test/dev-shop/a-shop.ts";
import type { Receiver } from "#test/dev-shop/a-shop.ts";

test("an order arrives as orders/create and orders/paid, signed over its very bytes", async () => {
  const { shop, receiver } = await aSubscribedShop();
  const order = await anOrder(shop);

  expect(await shop.webhooks.flush()).toEqual({ waiting: 0, delivered: 2, failed: 0, dropped: 0 });

  const [first, second] = receiver.received;
  expect([first, second].map((each) => each?.headers["x-shopify-topic"]).sort()).toEqual([
    "orders/create",
    "orders/paid",
  ]);
  for (const { headers, body } of receiver.received) {
    const signature = createHmac("sha256", "s3cret").update(body).digest("base64");
    expect(headers).toMatchObject({
      "x-shopify-hmac-sha256": signature,
      "x-shopify-shop-domain": "test.myshopify.com",
      "x-shopify-api-version": "2026-10",
      "x-shopify-triggered-at": "2026-06-01T12:00:00.000Z",
    });
  }
  expect(first?.headers["x-shopify-event-id"]).toBe(second?.headers["x-shopify-event-id"]);
  expect(first?.headers["x-shopify-webhook-id"]).not.toBe(second?.headers["x-shopify-webhook-id"]);
  expect(parsed(first)).toMatchObject({
    id: order.id,
    admin_graphql_api_id: `gid://shopify/Order/${String(order.id)}`,
    created_at: "2026-06-01T13:00:00+01:00",
    customer: null,
    currency: "GBP",
    presentment_currency: "EUR",
    total_price: "13.95",
    total_price_set: {
      shop_money: { amount: "13.95", currency_code: "GBP" },
      presentment_money: { amount: "16.32", currency_code: "EUR" },
    },
    order_status_url: expect.stringContaining(`test.myshopify.com/${String(shop.shop.id)}/orders/`),
    line_items: [{ price: "10.00", discount_allocations: [], current_quantity: 1 }],
  });
});

test("an order that is paid later says so once, and what follows has the topics of its kind", async () => {
  const { shop, receiver } = await aSubscribedShop();
  const order = await anOrder(shop, "pending");
  await shop.commerce.markAsPaid({ orderId: order.id });
  const cup = await aProduct(shop, 500);
  await shop.commerce.editOrder({
    orderId: order.id,
    add: [{ variantId: cup.variantId, quantity: 2 }],
  });
  const lineId = order.lines[0]?.id ?? 0;
  await shop.commerce.refund({
    orderId: order.id,
    lines: [{ lineId, quantity: 1 }],
    shipping: "full",
  });
  await shop.commerce.cancel({ orderId: order.id });
  await shop.commerce.deleteOrder({ orderId: order.id });
  shop.webhooks.set({ concurrency: 1 });
  await shop.webhooks.flush();

  const topics = receiver.received.map(({ headers }) => headers["x-shopify-topic"]);
  expect(topics).toEqual([
    ...["orders/create", "orders/paid", "orders/updated"],
    ...["orders/edited", "orders/updated"],
    ...["refunds/create", "orders/updated"],
    ...["orders/cancelled", "refunds/create", "orders/updated"],
    "orders/delete",
  ]);
  expect(bodyOf(receiver, "orders/edited")).toMatchObject({
    order_edit: { order_id: order.id, line_items: { additions: [{ delta: 2 }], removals: [] } },
  });
  expect(bodyOf(receiver, "refunds/create")).toMatchObject({
    order_id: order.id,
    refund_line_items: [
      { quantity: 1, subtotal: 10, subtotal_set: { shop_money: { amount: "10.00" } } },
    ],
    refund_shipping_lines: [{ subtotal_amount_set: { shop_money: { amount: "3.95" } } }],
    order_adjustments: [],
  });
  expect(bodyOf(receiver, "orders/delete")).toEqual({ id: order.id });
});

test("what fails is tried eight times more over four hours, with the original body, and then given up", async () => {
  const clock = createClock(noon);
  const { shop, receiver } = await aSubscribedShop(clock);
  receiver.answerWith(302);
  const order = await anOrder(shop, "pending");
  await shop.webhooks.flush();
  await shop.commerce.updateOrder({ orderId: order.id, note: "changed since" });

  for (let minute = 0; minute <= 241; minute += 1) {
    await deliverDue(shop);
    clock.advance(60_000);
  }

  const created = receiver.received.filter(
    ({ headers }) => headers["x-shopify-topic"] === "orders/create",
  );
  expect(created).toHaveLength(9);
  expect(new Set(created.map(({ body }) => body.toString())).size).toBe(1);
  expect(new Set(created.map(({ headers }) => headers["x-shopify-webhook-id"])).size).toBe(1);
  expect(await shop.webhooks.counts()).toMatchObject({ failed: 2, waiting: 0 });
});

test("duplicates carry the same id, drops never come, and one seed gives one disorder", async () => {
  const runs = [];
  for (let run = 0; run < 2; run += 1) {
    const { shop, receiver } = await aSubscribedShop();
    shop.webhooks.set({ duplicates: 0.5, drops: 0.2, shuffle: true, concurrency: 1, seed: 7 });
    for (let i = 0; i < 10; i += 1) await anOrder(shop, "pending");
    const counts = await shop.webhooks.flush();
    const names = receiver.received.map((each) => parsed(each)["name"]);
    runs.push(names);
    expect(counts.delivered + counts.dropped).toBe(10);
    expect(counts.dropped).toBeGreaterThan(0);
    expect(names.length).toBeGreaterThan(new Set(names).size);
    expect(names).not.toEqual([...names].sort());
  }
  expect(runs[0]).toEqual(runs[1]);
});

test("held webhooks wait, released ones go out by themselves", async () => {
  const { shop, receiver } = await aSubscribedShop();
  shop.webhooks.hold();
  shop.webhooks.start();
  await anOrder(shop);
  await new Promise((resolve) => setTimeout(resolve, 200));
  expect(receiver.received).toHaveLength(0);

  shop.webhooks.release();
  await expect.poll(() => receiver.received.length).toBe(2);
});

test("a merge is told of when asked for and when done; an uninstall ends all but the privacy topics", async () => {
  const receiver = await aReceiver();
  const shop = await aDevShop({ appUrl: receiver.url });
  shop.app.toml = {
    webhooks: {
      api_version: "2026-10",
      subscriptions: [
        { topics: ["app/uninstalled", "customers/merge"], uri: "/hooks", name: "app" },
        { topics: ["orders/updated"], uri: "/hooks", include_fields: ["id", "customer.id"] },
        { compliance_topics: ["shop/redact", "customers/redact"], uri: "/privacy" },
      ],
    },
  };
  await shop.commerce.install({ scopes: ["read_orders"] });
  const [keep, merge] = [
    await shop.commerce.createCustomer({ email: "a@example.com" }),
    await shop.commerce.createCustomer({ email: "b@example.com" }),
  ];
  await shop.commerce.mergeCustomers({ keepId: keep.id, mergeId: merge.id });
  await shop.commerce.runJobs();
  const order = await anOrder(shop);
  await shop.commerce.updateOrder({ orderId: order.id, tags: ["x"] });
  await shop.commerce.uninstall();
  await shop.commerce.updateOrder({ orderId: order.id, tags: [] });
  await shop.commerce.redactShop();
  shop.webhooks.set({ concurrency: 1 });
  await shop.webhooks.flush();

  const bodies = receiver.received.map((each) => [each.headers["x-shopify-topic"], parsed(each)]);
  expect(bodies).toMatchObject([
    ["customers/merge", { status: "in_progress" }],
    [
      "customers/merge",
      { status: "completed", admin_graphql_api_customer_kept_id: gidOf(keep.id) },
    ],
    ["orders/updated", { id: order.id }],
    ["app/uninstalled", { id: shop.shop.id }],
    ["shop/redact", { shop_id: shop.shop.id, shop_domain: "test.myshopify.com" }],
  ]);
  expect(Object.keys(bodies[2]?.[1] ?? {})).toEqual(["id", "customer"]);
  expect(receiver.received[0]?.headers["x-shopify-name"]).toBe("app");
});

test("nothing is queued by what was refused, and everything by what was done", async () => {
  const { shop } = await aSubscribedShop();
  const order = await anOrder(shop);
  await shop.commerce.refund({ orderId: order.id, amount: 1_000_000 });
  await shop.commerce.cancel({ orderId: 1 });
  expect((await shop.webhooks.counts()).waiting).toBe(2);
});

async function aSubscribedShop(clock = createClock(noon)) {
  const receiver = await aReceiver();
  const shop = await aDevShop({ appUrl: receiver.url, clock });
  await shop.commerce.install({ scopes: ["read_orders"] });
  return { shop, receiver };
}

async function anOrder(shop: DevShop, payment: "paid" | "pending" = "paid"): Promise<Order> {
  const { variantId } = await aProduct(shop, 1000);
  const placed = await shop.commerce.placeOrder({
    ...{ lines: [{ variantId, quantity: 1 }], customerId: null, payment },
    ...{ shippingCode: "standard", presentmentCurrency: "EUR" },
  });
  if (!placed.ok) throw new Error(placed.reason);
  return placed.order;
}

/** What the background does at a tick, without waiting for one. */
async function deliverDue(shop: DevShop) {
  const due = await shop.store.query<{ n: number }>(
    "select count(*)::int n from webhook_delivery where state = 'waiting' and due_at <= $1",
    [shop.clock.now().toISOString()],
  );
  if ((due[0]?.n ?? 0) > 0) await shop.webhooks.flush();
}

function parsed(received: Receiver["received"][number] | undefined): Record<string, unknown> {
  return JSON.parse(received?.body.toString() ?? "{}") as Record<string, unknown>;
}

function bodyOf(receiver: Receiver, topic: string) {
  return parsed(receiver.received.find(({ headers }) => headers["x-shopify-topic"] === topic));
}

function gidOf(customerId: number) {
  return `gid://shopify/Customer/${String(customerId)}`;
}
