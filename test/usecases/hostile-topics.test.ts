import { expect, test } from "vitest";
import { readWebhook } from "#app/shopify/read-webhook.ts";
import { anOrder } from "#test/shopify/payloads.ts";

const read = (topic: string, body: unknown) => readWebhook(topic, JSON.stringify(body));

test("the body of one topic under the name of another deletes nothing", () => {
  const order = { id: 820982911946154508n.toString(), ...anOrder };
  const customer = {
    id: 115310627314723954n.toString(),
    admin_graphql_api_id: "gid://shopify/Customer/115310627314723954",
    created_at: "2026-11-21T10:00:00-05:00",
  };
  const product = { id: 7, admin_graphql_api_id: "gid://shopify/Product/7", created_at: "2026" };
  for (const body of [order, customer, product]) {
    expect(read("orders/delete", body).kind).toBe("unreadable");
    expect(read("products/delete", body).kind).toBe("unreadable");
  }
  for (const body of [order, product]) {
    expect(read("customers/delete", body).kind).toBe("unreadable");
  }
  const gone = { id: 1, admin_graphql_api_id: "gid://shopify/Customer/1", phone: null };
  expect(read("orders/delete", gone).kind).toBe("unreadable");
  expect(read("customers/delete", gone).kind).toBe("customer-deleted");
  expect(read("orders/delete", { id: 1 })).toEqual({
    kind: "order-deleted",
    orderId: "gid://shopify/Order/1",
  });
});
