import type { Page } from "playwright-core";
import { expect, test } from "vitest";
import { aStorefrontShop } from "#test/browser/storefront-shop.ts";
import { withPage } from "#test/support/browser.ts";
import { publishStarter } from "#test/support/loyalty.ts";
import { plainStarter } from "#test/support/shop.ts";

async function aShopWithCash() {
  const shop = await aStorefrontShop();
  shop.laurel.clock.advance(60_000);
  const gives = { kind: "points-as-cash" as const, amount: "0.5", minimumSteps: 2 };
  const cash = { id: "cash", name: { en: "Points as cash" }, gives, costPoints: 10 };
  const ticket = { kind: "draw-ticket" as const, draw: "may" };
  const raffle = { id: "raffle", name: { en: "A ticket" }, gives: ticket, costPoints: 5 };
  await publishStarter(shop.laurel, { ...plainStarter, rewards: [cash, raffle] });
  await shop.laurel.settleDown();
  return shop;
}

/** What is typed, and what the shopper is told instead of a price. */
const WRONG = [
  ["1", "Choose a whole number, 2 or more."],
  ["0.5", "Choose a whole number, 2 or more."],
  ["-5", "Choose a whole number, 2 or more."],
  ["36", "You are 10 points short for this reward."],
  ["1000000000", "You are 9,999,999,650 points short for this reward."],
  ["3000000000", "Choose a whole number from 2 to 2,000,000,000."],
] as const;

async function openPanel(page: Page) {
  await page
    .getByRole("button", { name: /Rewards/ })
    .first()
    .click();
}

test("a shopper chooses how many points to turn into cash, by buttons and by typing", async () => {
  const shop = await aShopWithCash();
  await withPage({}, async ({ page, screenshot }) => {
    await shop.open(page);
    await openPanel(page);
    await page.getByRole("button", { name: "Redeem Points as cash" }).click();
    const steps = page.getByRole("spinbutton", { name: "How many" });
    expect(await steps.inputValue()).toBe("2");
    await page.getByText("20 points for £1", { exact: true }).waitFor();
    await page.getByRole("button", { name: "More" }).click();
    await page.getByText("30 points for £1.50", { exact: true }).waitFor();
    await page.getByRole("button", { name: "Fewer" }).click();
    await page.getByText("20 points for £1", { exact: true }).waitFor();
    for (const wrong of WRONG) {
      await steps.fill(wrong[0]);
      await page.getByText(wrong[1], { exact: true }).waitFor();
      expect(await page.getByRole("button", { name: "Yes, redeem" }).isDisabled()).toBe(true);
      await steps.fill("12");
      await page.getByText("120 points for £6", { exact: true }).waitFor();
    }
    await screenshot("storefront-steps");
    await page.getByRole("button", { name: "Yes, redeem" }).click();
    await page.getByRole("link", { name: "Use it now" }).waitFor();
    await shop.laurel.settleDown();
    const { items } = await shop.laurel.devShop.store.list("discount", { limit: 10 });
    expect(items.map(({ kind }) => kind)).toMatchObject([{ type: "amount", amount: 600 }]);
  });
});

test("a ticket is shown with its number, and nothing to use it on", async () => {
  const shop = await aShopWithCash();
  await withPage({}, async ({ page }) => {
    await shop.open(page);
    await openPanel(page);
    await page.getByRole("button", { name: "Redeem A ticket" }).click();
    await page.getByRole("button", { name: "Yes, redeem" }).click();
    await page.getByText("Your ticket for the draw.").waitFor();
    expect(await page.locator(".laurel-code__code").textContent()).toMatch(/^[0-9A-Z-]{15}$/);
    expect(await page.getByRole("link", { name: "Use it now" }).count()).toBe(0);
  });
});
