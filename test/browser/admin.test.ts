import { readFileSync } from "node:fs";
import type { FrameLocator, Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, inject, test } from "vitest";
import { serverOf } from "#bin/postgres.ts";
import { activateBlock } from "#dev-shop/storefront/activations.ts";
import { proveAllOrders } from "#bin/prove-all-orders.ts";
import { PAGES } from "#test/browser/admin-addresses.ts";
import { openAdminShop, type AdminShop } from "#test/browser/admin-shop.ts";
import { withPage } from "#test/support/browser.ts";

let shop: AdminShop;
const ada = { customerId: 0, memberId: "", redemptionId: "" };

beforeAll(async () => {
  const postgres = serverOf(inject("postgresUrl"));
  shop = await openAdminShop(postgres, `${inject("databasePrefix")}admin`);
});

afterAll(async () => {
  await shop.stop();
});

type Admin = { page: Page; app: FrameLocator };

/** Opens a page of the app in the admin's frame, in the admin's language. */
async function openApp(page: Page, path: string, heading: string): Promise<Admin> {
  await page.goto(shop.local.adminUrl + path);
  const app = page.frameLocator("iframe");
  await app.getByRole("heading", { level: 1, name: heading }).waitFor();
  return { page, app };
}

/** Presses the button of a question that stands over the app. */
async function confirm(app: FrameLocator, question: RegExp, button: string): Promise<void> {
  const dialog = app.getByRole("dialog", { name: question });
  await dialog.getByRole("button", { name: button, exact: true }).click();
}

describe("setting up", () => {
  test("a draft that is not right is refused at the field, put right, and published", async () => {
    await withPage({ expectedErrors: [/422/] }, async ({ page, screenshot, expectAccessible }) => {
      const { app } = await openApp(page, "/app/program", "Program");
      await app.getByText("An order of £80.00 without a tier earns 80 points.").waitFor();

      await app.getByRole("link", { name: "Edit Earning" }).click();
      await app.getByRole("heading", { level: 1, name: "Earning" }).waitFor();
      await app.getByLabel("Days until points can be spent").fill("soon");
      await page.getByRole("button", { name: "Save" }).click();
      await app.getByText("There is 1 thing to put right").waitFor();
      const field = app.getByLabel("Days until points can be spent");
      expect(await field.getAttribute("aria-invalid")).toBe("true");
      await expectAccessible();
      await screenshot("admin-program-refused");

      await field.fill("0");
      await app.getByLabel("Points", { exact: true }).first().fill("2");
      await page.getByRole("button", { name: "Save" }).click();
      await page.getByText("Draft saved").waitFor();

      await app.getByRole("button", { name: "Review and publish" }).click();
      await app.getByRole("heading", { level: 1, name: "Review and publish" }).waitFor();
      await expectAccessible();
      await app.getByRole("button", { name: "Publish", exact: true }).first().click();
      await app.getByText("Version 1 is in force").waitFor();
      await screenshot("admin-program-published");
    });
  });

  test("what would change is shown against what is in force", async () => {
    // Two versions cannot come into force at one moment.
    shop.local.devShop.clock.advance(60_000);
    await withPage({}, async ({ page }) => {
      const { app } = await openApp(page, "/app/rewards", "Rewards");
      await app.getByRole("link", { name: "5 off your order" }).click();
      await app.getByLabel("Cost in points").fill("90");
      await page.getByRole("button", { name: "Save" }).click();
      await page.getByText("Draft saved").waitFor();
      await app.getByRole("button", { name: "Review and publish" }).click();

      await app.getByText("In force: £5.00 off for 100 points.").waitFor();
      await app.getByText("Draft: £5.00 off for 90 points.").waitFor();
      expect(await app.getByText(/^(In force|Draft): /).count()).toBe(2);
      await app.getByRole("button", { name: "Publish", exact: true }).first().click();
      await app.getByText("Version 2 is in force").waitFor();
    });
  });
});

