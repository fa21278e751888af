import { expect, test } from "vitest";
import { ShopifyUnavailable } from "#app/shopify/errors.ts";
import type { CodeWish } from "#app/shopify/gateway.ts";
import { setProtectedData } from "#dev-shop/auth/installation.ts";
import type { FaultKind } from "#dev-shop/faults.ts";
import { anInstalledLaurel } from "#test/shopify/a-laurel.ts";

test("the shop is known by name, currency, time zone and granted scopes", async () => {
  const { gateway, devShop } = await anInstalledLaurel();
  const shop = await gateway.getShop();
  expect(shop).toMatchObject({
    shopifyId: `gid://shopify/Shop/${devShop.shop.id}`,
    name: "Dev Shop",
    currency: "GBP",
    timeZone: "Europe/London",
  });
  expect(shop.grantedScopes).toContain("write_discounts");
});

const items = { products: [], collections: [] };

test.each<CodeWish["gives"]>([
  { kind: "amount-off", amount: "10", items },
  { kind: "percentage-off", percent: "12.5", items },
  { kind: "free-shipping" },
])(
  "a code is made, taken the second time, found as ours, and deactivated ($kind)",
  async (gives) => {
    const { gateway, devShop } = await anInstalledLaurel();
    const ada = await devShop.commerce.createCustomer({ email: "ada@example.com" });
    const wish = aWish(ada.id, { gives, minimumOrder: "25.00" });

    const created = await gateway.createDiscountCode(wish);
    expect(created).toMatchObject({ ok: true });
    expect(await gateway.createDiscountCode(wish)).toEqual({ ok: false, reason: "taken" });
    const found = await gateway.findDiscountCode({ ...wish, code: wish.code.toLowerCase() });
    expect(found).toEqual({
      discountId: created.ok ? created.discountId : "",
      title: wish.title,
      active: true,
      customerIds: [wish.customerId],
      sameValue: true,
      usageCount: 0,
    });

    expect(await gateway.deactivateDiscount(found?.discountId ?? "")).toBe(true);
    expect(await gateway.deactivateDiscount(found?.discountId ?? "")).toBe(true);
    expect(await gateway.findDiscountCode(wish)).toMatchObject({ active: false });
  },
);

test("a code of another kind, value, minimum or use is not taken for ours", async () => {
  const { gateway, devShop } = await anInstalledLaurel();
  const ada = await devShop.commerce.createCustomer({ email: "ada@example.com" });
  const wish = aWish(ada.id, {
    gives: { kind: "amount-off", amount: "10", items },
    minimumOrder: "25",
  });
  await gateway.createDiscountCode(wish);

  const others: Partial<CodeWish>[] = [
    { gives: { kind: "amount-off", amount: "10.01", items } },
    { gives: { kind: "percentage-off", percent: "10", items } },
    { gives: { kind: "free-shipping" } },
    { minimumOrder: null },
    { minimumOrder: "25.01" },
  ];
  for (const other of others) {
    const found = await gateway.findDiscountCode({ ...wish, ...other });
    expect(found?.sameValue, JSON.stringify(other)).toBe(false);
  }
  expect(await gateway.findDiscountCode(wish)).toMatchObject({ sameValue: true });
  expect(await gateway.findDiscountCode({ ...wish, code: "NO-SUCH-CODE" })).toBeNull();
});

test("what Shopify will never accept is refused, with its reason", async () => {
  const { gateway, devShop } = await anInstalledLaurel();
  const ada = await devShop.commerce.createCustomer({ email: "ada@example.com" });
  const wish = aWish(ada.id, { endsAt: Date.UTC(2020, 0, 1) });
  const refused = await gateway.createDiscountCode(wish);
  expect(refused).toMatchObject({ ok: false, reason: "refused" });
  expect(refused).toHaveProperty("detail", expect.stringContaining("Ends at"));
  const nobody = aWish(999_999, {});
  expect(await gateway.createDiscountCode(nobody)).toMatchObject({ ok: false, reason: "refused" });
});

test("a discount that is gone can no longer be used", async () => {
  const { gateway } = await anInstalledLaurel();
  expect(await gateway.deactivateDiscount("gid://shopify/DiscountCodeNode/1")).toBe(true);
});

