import { expect, test } from "vitest";

import type { PlaceOrder } from "#dev-shop/commerce/order-inputs.ts";
import type { DevShop } from "#dev-shop/dev-shop.ts";
import type { Order } from "#dev-shop/order-model.ts";

import { aProduct } from "#test/dev-shop/a-shop.ts";
import { aCustomer, aStorefront } from "#test/dev-shop/a-storefront.ts";

test("what people typed is printed as text, never as markup", async () => {
  const { devShop, visit } = await aStorefront();
  const evil = `"><img src=x onerror=alert(1)>`;
  const customer = await aCustomer(devShop, { firstName: evil, tags: [evil] });
  const order = await anOrder(devShop, { customerId: customer.id, note: evil });
  const staff = visit();
  const paths = [
    "/admin/customers",
    `/admin/customers/${String(customer.id)}`,
    `/admin/customers?q=${encodeURIComponent(evil)}`,
    `/admin/orders/${String(order.id)}?message=${encodeURIComponent(evil)}`,
    `/account/login?q=${encodeURIComponent(evil)}`,
  ];
  for (const path of paths) {
    const { status, text } = await staff.get(path);
    expect([path, status]).toEqual([path, 200]);
    expect(text).not.toContain("<img src=x");
  }
});

test("a refund is by quantity or by amount, and too much is refused", async () => {
  const { devShop, visit } = await aStorefront();
  const order = await anOrder(devShop);
  const staff = visit();
  const path = `/admin/orders/${String(order.id)}`;
  const line = `quantity-${String(order.lines[0]?.id)}`;

  const first = await staff.post(`${path}/refund`, { [line]: "1", note: "Broken" });
  expect(first.location).toContain("message=Refunded");
  await staff.post(`${path}/refund`, { amount: "2.50" });
  const tooMuch = await staff.post(`${path}/refund`, { amount: "999.00" });
  expect(decodeURIComponent(tooMuch.location ?? "")).toContain("more than was paid");
  const wrong = await staff.post(`${path}/refund`, { amount: "ten" });
  expect(wrong.location).toContain("problem=");

  const now = await devShop.store.get("order", order.id);
  expect(now.totals.refunded.shop).toBe(2250);
  expect(now.refunds[0]?.note).toBe("Broken");
  expect((await staff.get(path)).text).toContain("partially refunded");
});

test("an order is edited, marked as paid and cancelled", async () => {
  const { devShop, visit } = await aStorefront();
  const order = await anOrder(devShop, { payment: "pending" });
  const other = await aProduct(devShop, 700);
  const staff = visit();
  const path = `/admin/orders/${String(order.id)}`;
  const line = `quantity-${String(order.lines[0]?.id)}`;

  await staff.post(`${path}/edit`, {
    [line]: "1",
    variant: String(other.variantId),
    "add-quantity": "2",
  });
  const edited = await devShop.store.get("order", order.id);
  expect(edited.lines.map(({ currentQuantity }) => currentQuantity)).toEqual([1, 2]);
  await staff.post(`${path}/pay`);
  expect((await devShop.store.get("order", order.id)).financialStatus).toBe("PAID");
  await staff.post(`${path}/cancel`, { reason: "CUSTOMER", refund: "on" });
  expect(await devShop.store.get("order", order.id)).toMatchObject({
    cancelReason: "CUSTOMER",
    financialStatus: "REFUNDED",
  });
});

test("customers are found, merged, and erased", async () => {
  const { devShop, visit } = await aStorefront();
  const ada = await aCustomer(devShop, { firstName: "Ada", email: "ada@example.com" });
  await aCustomer(devShop, { firstName: "Bob", email: "bob@example.com" });
  const staff = visit();

  const found = await staff.get("/admin/customers?q=bob");
  expect(found.text).toContain("bob@example.com");
  expect(found.text).not.toContain("ada@example.com");
  const path = `/admin/customers/${String(ada.id)}`;
  const merged = await staff.post(`${path}/merge`, { other: "BOB@example.com" });
  expect(merged.location).toContain("message=");
  expect((await staff.get("/admin/customers?q=bob@example.com")).text).toContain("Nothing matches");
  await staff.post(`${path}/redact`);
  expect((await devShop.store.get("customer", ada.id)).redactedAt).not.toBeNull();
  expect((await staff.get("/account/login")).text).not.toContain("Ada");
});

