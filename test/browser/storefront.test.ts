import { globSync, readFileSync } from "node:fs";
import { gzipSync } from "node:zlib";
import type { Page } from "playwright-core";
import { expect, test } from "vitest";
import { aStorefrontShop, watchRequests, watchScripts } from "#test/browser/storefront-shop.ts";
import { withPage } from "#test/support/browser.ts";

const launcher = (page: Page) => page.getByRole("button", { name: /Rewards|会员奖励/ }).first();
const panel = (page: Page) => page.getByRole("dialog", { name: /Rewards|会员奖励/ });

test("the scripts of all blocks together weigh at most 5 KB, and what each page loads 1.25 KB", () => {
  const sizeOf = (script: Buffer) => gzipSync(script, { level: 9 }).length;
  const scripts = globSync("extensions/*/assets/*.js").map((file) => readFileSync(file));
  const zipped = scripts.reduce((sum, script) => sum + sizeOf(script), 0);
  const everywhere = readFileSync("extensions/loyalty-theme/assets/loyalty-launcher.js");
  console.log(`storefront: ${zipped} bytes of JavaScript, gzipped`);

  expect(scripts.length).toBeGreaterThan(0);
  expect(zipped).toBeLessThanOrEqual(5 * 1024);
  expect(sizeOf(everywhere)).toBeLessThanOrEqual(1.25 * 1024);
  for (const script of scripts) expect(script.length).toBeLessThan(10_000);
});

test("until it is touched the panel asks nothing and moves nothing, and shows the balance", async () => {
  const shop = await aStorefrontShop();
  await withPage({}, async ({ page, screenshot }) => {
    const asked = watchRequests(page);
    await page.addInitScript(() => {
      const shifts: number[] = [];
      Object.assign(globalThis, { shifts });
      new PerformanceObserver((list) => {
        for (const entry of list.getEntries()) shifts.push((entry as unknown as Shift).value);
      }).observe({ type: "layout-shift", buffered: true });
    });
    const loaded = watchScripts(page);
    await shop.open(page);
    await page.waitForLoadState("networkidle");
    await page.mouse.wheel(0, 600);
    await page.waitForTimeout(300);

    expect(await launcher(page).textContent()).toMatch(/Rewards\s*350\s*points/);
    expect(asked).toEqual([]);
    expect(loaded).toEqual(["loyalty-launcher.js"]);
    expect(await page.evaluate(() => (globalThis as unknown as Shifts).shifts)).toEqual([]);
    await screenshot("storefront-closed");

    await launcher(page).click();
    await page.getByText("5 off your order", { exact: true }).first().waitFor();
    expect(asked).toEqual(["/apps/loyalty/panel"]);
    expect(loaded).toContain("loyalty-panel.js");
  });
});

test("without JavaScript the panel opens with balance and tier", async () => {
  const shop = await aStorefrontShop();
  await withPage({}, async ({ context }) => {
    const plain = await context.browser()?.newContext({ javaScriptEnabled: false });
    const page = await plain?.newPage();
    if (!page) throw new Error("no page");
    await shop.open(page);
    await launcher(page).click();
    await panel(page).getByText("Spend £300.00 more to reach Gold.").waitFor();
    await panel(page).getByText("Silver").waitFor();
    await plain?.close();
  });
});

test("by keyboard alone a shopper redeems, copies the code and goes back where they were", async () => {
  const shop = await aStorefrontShop();
  await withPage({}, async ({ page, context, screenshot }) => {
    await context.grantPermissions(["clipboard-read", "clipboard-write"]);
    await shop.open(page);
    await launcher(page).focus();
    await page.keyboard.press("Enter");
    await panel(page).waitFor();
    await reach(page, "Redeem 5 off your order");
    await page.keyboard.press("Enter");
    await page.getByText("Spend 100 points on “5 off your order”?").waitFor();
    await screenshot("storefront-confirm");
    await page.keyboard.press("Enter"); // The question has the focus on its answer.

    const copy = page.getByRole("button", { name: "Copy" });
    await copy.waitFor();
    await page.getByRole("status").getByText("Your code is ready: ").waitFor();
    const row = page.locator(".laurel-code");
    expect(await row.evaluate((element) => element === document.activeElement)).toBe(true);
    expect(await page.locator(".laurel-launcher__points").textContent()).toMatch(/250\s*points/);
    expect(await page.locator(".laurel-card__balance").textContent()).toMatch(/250\s*points/);
    await reach(page, "Copy");
    await page.keyboard.press("Enter");
    await page.getByRole("button", { name: "Copied" }).waitFor();
    const [code] = await shop.codes();
    expect(await page.evaluate(() => navigator.clipboard.readText())).toBe(code);
    await screenshot("storefront-code");

    await stayWithin(page);
    await page.keyboard.press("Escape");
    await panel(page).waitFor({ state: "hidden" });
    expect(await launcher(page).evaluate((button) => button === document.activeElement)).toBe(true);
  });
});

