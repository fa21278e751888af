import { expect, test } from "vitest";
import type { Page } from "playwright-core";

import type { DevShop } from "#dev-shop/dev-shop.ts";
import { activateBlock } from "#dev-shop/storefront/activations.ts";
import { withPage } from "#test/support/browser.ts";

import { aProduct } from "#test/dev-shop/a-shop.ts";
import { aCustomer, aStorefront } from "#test/dev-shop/a-storefront.ts";

test("every page of shop and admin is accessible and fits a phone", async () => {
  const { devShop, url } = await aStorefront();
  const { customerId, orderId, discountId } = await aFilledShop(devShop);
  await withPage(
    { device: "phone", expectedErrors: [/404.*nowhere/] },
    async ({ page, expectAccessible, screenshot }) => {
      await page.goto(`${url}/dev/sign-in?customer=${String(customerId)}&return_to=/`);
      const paths = [
        "/",
        "/collections/all",
        "/products/teapot",
        "/account",
        "/account/login",
        "/pages/club",
        "/nowhere",
        "/admin",
        "/admin/orders",
        `/admin/orders/${String(orderId)}`,
        "/admin/customers",
        `/admin/customers/${String(customerId)}`,
        `/admin/discounts/${String(discountId)}`,
        "/admin/themes/current/editor",
        "/admin/settings/apps",
      ];
      for (const path of paths) {
        await page.goto(`${url}${path}`);
        expect([path, await sidewaysPixels(page)]).toEqual([path, 0]);
        await expectAccessible();
        await screenshot(`dev-shop-phone${path.replace(/[\W\d]+/g, "-")}`);
      }
    },
  );
});

test("a shopper buys with a code, in a browser, in Chinese", async () => {
  const { devShop, url } = await aStorefront();
  const { customerId } = await aFilledShop(devShop);
  await withPage({}, async ({ page, expectAccessible, screenshot }) => {
    await page.goto(`${url}/dev/sign-in?customer=${String(customerId)}&return_to=/zh-cn`);
    await screenshot("dev-shop-home");
    await page.getByRole("link", { name: /Teapot/ }).click();
    await screenshot("dev-shop-product");
    await page.getByRole("button", { name: "加入购物车" }).click();
    await expectAccessible();
    await screenshot("dev-shop-cart");
    await page.getByRole("link", { name: "去结账" }).click();
    await page.getByLabel("优惠码").fill("nope");
    await page.getByRole("button", { name: "使用" }).click();
    await page.getByText("请输入有效的优惠码。").waitFor();
    await page.getByRole("button", { name: "移除 nope" }).click();
    await page.getByLabel("优惠码").fill("club-5");
    await page.getByLabel("优惠码").press("Enter");
    await page.getByText("−£5.00").first().waitFor();
    await expectAccessible();
    await screenshot("dev-shop-checkout");
    await page.getByRole("button", { name: "立即付款" }).click();
    await page.getByText("谢谢，您的订单已确认。").waitFor();
    await expectAccessible();
    await screenshot("dev-shop-order");
  });
});

/** How far a page can be pushed sideways: not at all. */
function sidewaysPixels(page: Page): Promise<number> {
  return page.evaluate(() => {
    return document.documentElement.scrollWidth - document.documentElement.clientWidth;
  });
}

async function aFilledShop(devShop: DevShop) {
  const names = ["Teapot", "Cup", "Oolong, 50 g", "Bamboo tray", "Strainer", "Kettle"];
  for (const title of names) {
    await aProduct(devShop, 1900 + title.length * 100, { title, vendor: "Leaf & Clay" });
  }
  await devShop.commerce.createCollection({ title: "For beginners" });
  const customer = await aCustomer(devShop, { email: "ada@example.com" });
  const product = await aProduct(devShop, 3200, { title: "Scale" });
  const placed = await devShop.commerce.placeOrder({
    lines: [{ variantId: product.variantId, quantity: 2 }],
    customerId: customer.id,
    email: customer.email,
    payment: "paid",
  });
  if (!placed.ok) throw new Error(placed.reason);
  const discount = await devShop.commerce.createDiscount({
    kind: { type: "amount", amount: 500, onEachItem: false, items: { all: true } },
    title: "Five off",
    codes: ["CLUB-5"],
  });
  await activateBlock(devShop, { extension: "club", block: "badge", template: null });
  return { customerId: customer.id, orderId: placed.order.id, discountId: discount.id };
}
