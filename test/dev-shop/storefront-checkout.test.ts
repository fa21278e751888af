import { expect, test } from "vitest";

import type { DevShop } from "#dev-shop/dev-shop.ts";
import type { Discount } from "#dev-shop/model.ts";

import { aProduct } from "#test/dev-shop/a-shop.ts";
import { aCustomer, aStorefront } from "#test/dev-shop/a-storefront.ts";
import type { Visitor } from "#test/dev-shop/a-storefront.ts";

const fields = { email: "ada@example.com", country_code: "GB", shipping: "standard" };

test("from the product page to the order status page, paid at once", async () => {
  const { devShop, visit } = await aStorefront();
  const product = await aProduct(devShop, 2000, { title: "Teapot" });
  const visitor = visit();

  const added = await visitor.post("/cart/add", { id: String(product.variantId), quantity: "2" });
  expect(added.location).toBe("/cart");
  expect((await visitor.get("/cart")).text).toContain("£40.00");
  const placed = await visitor.post("/checkout", { ...fields, action: "pay-now" });
  const status = await visitor.get(placed.location ?? "");

  expect(status.text).toContain("Thank you");
  expect(status.text).toContain("2 × Teapot");
  expect(status.text).toContain("£43.95 GBP");
  expect((await visitor.get("/cart.js")).text).toContain('"item_count":0');
  const { items } = await devShop.store.list("order", { limit: 5 });
  expect(items[0]).toMatchObject({ financialStatus: "PAID", email: "ada@example.com" });
});

test("a link applies a code in any case, and the order names it", async () => {
  const { devShop, visit } = await aStorefront();
  const { visitor, ada } = await signedInWithTeapot(devShop, visit());
  await fiveOff(devShop, { context: { kind: "customers", customerIds: [ada.id] } });

  const linked = await visitor.get("/discount/club-5?redirect=/cart");
  expect(linked.location).toBe("/cart");
  const checkout = await visitor.get("/checkout");
  expect(checkout.text).toMatch(/<strong>club-5<\/strong>[\s\S]*−£5\.00/);
  const placed = await visitor.post("/checkout", { ...fields, action: "pay-now" });

  expect((await visitor.get(placed.location ?? "")).text).toMatch(/club-5<\/strong> −£5\.00/i);
});

test("a code for somebody else is refused with the reason, in the buyer's language", async () => {
  const { devShop, visit } = await aStorefront();
  const { visitor } = await signedInWithTeapot(devShop, visit());
  const other = await aCustomer(devShop);
  await fiveOff(devShop, { context: { kind: "customers", customerIds: [other.id] } });

  const applied = await visitor.post("/checkout", {
    ...fields,
    action: "apply-code",
    code: "CLUB-5",
  });
  expect(applied.text).toContain("This code is for another customer.");
  const chinese = await visitor.get("/zh-cn/checkout");
  expect(chinese.text).toContain("该优惠码属于其他顾客。");
  const paid = await visitor.post("/checkout", { ...fields, action: "pay-now" });
  expect(paid.status).toBe(422);
  expect(paid.text).toContain("Remove it to go on");

  await visitor.post("/checkout", { ...fields, action: "remove-code:CLUB-5" });
  const again = await visitor.post("/checkout", { ...fields, action: "pay-later" });
  expect(again.status).toBe(303);
  const { items } = await devShop.store.list("order", { limit: 5 });
  expect(items[0]).toMatchObject({ financialStatus: "PENDING", discountCodes: [] });
});

test("paying in another currency, with a tip, keeps both amounts", async () => {
  const { devShop, visit } = await aStorefront();
  const { visitor } = await signedInWithTeapot(devShop, visit());

  const other = { ...fields, currency: "EUR", tip: "2.50" };
  expect((await visitor.post("/checkout", { ...other, action: "update" })).text).toContain(
    "€23,40",
  );
  await visitor.post("/checkout", { ...other, action: "pay-now" });

  const { items } = await devShop.store.list("order", { limit: 5 });
  expect(items[0]).toMatchObject({
    presentmentCurrency: "EUR",
    tip: { presentment: 250 },
    totals: { subtotal: { shop: 2000, presentment: 2340 } },
  });
});

