import type { FrameLocator, Page } from "playwright-core";
import { afterAll, beforeAll, expect, inject, test } from "vitest";
import { serverOf } from "#bin/postgres.ts";
import { checkLedger } from "#app/usecases/check-ledger.ts";
import { proveAllOrders } from "#bin/prove-all-orders.ts";
import { variantOf } from "#dev-shop/commerce/products.ts";
import { activateBlock } from "#dev-shop/storefront/activations.ts";
import { openAdminShop, type AdminShop } from "#test/browser/admin-shop.ts";
import { withPage } from "#test/support/browser.ts";

let shop: AdminShop;
let customerId: number;
let code = "";

beforeAll(async () => {
  const postgres = serverOf(inject("postgresUrl"));
  shop = await openAdminShop(postgres, `${inject("databasePrefix")}story`);
  const { devShop } = shop.local;
  const extension = "loyalty-theme";
  await activateBlock(devShop, { extension, block: "loyalty-launcher", template: null });
  const { commerce, store } = devShop;
  const variants = [variantOf(store.ids, { price: 12_000 })];
  await commerce.createProduct({ title: "Moon jar", variants });
  const email = "mei@example.com";
  ({ id: customerId } = await commerce.createCustomer({
    firstName: "Mei",
    lastName: "Lin",
    email,
  }));
  await shop.settleDown();
});

afterAll(async () => {
  await shop.stop();
});

/** An hour goes by: what happened is delivered, and Laurel does what follows. */
async function later(): Promise<void> {
  await shop.settleDown();
  shop.local.devShop.clock.advance(3_600_000);
  await shop.settleDown();
}

async function signIn(page: Page, to = "/"): Promise<void> {
  const { storefrontUrl } = shop.local;
  await page.goto(`${storefrontUrl}/dev/sign-in?customer=${customerId}&return_to=${to}`);
}

async function openApp(page: Page, path: string): Promise<FrameLocator> {
  await page.goto(shop.local.adminUrl + path);
  return page.frameLocator("iframe");
}

/** Puts the jar into the cart, and leads to the checkout. */
async function goToCheckout(page: Page): Promise<void> {
  await page.goto(`${shop.local.storefrontUrl}/products/moon-jar`);
  await page.getByRole("button", { name: "Add to cart" }).click();
  await page.getByRole("link", { name: "Check out" }).or(checkOutButton(page)).first().click();
  await page.getByRole("heading", { level: 1, name: "Checkout" }).waitFor();
  await page.getByLabel("First name").fill("Mei");
  await page.getByLabel("Last name").fill("Lin");
  await page.getByLabel("Address").fill("1 Kiln Lane");
  await page.getByLabel("Postal code").fill("EC1A 1BB");
  await page.getByLabel("City").fill("London");
}

function checkOutButton(page: Page) {
  return page.getByRole("button", { name: "Check out" });
}

async function pay(page: Page): Promise<void> {
  await page.getByRole("button", { name: "Pay now" }).click();
  await page.waitForURL(/\/orders\//);
}

/** The launcher says the balance without a request: Liquid printed it. */
async function expectBalance(page: Page, points: string): Promise<void> {
  await signIn(page);
  await page.getByRole("button", { name: new RegExp(`^Rewards ${points} points?$`) }).waitFor();
}

test("the merchant installs the app, and publishes the program", async () => {
  await withPage({}, async ({ page, screenshot }) => {
    const app = await openApp(page, "/app/program");
    await app.getByRole("button", { name: "Review and publish" }).click();
    await app.getByRole("button", { name: "Publish", exact: true }).first().click();
    await app.getByText("Version 1 is in force").waitFor();
    await screenshot("story-1-published");
  });
  await later();
});

test("the shopper buys, and sees the points", async () => {
  await withPage({}, async ({ page, screenshot }) => {
    await expectBalance(page, "0");
    await goToCheckout(page);
    await pay(page);
    await later();
    await expectBalance(page, "120");
    await screenshot("story-2-points");
  });
});

test("the shopper redeems, and gets a code", async () => {
  await withPage({}, async ({ page, screenshot }) => {
    await signIn(page);
    await page.getByRole("button", { name: /^Rewards/ }).click();
    const panel = page.getByRole("dialog", { name: "Rewards" });
    await panel.getByRole("button", { name: "Redeem 5 off your order" }).click();
    await panel.getByRole("button", { name: "Yes, redeem" }).click();
    const text = panel.getByText(/^[0-9A-Z]{4}-[0-9A-Z]{4}-[0-9A-Z]{5}$/);
    await text.waitFor();
    code = (await text.textContent()) ?? "";
    await screenshot("story-3-code");
  });
  await later();
});

test("the code makes the next order cheaper", async () => {
  await withPage({}, async ({ page, screenshot }) => {
    await expectBalance(page, "20");
    await page.getByRole("button", { name: /^Rewards/ }).click();
    await page.getByRole("link", { name: "Use it now" }).click();
    await goToCheckout(page);
    await page.getByText("−£5.00").first().waitFor();
    await screenshot("story-4-checkout");
    await pay(page);
    await page.getByText(code).first().waitFor();
    await screenshot("story-5-order");
    await later();
    // 20 left, 115 for the order, 50 for reaching Silver.
    await expectBalance(page, "185");
  });
});

test("the order is refunded, and the points follow", async () => {
  await withPage({}, async ({ page, screenshot }) => {
    await page.goto(`${shop.local.storefrontUrl}/admin/orders`);
    await page.getByRole("link", { name: "#1002" }).click();
    await page
      .getByLabel(/^Moon jar/)
      .first()
      .fill("1");
    await page.getByRole("button", { name: "Refund", exact: true }).click();
    await page
      .getByText(/refunded/i)
      .first()
      .waitFor();
    await later();
    await expectBalance(page, "20");
    await page.getByRole("button", { name: /^Rewards/ }).click();
    await page.getByText("History").click();
    await page.getByText("Order #1002, refunded").first().waitFor();
    await screenshot("story-6-refunded");
  });
});

test("the merchant sees the same, and why", async () => {
  await withPage({}, async ({ page, screenshot }) => {
    const app = await openApp(page, "/app/members");
    await app.getByRole("link", { name: "Mei Lin" }).click();
    await app.getByRole("heading", { level: 1, name: "Mei Lin" }).waitFor();
    await app.getByRole("button", { name: "Why these points?" }).first().click();
    await screenshot("story-7-member");
  });
  const { context } = shop.local;
  expect(await checkLedger(shop.ctx)).toMatchObject({ differences: 0n });
  expect(await proveAllOrders(context, shop.ctx)).toMatchObject({ seen: 2n, findings: [] });
});