test("a deactivated discount no longer applies", async () => {
  const { devShop, visit } = await aStorefront();
  const discount = await devShop.commerce.createDiscount({
    kind: { type: "percentage", percentage: "0.1", items: { all: true } },
    title: "Ten",
    codes: ["TEN"],
  });
  const product = await aProduct(devShop, 1000);
  const path = `/admin/discounts/${String(discount.id)}`;
  expect((await visit().get(path)).text).toContain("10 %");

  await visit().post(`${path}/deactivate`);

  const lines = [{ variantId: product.variantId, quantity: 1 }];
  const priced = await devShop.commerce.priceCart({ lines, customerId: null, codes: ["TEN"] });
  expect(priced.codes[0]).toMatchObject({ applied: false, refusal: "expired" });
  expect((await visit().get("/admin/discounts")).text).toContain("expired");
});

test("the theme editor switches embeds on and off, with settings, by deep link", async () => {
  const { visit } = await aStorefront();
  const staff = visit();
  const editor = "/admin/themes/current/editor";
  const linked = await staff.get(`${editor}?context=apps&activateAppId=client/badge`);
  expect(linked.text).toMatch(/card--linked" id="badge"/);

  const badge = { extension: "club", block: "badge" };
  await staff.post(`${editor}/add`, badge);
  await staff.post(`${editor}/save`, {
    ...badge,
    id: "badge_embed",
    "setting-tone": "very <loud>",
    "setting-size": "99",
    "setting-side": "up",
  });

  const { text } = await staff.get(editor);
  expect(text).toContain('value="very &lt;loud&gt;"');
  expect(text).toMatch(/name="setting-size"\s+type="number"\s+value="9"/);
  expect(text).toMatch(/value="left"\s+selected/);
  expect((await staff.get("/")).text).toContain("club-badge");
  await staff.post(`${editor}/remove`, { ...badge, id: "badge_embed" });
  expect((await staff.get("/")).text).not.toContain("club-badge");
});

test("the app is uninstalled and installed again, and optional scopes are granted", async () => {
  const { devShop, visit } = await aStorefront();
  const staff = visit();
  await staff.post("/admin/settings/apps/uninstall");
  expect((await staff.get("/admin/apps/app")).location).toContain("/admin/settings/apps");
  await staff.post("/admin/settings/apps/install");
  await staff.post("/admin/settings/apps/scopes", { scope: "read_all_orders" });

  const installation = await devShop.store.findByKey("app_installation", "client");
  expect(installation?.scopes).toContain("read_all_orders");
});

test("a form sent from another site changes nothing", async () => {
  const { devShop, visit } = await aStorefront();
  const answer = await visit().request("/admin/settings/apps/uninstall", {
    method: "POST",
    headers: { "sec-fetch-site": "cross-site" },
  });
  expect(answer.status).toBe(403);
  const installation = await devShop.store.findByKey("app_installation", "client");
  expect(installation?.uninstalledAt).toBeNull();
});

test("lists of orders go on where the page ended", async () => {
  const { devShop, visit } = await aStorefront();
  const product = await aProduct(devShop, 1000);
  const lines = [{ variantId: product.variantId, quantity: 1 }];
  const orders = Array.from({ length: 60 }, () => ({
    lines,
    customerId: null,
    payment: "paid" as const,
  }));
  await devShop.commerce.placeOrders(orders);
  const staff = visit();

  const first = await staff.get("/admin/orders");
  const next = /rel="next" href="([^"]+)"/.exec(first.text)?.[1]?.replaceAll("&amp;", "&") ?? "";
  const second = await staff.get(`/admin/orders${next}`);
  const namesIn = (text: string) => text.match(/>#\d+</g) ?? [];
  const names = [...namesIn(first.text), ...namesIn(second.text)];

  expect(names).toHaveLength(60);
  expect(new Set(names).size).toBe(60);
});

async function anOrder(devShop: DevShop, more: Partial<PlaceOrder> = {}): Promise<Order> {
  const product = await aProduct(devShop, 2000);
  const placed = await devShop.commerce.placeOrder({
    lines: [{ variantId: product.variantId, quantity: 2 }],
    customerId: null,
    email: "guest@example.com",
    payment: "paid",
    ...more,
  });
  if (!placed.ok) throw new Error(placed.reason);
  return placed.order;
}