test("a wrong e-mail or tip is said so and nothing is ordered", async () => {
  const { devShop, visit } = await aStorefront();
  const { visitor } = await signedInWithTeapot(devShop, visit());
  const wrong = { ...fields, email: "nobody", tip: "<script>", action: "pay-now" };
  const answer = await visitor.post("/checkout", wrong);

  expect(answer.status).toBe(422);
  expect(answer.text).toContain("Enter a valid e-mail address.");
  expect(answer.text).toContain("&lt;script&gt;");
  expect(answer.text).not.toContain('value="<script>');
  expect(await devShop.store.count("order", {})).toBe(0);
});

test("scripts add to the cart, change it, clear it, and are told what is not there", async () => {
  const { devShop, visit } = await aStorefront();
  const product = await aProduct(devShop, 1000);
  const visitor = visit();
  const id = String(product.variantId);

  expect(cartOf((await visitor.post("/cart/add.js", { id, quantity: "3" })).text)).toEqual([
    3, 3000,
  ]);
  expect(
    cartOf((await visitor.post("/cart/change.js", { line: "1", quantity: "1" })).text),
  ).toEqual([1, 1000]);
  expect((await visitor.post("/cart/add.js", { id: "99" })).status).toBe(422);
  expect((await visitor.post("/cart/add.js", { id, quantity: "-1" })).status).toBe(422);
  expect(cartOf((await visitor.post("/cart/clear.js")).text)).toEqual([0, 0]);
});

test("a link leads nowhere but into the shop", async () => {
  const { visit } = await aStorefront();
  for (const path of ["https://evil.example", "//evil.example", "/\\evil.example"]) {
    const answer = await visit().get(`/discount/X?redirect=${encodeURIComponent(path)}`);
    expect(answer.location).toBe("/");
  }
});

test("a tampered cookie is nobody's", async () => {
  const { devShop, visit } = await aStorefront();
  const ada = await aCustomer(devShop);
  const forged = Buffer.from(String(ada.id)).toString("base64url");
  const cookie = `dev_shop_customer=${forged}.AAAA`;
  const answer = await visit().request("/account", { headers: { cookie } });
  expect(answer.location).toContain("/account/login");
});

test("the account lists the customer's orders, and nobody else's page shows them", async () => {
  const { devShop, visit } = await aStorefront();
  const { visitor, ada } = await signedInWithTeapot(devShop, visit());
  await visitor.post("/checkout", { ...fields, email: ada.email ?? "", action: "pay-now" });

  expect((await visitor.get("/account")).text).toContain("Paid");
  expect((await visit().get("/account")).location).toContain("/account/login");
  await visitor.get("/account/logout");
  expect((await visitor.get("/account")).location).toContain("/account/login");
});

async function signedInWithTeapot(devShop: DevShop, visitor: Visitor) {
  const ada = await aCustomer(devShop);
  const product = await aProduct(devShop, 2000, { title: "Teapot" });
  await visitor.get(`/dev/sign-in?customer=${String(ada.id)}`);
  await visitor.post("/cart/add", { id: String(product.variantId) });
  return { visitor, ada };
}

function fiveOff(devShop: DevShop, more: Partial<Discount>): Promise<Discount> {
  return devShop.commerce.createDiscount({
    kind: { type: "amount", amount: 500, onEachItem: false, items: { all: true } },
    title: "Five off",
    ...more,
    codes: ["CLUB-5"],
  });
}

function cartOf(text: string): [number, number] {
  const cart = JSON.parse(text) as { item_count: number; total_price: number };
  return [cart.item_count, cart.total_price];
}
