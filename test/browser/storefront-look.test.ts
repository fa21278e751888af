import type { Page } from "playwright-core";
import { expect, test } from "vitest";
import { aStorefrontShop } from "#test/browser/storefront-shop.ts";
import { withPage } from "#test/support/browser.ts";

const launcher = (page: Page) => page.locator(".laurel-launcher");

test("panel and balance are accessible on desktop and phone, in English and Chinese", async () => {
  const shop = await aStorefrontShop();
  const words = {
    en: { path: "/", redeem: "Redeem 5 off your order", more: "150 to go", history: "History" },
    "zh-CN": {
      path: "/zh-cn",
      redeem: "兑换 订单立减 5",
      more: "还差 150",
      history: "积分记录",
    },
  };
  for (const device of ["desktop", "phone"] as const) {
    for (const [locale, { path, redeem, more, history }] of Object.entries(words)) {
      await withPage({ device, locale }, async ({ page, expectAccessible, screenshot }) => {
        await shop.open(page, { path });
        await expectAccessible();
        await screenshot(`storefront-balance-${device}-${locale}`);
        await launcher(page).click();
        await page.getByRole("button", { name: redeem }).waitFor();
        await page.getByText(more).waitFor();
        await screenshot(`storefront-panel-${device}-${locale}`);
        await page.getByText(history, { exact: true }).click();
        await page.getByText("#1001").first().scrollIntoViewIfNeeded();
        await expectAccessible();
        await screenshot(`storefront-history-${device}-${locale}`);
        expect(await sidewaysPixels(page)).toBe(0);
      });
    }
  }
});

test("a visitor learns what the program gives and how to join", async () => {
  const shop = await aStorefrontShop();
  for (const device of ["desktop", "phone"] as const) {
    await withPage({ device }, async ({ page, expectAccessible, screenshot }) => {
      await shop.open(page, { visitor: true });
      await launcher(page).click();
      await page.getByText("100 points", { exact: true }).waitFor();
      await page.getByText("1 point per £1", { exact: true }).waitFor();
      const dialog = page.getByRole("dialog");
      expect(await dialog.getByRole("button", { name: /Redeem/ }).count()).toBe(0);
      const href = await dialog
        .getByRole("link", { name: "Sign in to start" })
        .getAttribute("href");
      expect(href).toContain("/account/login");
      await expectAccessible();
      await screenshot(`storefront-visitor-${device}`);
    });
  }
  await shop.set({ guests: false });
  await withPage({}, async ({ page }) => {
    await shop.open(page, { visitor: true });
    expect(await launcher(page).count()).toBe(0);
  });
});

test("a customer without a metafield is welcomed, and is a member from then on", async () => {
  const shop = await aStorefrontShop();
  const { id } = await shop.laurel.devShop.commerce.createCustomer({
    firstName: "Grace",
    lastName: "Hopper",
    email: "grace@example.com",
  });
  await withPage({}, async ({ page, expectAccessible }) => {
    await page.goto(`${shop.url}/dev/sign-in?customer=${String(id)}&return_to=/`);
    expect(await launcher(page).textContent()).toMatch(/0\s*points/);
    await launcher(page).click();
    await page.getByRole("dialog").getByText("Your first order starts your balance.").waitFor();
    await page.getByText("100 to go").waitFor();
    await expectAccessible(".laurel-panel");
  });
});

test("whatever accent the merchant picks, everything on it can be read", async () => {
  const shop = await aStorefrontShop();
  for (const accent of [
    "#ffffff",
    "#000000",
    "#f4c430",
    "#ff0000",
    "#0000ff",
    "#00ff00",
    "#7f7f7f",
  ]) {
    await shop.set({ accent, side: "start" });
    await withPage({}, async ({ page, expectAccessible }) => {
      await shop.open(page);
      await expectAccessible("loyalty-launcher");
      await launcher(page).click();
      await page.getByRole("button", { name: "Redeem 5 off your order" }).click();
      await expectAccessible(".laurel-panel");
    });
  }
});

/** How far the page can be pushed sideways: not at all. */
function sidewaysPixels(page: Page): Promise<number> {
  return page.evaluate(() => {
    return document.documentElement.scrollWidth - document.documentElement.clientWidth;
  });
}
