import { expect, test } from "vitest";

import { aDevShop, aProduct } from "#test/dev-shop/a-shop.ts";

test("an order given to a customer later counts for them, and a merge brings everything along", async () => {
  const shop = await aDevShop();
  const { variantId } = await aProduct(shop, 1395);
  const placed = await shop.commerce.placeOrder({
    ...{ lines: [{ variantId, quantity: 1 }], customerId: null, payment: "paid" },
  });
  if (!placed.ok) throw new Error(placed.reason);
  const { order } = placed;
  const keep = await shop.commerce.createCustomer({ email: "ada@example.com", tags: ["a"] });
  const merged = await shop.commerce.createCustomer({ email: "ada@example.org", tags: ["b"] });
  const context = { kind: "customers" as const, customerIds: [merged.id] };
  const code = await shop.commerce.createDiscount({ ...tenPercent, codes: ["HERS"], context });
  await shop.commerce.setOrderCustomer({ orderId: order.id, customerId: merged.id });

  await shop.commerce.mergeCustomers({ keepId: keep.id, mergeId: merged.id });
  await shop.commerce.runJobs();

  const [kept] = await shop.store.findMany("customer", [keep.id]);
  expect(kept).toMatchObject({ numberOfOrders: 1, amountSpent: 1395, tags: ["a", "b"] });
  expect(await shop.store.find("customer", merged.id)).toBe(null);
  expect((await shop.store.get("order", order.id)).customerId).toBe(keep.id);
  expect((await shop.store.list("order", { customerId: keep.id, limit: 5 })).items).toHaveLength(1);
  expect((await shop.store.get("discount", code.id)).context).toEqual({
    ...context,
    customerIds: [keep.id],
  });
});

test("a person who is redacted leaves orders without name, address or words", async () => {
  const shop = await aDevShop();
  const { variantId } = await aProduct(shop, 1000);
  const ada = await shop.commerce.createCustomer({ email: "ada@example.com", firstName: "Ada" });
  const placed = await shop.commerce.placeOrder({
    ...{ lines: [{ variantId, quantity: 1 }], customerId: ada.id, payment: "paid" },
    note: "Ring at Ada's door",
  });
  if (!placed.ok) throw new Error(placed.reason);

  await shop.commerce.redactCustomer(ada.id);

  const rows = await shop.store.query<{ text: string }>(
    "select doc::text || coalesce(search, '') as text from doc_order union all select doc::text || coalesce(search, '') from doc_customer",
    [],
  );
  expect(rows).toHaveLength(2);
  expect(rows.map(({ text }) => text).join()).not.toMatch(/ada/i);
  expect(await shop.store.findByKey("customer", "ada@example.com")).toBe(null);
});

const tenPercent = {
  title: "Ten percent",
  kind: { type: "percentage", percentage: "0.1", items: { all: true } },
} as const;