test("two clicks on the answer make one code, and the link applies it", async () => {
  const shop = await aStorefrontShop();
  await withPage({}, async ({ page }) => {
    await shop.open(page);
    await launcher(page).click();
    await page.getByRole("button", { name: "Redeem 5 off your order" }).click();
    await page.getByRole("button", { name: "Yes, redeem" }).dblclick();
    const use = page.getByRole("link", { name: "Use it now" });
    await use.waitFor();
    await shop.laurel.settleDown();

    const codes = await shop.codes();
    expect(codes).toHaveLength(1);
    expect(await use.getAttribute("href")).toBe(`/discount/${codes[0] ?? ""}?redirect=/`);
    await use.click();
    await page.waitForURL(`${shop.url}/`);
    expect(await launcher(page).textContent()).toMatch(/250/);
  });
});

test("a code that takes its time arrives by itself, also after a reload", async () => {
  const shop = await aStorefrontShop();
  await withPage({}, async ({ page, screenshot }) => {
    await shop.laurel.stopWorker();
    await shop.open(page);
    await launcher(page).click();
    await page.getByRole("button", { name: "Redeem Free shipping" }).click();
    await page.getByRole("button", { name: "Yes, redeem" }).click();
    await page.getByText("Your code will be here in a moment.").waitFor();
    expect(await shop.codes()).toEqual([]);

    await page.reload();
    await launcher(page).click();
    await page.getByText("Your code will be here in a moment.").waitFor();
    await screenshot("storefront-moment");
    await shop.laurel.startWorker();
    await page.getByRole("link", { name: "Use it now" }).waitFor();
    expect(await shop.codes()).toHaveLength(1);
  });
});

test("points spent in another tab: the row says so, and the panel shows what is left", async () => {
  const shop = await aStorefrontShop();
  await withPage({ expectedErrors: [/409/] }, async ({ page, context }) => {
    await shop.open(page);
    await launcher(page).click();
    await page.getByRole("button", { name: "Redeem Free shipping" }).click();
    const other = await context.newPage();
    await other.goto(shop.url);
    for (const points of ["250", "150", "50"]) {
      if (points === "250") await launcher(other).click();
      await other.getByRole("button", { name: "Redeem 5 off your order" }).click();
      await other.getByRole("button", { name: "Yes, redeem" }).click();
      await other.locator(".laurel-hero__points", { hasText: points }).waitFor();
    }
    await page.getByRole("button", { name: "Yes, redeem" }).click();

    const message = page.locator(".laurel-refused:visible");
    await message.getByText(/short for this reward/).waitFor();
    expect(await message.evaluate((text) => text === document.activeElement)).toBe(true);
    expect(await page.locator(".laurel-hero__points").textContent()).toBe("50");
    expect(await page.getByRole("alert").isVisible()).toBe(false);
  });
});

test("offline the panel keeps what it shows, says so, and tries again", async () => {
  const shop = await aStorefrontShop();
  const expectedErrors = [/ERR_INTERNET_DISCONNECTED/];
  await withPage({ expectedErrors }, async ({ page, context, expectAccessible, screenshot }) => {
    await shop.open(page);
    await context.setOffline(true);
    await launcher(page).click();
    await page.getByRole("alert").getByText("We could not reach the shop.").waitFor();
    await panel(page).getByText("Spend £300.00 more to reach Gold.").waitFor();
    await expectAccessible(".laurel-panel");
    await screenshot("storefront-offline");

    await context.setOffline(false);
    await page.getByRole("button", { name: "Try again" }).click();
    await page.getByRole("button", { name: "Redeem 5 off your order" }).waitFor();
    expect(await page.getByRole("alert").isVisible()).toBe(false);
  });
});

/** Tabs until what is named has the focus. */
async function reach(page: Page, name: string): Promise<void> {
  const wanted = page.getByRole("button", { name, exact: true });
  await wanted.waitFor();
  for (let step = 0; step < 30; step++) {
    if (await wanted.evaluate((element) => element === document.activeElement)) return;
    await page.keyboard.press("Tab");
  }
  throw new Error(`Tab does not reach ${name}`);
}

/** The page behind the open panel cannot be reached. */
async function stayWithin(page: Page): Promise<void> {
  for (let step = 0; step < 20; step++) {
    await page.keyboard.press("Tab");
    const outside = await page.evaluate(() => {
      const { activeElement } = document;
      return activeElement !== document.body && !activeElement?.closest("dialog");
    });
    expect(outside).toBe(false);
  }
}

type Shift = { value: number };
type Shifts = { shifts: number[] };