test.each<FaultKind>([
  "error-before",
  "server-error",
  "error-after",
  "lost-answer",
  "too-many-requests",
  "timeout",
  "timeout-after",
])("after %s the outcome is unknown, and asking again finds out", async (kind) => {
  const { gateway, devShop } = await anInstalledLaurel({ timeoutMs: 700 });
  const ada = await devShop.commerce.createCustomer({ email: "ada@example.com" });
  const wish = aWish(ada.id, {});
  devShop.faults.next({ kind, operation: "CreateBasicCode" });

  const failure = await gateway.createDiscountCode(wish).catch((error: unknown) => error);
  expect(failure).toBeInstanceOf(ShopifyUnavailable);
  expect((failure as ShopifyUnavailable).retryAfterMs).toBe(2000);
  const done = ["error-after", "lost-answer", "timeout-after"].includes(kind);
  const second = await gateway.createDiscountCode(wish);
  expect(second).toMatchObject(done ? { ok: false, reason: "taken" } : { ok: true });
  expect(await gateway.findDiscountCode(wish)).toMatchObject({
    sameValue: true,
    title: wish.title,
  });
});

test("throttled once, the call waits and succeeds; a fresh token refused is tried again later", async () => {
  const { gateway, devShop } = await anInstalledLaurel();
  devShop.faults.next({ kind: "throttled", operation: "Shop" });
  expect((await gateway.getShop()).currency).toBe("GBP");
  devShop.faults.next({ kind: "token-revoked", operation: "Shop", times: 2 });
  const failure = await gateway.getShop().catch((error: unknown) => error);
  expect(failure).toBeInstanceOf(ShopifyUnavailable);
  expect((failure as ShopifyUnavailable).retryAfterMs).toBe(600_000);
  expect((await gateway.getShop()).currency).toBe("GBP");
});

test("metafields are written 25 at a time; one that is refused holds up no other", async () => {
  const { gateway, devShop } = await anInstalledLaurel();
  const customers = await devShop.commerce.batch(({ createCustomers }) =>
    createCustomers(Array.from({ length: 30 }, (_, n) => ({ email: `c${n}@example.com` }))),
  );
  const ids = customers.map(({ id }) => `gid://shopify/Customer/${id}`);
  const values = ids.map((customerId, n) => ({ customerId, json: `{"v":1,"points":${n}}` }));
  values[7] = { customerId: "gid://shopify/Customer/424242", json: `{"v":1}` };
  values[28] = { customerId: ids[28] ?? "", json: "no json" };

  const results = await gateway.writeMemberMetafields(values);
  expect(results.map(({ customerId }) => customerId)).toEqual(values.map((v) => v.customerId));
  const outcomes = results.map(({ outcome }) => outcome);
  expect(outcomes.filter((outcome) => outcome === "written")).toHaveLength(28);
  expect([outcomes[7], outcomes[28]]).toEqual(["gone", "refused"]);
});

test("customers are read with what we may see of them, and no more is needed", async () => {
  const { gateway, devShop } = await anInstalledLaurel();
  const ada = await devShop.commerce.createCustomer({
    ...{ email: "ada@example.com", firstName: "Ada", lastName: "Lovelace" },
  });
  const customerId = `gid://shopify/Customer/${ada.id}`;
  expect(await gateway.findCustomer(customerId)).toMatchObject({
    ...{ customerId, displayName: "Ada Lovelace", email: "ada@example.com" },
  });
  expect(await gateway.findCustomer("gid://shopify/Customer/424242")).toBeNull();
  await setProtectedData(devShop, { level: 1, fields: [] });
  expect(await gateway.findCustomer(customerId)).toMatchObject({ displayName: null, email: null });
  await setProtectedData(devShop, { level: 0, fields: [] });
  await expect(gateway.findCustomer(customerId)).rejects.toThrow("ACCESS_DENIED");
});

test("products come with tags and collections; those that are gone are left out", async () => {
  const { gateway, devShop } = await anInstalledLaurel();
  const { commerce } = devShop;
  const teas = await commerce.createCollection({ title: "Teas" });
  const product = await commerce.createProduct({
    ...{ title: "Sencha", tags: ["green", "Japan"], productType: "Tea", collectionIds: [teas.id] },
  });
  const productId = `gid://shopify/Product/${product.id}`;
  expect(await gateway.listProducts([productId, "gid://shopify/Product/424242"])).toEqual([
    {
      productId,
      title: "Sencha",
      tags: ["green", "Japan"],
      type: "Tea",
      collections: [`gid://shopify/Collection/${teas.id}`],
    },
  ]);
  expect(await gateway.listProducts([])).toEqual([]);
});

let codes = 0;

function aWish(customer: number, wish: Partial<CodeWish>): CodeWish {
  codes += 1;
  return {
    code: `LRL-TEST-${codes}`,
    redemptionId: "4b1c",
    title: "10 off (4b1c)",
    customerId: `gid://shopify/Customer/${customer}`,
    gives: { kind: "amount-off", amount: "10.00", items },
    minimumOrder: null,
    standing: false,
    startsAt: Date.UTC(2026, 5, 1),
    endsAt: Date.UTC(2026, 8, 1),
    combinesWith: { orderDiscounts: false, productDiscounts: true, shippingDiscounts: true },
    ...wish,
  };
}
