import { expect, onTestFinished, test } from "vitest";

import { startAppTunnel } from "#dev-shop/admin/app-tunnel.ts";
import { verifySessionToken } from "#dev-shop/auth/session-token.ts";
import { activateBlock } from "#dev-shop/storefront/activations.ts";
import { withPage } from "#test/support/browser.ts";

import { aProduct } from "#test/dev-shop/a-shop.ts";
import { aStorefront } from "#test/dev-shop/a-storefront.ts";
import { anEmbeddedApp } from "#test/dev-shop/an-embedded-app.ts";

test("the frame carries the app's menu, title, toasts and save bar", async () => {
  const { url, app, devShop } = await aFramedApp();
  await withPage({ expectedErrors: [/401/] }, async ({ page, screenshot, expectAccessible }) => {
    await page.goto(`${url}/admin/apps/app`);
    const inside = page.frameLocator("#app-frame");
    await inside.getByRole("heading", { name: "Club /" }).waitFor();
    const log = inside.locator("#log");

    await inside.getByRole("button", { name: "Toast" }).click();
    await page.getByText("Saved <b>").waitFor();
    await screenshot("dev-shop-frame");
    await expectAccessible();
    await page.getByRole("button", { name: "Undo" }).click();
    await inside.getByText("undone;").waitFor();

    await page.getByRole("button", { name: "Create" }).click();
    await inside.getByText("create;").waitFor();
    await inside.getByRole("button", { name: "Call" }).click();
    await inside.getByText("call 200;").waitFor();
    const tokens = app.tokens.map((token) => verifySessionToken(devShop, token.slice(7)));
    expect(tokens.map((claims) => claims?.aud)).toEqual(["client", "client"]);

    await inside.getByRole("button", { name: "Dirty" }).click();
    await page.getByRole("button", { name: "Save", exact: true }).click();
    await inside.getByText("save;").waitFor();
    await page.getByText("Unsaved changes").waitFor({ state: "hidden" });
    await inside.getByLabel("Name").fill("after");
    await page.getByText("Unsaved changes").waitFor();
    await page.getByRole("button", { name: "Discard" }).click();
    await page.getByText("Unsaved changes").waitFor({ state: "hidden" });
    expect(await inside.getByLabel("Name").inputValue()).toBe("before");
    await inside.getByLabel("Name").fill("after");
    await page.getByRole("button", { name: "Save", exact: true }).click();
    await inside.getByText("submitted;").waitFor();
    await page.getByText("Unsaved changes").waitFor({ state: "hidden" });
    expect(await log.textContent()).toBe("undone;create;call 200;save;submitted;");
  });
});

test("the frame leads the app from page to page and opens what is outside of it", async () => {
  const { url } = await aFramedApp();
  await withPage({}, async ({ page }) => {
    await page.goto(`${url}/admin/apps/app`);
    const inside = page.frameLocator("#app-frame");
    await page.getByRole("link", { name: "Members" }).click();
    await inside.getByRole("heading", { name: "Club /members" }).waitFor();
    await page.waitForURL(`${url}/admin/apps/app/members`);
    await page.reload();
    await inside.getByRole("heading", { name: "Club /members" }).waitFor();
    expect(await page.getByRole("link", { name: "Members" }).getAttribute("aria-current")).toBe(
      "page",
    );

    // A page without a token bounces: App Bridge fetches one and comes back.
    await inside.locator("body").evaluate(() => {
      location.assign("/bounced?embedded=1&shop=test.myshopify.com");
    });
    await inside.getByRole("heading", { name: "Club /bounced" }).waitFor();
    await page.waitForURL(`${url}/admin/apps/app/bounced`);

    await inside.getByRole("link", { name: "Theme" }).click();
    await page.waitForURL(/\/admin\/themes\/current\/editor\?activateAppId=client%?2?F?\/?badge/);
    await page.goBack();
    await inside.getByRole("link", { name: "Orders" }).click();
    await page.waitForURL(`${url}/admin/orders`);
  });
});

test("unsaved changes hold the merchant back until they say so", async () => {
  const { url } = await aFramedApp();
  await withPage({}, async ({ page }) => {
    await page.goto(`${url}/admin/apps/app`);
    const inside = page.frameLocator("#app-frame");
    await inside.getByLabel("Name").fill("after");
    const questions: string[] = [];
    page.on("dialog", (dialog) => {
      questions.push(dialog.message());
      void (questions.length === 1 ? dialog.dismiss() : dialog.accept());
    });
    await page.getByRole("link", { name: "Members" }).click();
    expect(page.url()).toBe(`${url}/admin/apps/app/`);
    await page.getByRole("link", { name: "Members" }).click();
    await inside.getByRole("heading", { name: "Club /members" }).waitFor();
    expect(questions).toHaveLength(2);
  });
});

test("dialogs, the product picker and the state of extensions work inside the frame", async () => {
  const { url, devShop } = await aFramedApp();
  await aProduct(devShop, 900, { title: "Teapot" });
  await aProduct(devShop, 900, { title: "Cup" });
  await activateBlock(devShop, { extension: "club", block: "badge", template: null });
  await withPage({ device: "phone" }, async ({ page, screenshot }) => {
    await page.goto(`${url}/admin/apps/app`);
    const inside = page.frameLocator("#app-frame");
    await inside.getByRole("button", { name: "Dialog" }).click();
    await inside.getByRole("dialog", { name: "Really?" }).getByText("Are you sure?").waitFor();
    await inside.getByRole("button", { name: "Yes" }).click();
    await inside.getByText("yes;").waitFor();
    await inside.getByRole("dialog").waitFor({ state: "detached" });

    await inside.getByRole("button", { name: "Pick" }).click();
    await page.getByLabel("Search").fill("tea");
    await page.getByText("Cup").waitFor({ state: "detached" });
    await page.getByLabel("Teapot").check();
    await screenshot("dev-shop-picker");
    await page.getByRole("button", { name: "Add" }).click();
    await inside.getByText('picked ["Teapot"];').waitFor();

    await inside.getByRole("button", { name: "Extensions" }).click();
    await inside.getByText("badge active,note available,secret available;").waitFor();
  });
});

async function aFramedApp() {
  const app = anEmbeddedApp();
  const { devShop, url } = await aStorefront({ app: app.answer });
  app.devShopUrl = url;
  const tunnel = await startAppTunnel({
    target: devShop.app.url,
    allowFrameFrom: url,
    appUrl: "https://club.example.com",
  });
  onTestFinished(() => tunnel.close());
  devShop.app.frameUrl = tunnel.url;
  return { url, app, devShop };
}