describe("a member", () => {
  beforeAll(async () => {
    Object.assign(ada, await shop.buys("Ada Lovelace", [12_500, 8_000]));
    await shop.buys("Grace Hopper", [3_000]);
    ada.redemptionId = await shop.redeems(ada.memberId, ada.customerId, "five-off");
  });

  test("is found by name, and every point is explained", async () => {
    await withPage({}, async ({ page, screenshot }) => {
      const { app } = await openApp(page, "/app/members", "Members");
      await app.getByLabel("Search members").fill("lovelace");
      await app.getByRole("button", { name: "Search" }).click();
      await app.getByRole("link", { name: "Grace Hopper" }).waitFor({ state: "detached" });
      await app.getByText("ada.lovelace@example.com", { exact: true }).waitFor();
      await app.getByRole("link", { name: "Ada Lovelace" }).click();
      await app.getByRole("heading", { level: 1, name: "Ada Lovelace" }).waitFor();
      await app.getByText(/^ada\.lovelace@example\.com · Member since/).waitFor();

      const why = app.getByRole("button", { name: "Why these points?" });
      await why.last().click();
      await app.getByRole("listitem").filter({ hasText: "£125.00" }).first().waitFor();
      await screenshot("admin-member");
    });
  });

  test("is given points with a reason, and they are taken back by undoing", async () => {
    await withPage({}, async ({ page }) => {
      const { app } = await openApp(page, `/app/members/${ada.memberId}/adjust`, "Adjust points");
      await app.getByRole("button", { name: "Give points" }).click();
      await app.getByText("Write a whole number of points, from 1 to 999,999,999.").waitFor();
      await app.getByLabel("Points", { exact: true }).fill("50");
      await app.getByLabel("Reason").fill("Parcel arrived late");
      await app.getByRole("button", { name: "Give points" }).click();
      await confirm(app, /Give 50 points to Ada Lovelace/, "Give points");

      await app.getByText("Reason: Parcel arrived late").waitFor();
      await app.getByText("+50 available").first().waitFor();
      await app.getByRole("button", { name: "Undo" }).click();
      await confirm(app, /Undo this adjustment/, "Undo");
      await app.getByText("−50 available").waitFor();
      expect(await app.getByRole("button", { name: "Undo" }).count()).toBe(0);
    });
  });

  test("never loses more points by hand than there are", async () => {
    await withPage({}, async ({ page }) => {
      const { app } = await openApp(page, `/app/members/${ada.memberId}/adjust`, "Adjust points");
      await app.getByText("Take points", { exact: true }).click();
      await app.getByLabel("Points", { exact: true }).fill("999999");
      await app.getByText(/The member has only .* points to take/).waitFor();
    });
  });

  test("is issued a reward by hand, whose code stops working when it is taken back", async () => {
    await withPage({}, async ({ page }) => {
      const { app } = await openApp(page, `/app/members/${ada.memberId}/issue`, "Issue a reward");
      await app.getByLabel("Reward").selectOption({ label: "Free shipping" });
      await app.getByLabel("Reason").fill("A thank-you");
      await app.getByRole("button", { name: "Issue the reward" }).click();
      await confirm(app, /Issue “Free shipping” to Ada Lovelace/, "Issue the reward");
      await app.getByRole("heading", { level: 1, name: "Ada Lovelace" }).waitFor();
      await shop.settleDown();

      await app.getByRole("link", { name: "Free shipping", exact: true }).click();
      await app.getByText("A thank-you").waitFor();
      await app.getByRole("button", { name: "Take back" }).click();
      await app.getByText(/The member paid no points for it/).waitFor();
      await confirm(app, /Take this reward back/, "Take back");
      await page.getByText("The reward is being taken back").waitFor();
      await shop.settleDown();
      await page.reload();
      await app.getByText("The code was taken back unused").waitFor();
    });
  });
});

describe("home", () => {
  test("leads to the theme editor, and knows when the panel is on", async () => {
    await withPage({}, async ({ page, screenshot }) => {
      const { app } = await openApp(page, "/app", "Home");
      await app.getByRole("link", { name: "Open the theme editor" }).waitFor();
      await activateBlock(shop.local.devShop, {
        extension: "loyalty-theme",
        block: "loyalty-launcher",
        template: null,
      });
      await page.reload();
      await app.getByText("Laurel is running.").waitFor();
      await app.getByText("3 of 3 done").waitFor();
      await screenshot("admin-home");
    });
  });

  test("hands out what is kept about a customer who asked", async () => {
    await shop.local.devShop.commerce.requestCustomerData(ada.customerId);
    await shop.settleDown();
    await withPage({}, async ({ page }) => {
      const { app } = await openApp(page, "/app", "Home");
      const started = page.waitForEvent("download");
      await app.getByRole("button", { name: "Download the answer" }).click();
      const file = await (await started).path();
      expect(readFileSync(file, "utf8")).toContain(`gid://shopify/Customer/${ada.customerId}`);
    });
  });
});

test("orders are proved: what is under way is shown, and its record when it is done", async () => {
  const { context } = shop.local;
  await proveAllOrders(context, shop.ctx);
  await withPage({}, async ({ page }) => {
    const { app } = await openApp(page, "/app/orders", "Orders accounted for");
    await app.getByText(/^(\d+) of \1 orders accounted for, last proved/).waitFor();
    await app.getByRole("button", { name: "Prove now" }).click();
    await app.getByText(/Comparing all orders now/).waitFor();
    expect(await app.getByRole("button", { name: "Prove now" }).isDisabled()).toBe(true);
    await proveAllOrders(context, shop.ctx);
    await app.getByRole("cell", { name: "Comparison of all orders" }).waitFor();
    await app.getByText(/Comparing all orders now/).waitFor({ state: "detached" });
    await app.getByRole("rowheader").first().getByRole("link").click();
    await app.getByRole("heading", { level: 1, name: "Comparison of all orders" }).waitFor();
    await app.getByText("Verified").waitFor();
  });
});

function addressOf(path: string): string {
  return path.replace("ADA", ada.memberId).replace("CODE", ada.redemptionId);
}

test("every page is accessible on a desktop", async () => {
  await withPage({}, async ({ page, screenshot, expectAccessible }) => {
    for (const { path, en } of PAGES) {
      await openApp(page, addressOf(path), en);
      await expectAccessible();
      await screenshot(`admin-desktop${path.replaceAll("/", "-")}`);
    }
  });
});

test("every page is accessible on a phone, fits its width, and speaks Chinese", async () => {
  await withPage({ device: "phone" }, async ({ page, screenshot, expectAccessible }) => {
    await page.goto(shop.local.adminUrl);
    await page.getByLabel("Language").selectOption({ label: "中文" });
    await page.getByRole("button", { name: "Change" }).click();
    for (const { path, zh } of PAGES) {
      const { app } = await openApp(page, addressOf(path), zh);
      await expectAccessible();
      const root = app.locator("html");
      expect(await root.getAttribute("lang")).toBe("zh-CN");
      const widths = await root.evaluate((html) => [html.scrollWidth, html.clientWidth]);
      expect(widths[0], path).toBe(widths[1]);
      await screenshot(`admin-phone${path.replaceAll("/", "-")}`);
    }
  });
});

test("what is not there is said to be not there", async () => {
  await withPage({ expectedErrors: [/404/] }, async ({ page }) => {
    const nobody = "/app/members/00000000-0000-4000-8000-000000000000";
    await openApp(page, nobody, "This page is not there");
    await openApp(page, "/app/nowhere", "This page is not there");
  });
});
