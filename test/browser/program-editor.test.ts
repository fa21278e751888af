import type { FrameLocator, Page } from "playwright-core";
import { afterAll, beforeAll, expect, inject, test } from "vitest";
import { serverOf } from "#bin/postgres.ts";
import { recordActivity } from "#app/usecases/record-activity.ts";
import { openAdminShop, type AdminShop } from "#test/browser/admin-shop.ts";
import { withPage } from "#test/support/browser.ts";

let shop: AdminShop;
let memberId = "";

beforeAll(async () => {
  const postgres = serverOf(inject("postgresUrl"));
  shop = await openAdminShop(postgres, `${inject("databasePrefix")}editor`);
  ({ memberId } = await shop.buys("Ada Lovelace", [12_500]));
});

afterAll(async () => {
  await shop.stop();
});

async function openApp(page: Page, path: string, heading: string): Promise<FrameLocator> {
  await page.goto(shop.local.adminUrl + path);
  const app = page.frameLocator("iframe");
  await app.getByRole("heading", { level: 1, name: heading }).waitFor();
  return app;
}

async function heading(app: FrameLocator, name: string): Promise<void> {
  await app.getByRole("heading", { level: 1, name }).waitFor();
}

test("a program begins with a blueprint, which replaces the draft once that is confirmed", async () => {
  await withPage({}, async ({ page, screenshot }) => {
    const app = await openApp(page, "/app/program", "Program");
    await app.getByText("Nothing is in force yet: this is a draft.").waitFor();
    await app.getByRole("button", { name: "Blueprints" }).click();
    await heading(app, "Blueprints");
    await screenshot("editor-blueprints");
    await app.getByRole("button", { name: "Use this blueprint: Fresh" }).click();
    const dialog = app.getByRole("dialog", { name: /Replace the draft by Fresh/ });
    await dialog.getByText(/Rules: 0 → 2\./).waitFor();
    await dialog.getByRole("button", { name: "Use this blueprint" }).click();
    await heading(app, "Program");
    await app.getByText("Points ×2, on Wednesdays.").waitFor();
    await screenshot("editor-overview");
  });
});

test("a rule comes from a template, reads as a sentence, and takes another condition", async () => {
  await withPage({ expectedErrors: [/422/] }, async ({ page, screenshot }) => {
    const app = await openApp(page, "/app/program", "Program");
    await app.getByRole("button", { name: "Add rule" }).click();
    await app.getByRole("menuitem", { name: "Extra points for a product tag" }).click();
    await heading(app, "Add rule");
    await app.getByText("Points ×2, on products tagged “featured”.").waitFor();

    await app.getByLabel("Multiplied by").fill("much");
    await page.getByRole("button", { name: "Save" }).click();
    await app.getByText("Multiplied by: Write a number such as 10 or 2.50.").waitFor();
    await app.getByLabel("Multiplied by").fill("3");
    const when = app.getByRole("group", {
      name: "Orders that meet the conditions; without one, every order.",
    });
    await when.getByLabel("Add a condition …").selectOption({ label: "Weekday" });
    await app.getByText("Points ×3, on products tagged “featured”, on Wednesdays.").waitFor();
    await when.getByLabel("Add a condition …").selectOption({ label: "Order total" });
    await app.getByText(/on Wednesdays, for orders of £50.00 or more\./).waitFor();
    await screenshot("editor-rule");
    await page.getByRole("button", { name: "Save" }).click();
    await page.getByText("Draft saved").waitFor();
    await heading(app, "Extra points for a product tag");
  });
});

test("a new reward that is left or discarded was never there", async () => {
  await withPage({ expectedErrors: [/422/] }, async ({ page, screenshot }) => {
    const app = await openApp(page, "/app/rewards", "Rewards");
    await app.getByRole("button", { name: "Add reward" }).click();
    await heading(app, "Add reward");
    await page.getByRole("button", { name: "Discard" }).click();
    await heading(app, "Rewards");
    await app.getByRole("button", { name: "Add reward" }).click();
    await heading(app, "Add reward");
    await page.getByRole("button", { name: "Save" }).click();
    await app.getByText(": Give it a name.").waitFor();
    await screenshot("editor-new-reward");
    await openApp(page, "/app/rewards", "Rewards");
    expect(await app.getByText("100", { exact: true }).count()).toBe(0);
  });
});

test("a refused value is forgotten once it is changed, without taking the focus", async () => {
  await withPage({ expectedErrors: [/422/] }, async ({ page }) => {
    const app = await openApp(page, "/app/program/edit/expiry", "Expiry");
    const months = app.getByLabel("Months", { exact: true });
    const saved = await months.inputValue();
    await months.fill("-1");
    await page.getByRole("button", { name: "Save" }).click();
    const banner = app.getByText("There is 1 thing to put right");
    await app.getByText("Months: Must be at least 1.").waitFor();
    await months.fill("999");
    await banner.waitFor({ state: "detached" });
    expect(await months.getAttribute("aria-invalid")).toBe("false");
    expect(await months.evaluate((field) => field === document.activeElement)).toBe(true);
    await page.getByRole("button", { name: "Save" }).click();
    await banner.waitFor();
    await months.fill(saved);
    await banner.waitFor({ state: "detached" });
    await page.getByRole("button", { name: "Save" }).waitFor({ state: "hidden" });
  });
});

test("an activity comes from a template, and a surprise is pointed out", async () => {
  await withPage({}, async ({ page, screenshot }) => {
    const app = await openApp(page, "/app/program", "Program");
    await app.getByRole("button", { name: "Add activity" }).click();
    await app.getByRole("menuitem", { name: "Birthday gift" }).click();
    await heading(app, "Add activity");
    await app.getByLabel("Days to wait").fill("0");
    await page.getByRole("button", { name: "Save" }).click();
    await page.getByText("Draft saved").waitFor();
    await openApp(page, "/app/program", "Program");
    await app.getByText("“Birthday gift”: a birthday entered today pays this year").waitFor();
    await screenshot("editor-surprise");
  });
});

test("a campaign is added to the calendar, duplicated, and told in words", async () => {
  await withPage({}, async ({ page, screenshot }) => {
    const app = await openApp(page, "/app/program/campaigns", "Campaign calendar");
    await app.getByRole("button", { name: "Add campaign" }).click();
    await heading(app, "Add campaign");
    await app.getByLabel("Name", { exact: true }).fill("Tea week");
    await page.getByRole("button", { name: "Save" }).click();
    await page.getByText("Draft saved").waitFor();
    await screenshot("editor-campaign");
    await openApp(page, "/app/program/campaigns", "Campaign calendar");
    await app.getByText("From Jun 2, 2026 until Jun 8, 2026.").waitFor();
    await app.getByRole("link", { name: "Duplicate Tea week" }).click();
    await heading(app, "Add campaign");
    await page.getByRole("button", { name: "Save" }).click();
    await heading(app, "Tea week");
    await openApp(page, "/app/program/campaigns", "Campaign calendar");
    await app.getByText("From Jun 2, 2027 until Jun 8, 2027.").waitFor();
    await app.getByText("Only in draft").first().waitFor();
    await app.getByRole("link", { name: "Review and publish" }).waitFor();
    await screenshot("editor-calendar");
  });
});

test("what would be published is told in sentences, and published from either end", async () => {
  await withPage({}, async ({ page, screenshot }) => {
    const app = await openApp(page, "/app/program/publish", "Review and publish");
    await app.getByText("1 point for every £1.00, after discounts.").waitFor();
    await screenshot("editor-publish-first");
    await app.getByRole("button", { name: "Publish", exact: true }).last().click();
    await app.getByText("Version 1 is in force").waitFor();

    shop.local.devShop.clock.advance(60_000);
    await openApp(page, "/app/program/edit/expiry", "Expiry");
    await app.getByLabel("Months", { exact: true }).fill("6");
    await page.getByRole("button", { name: "Save" }).click();
    await page.getByText("Draft saved").waitFor();
    await openApp(page, "/app/program/publish", "Review and publish");
    await app.getByText("In force: Points expire 12 months after they were earned.").waitFor();
    await app.getByText("Draft: Points expire 6 months after they were earned.").waitFor();
    await screenshot("editor-publish-next");
  });
});

test("a real order is shown under the draft beside what is in force", async () => {
  await withPage({}, async ({ page, screenshot }) => {
    const app = await openApp(page, "/app/program/preview", "Preview");
    await app.getByLabel("Order", { exact: true }).selectOption({ index: 1 });
    await app.getByRole("button", { name: "Show" }).click();
    await app
      .getByText(/Fern 12500 × 1/)
      .first()
      .waitFor();
    expect(await app.getByText(/Fern 12500 × 1/).count()).toBe(2);
    await screenshot("editor-preview");
  });
});

test("an activity is approved, undone from its toast, and rejected", async () => {
  const photo = { memberId, activity: "photo", subject: "Lunch", requestId: "one" };
  expect(await recordActivity(shop.ctx, photo)).toMatchObject({ awaitsDecision: true });
  await withPage({}, async ({ page, screenshot }) => {
    const app = await openApp(page, "/app/activities", "Activities");
    await screenshot("editor-approvals");
    const approve = app.getByRole("button", { name: /^Approve .* by Ada Lovelace$/ });
    await approve.focus();
    await page.keyboard.press("Enter");
    await app.getByText("Nothing waits for you").waitFor();
    await page.getByRole("button", { name: "Undo" }).click();
    await page.getByText("Undone").waitFor();
    await app.getByRole("tab", { name: "Decided" }).click();
    await app.getByText("Rejected").first().waitFor();
    await screenshot("editor-approvals-decided");
  });
});

const PAGES = [
  { path: "/app/program", en: "Program", zh: "计划" },
  { path: "/app/program/edit/earning", en: "Earning", zh: "获得积分" },
  { path: "/app/program/edit/tiers", en: "Tiers", zh: "等级" },
  { path: "/app/program/campaigns", en: "Campaign calendar", zh: "促销日历" },
  { path: "/app/program/blueprints", en: "Blueprints", zh: "方案" },
  { path: "/app/program/preview", en: "Preview", zh: "预览" },
  { path: "/app/program/publish", en: "Review and publish", zh: "查看并发布" },
  { path: "/app/activities?list=decided", en: "Activities", zh: "任务审核" },
  {
    path: "/app/program/rules/extra-points-for-a-product-tag",
    en: "Extra points for a product tag",
    zh: "指定商品标签额外积分",
  },
  { path: "/app/program/activities/birthday-gift", en: "Birthday gift", zh: "生日礼" },
];

test("every page of the editor is accessible on a desktop", async () => {
  await withPage({}, async ({ page, screenshot, expectAccessible }) => {
    for (const { path, en } of PAGES) {
      await openApp(page, path, en);
      await expectAccessible();
      await screenshot(`editor-desktop${path.replaceAll(/[/?=]/g, "-")}`);
    }
  });
});

test("every page of the editor is accessible on a phone, fits it, and speaks Chinese", async () => {
  await withPage({ device: "phone" }, async ({ page, screenshot, expectAccessible }) => {
    await page.goto(shop.local.adminUrl);
    await page.getByLabel("Language").selectOption({ label: "中文" });
    await page.getByRole("button", { name: "Change" }).click();
    for (const { path, zh } of PAGES) {
      const app = await openApp(page, path, zh);
      await expectAccessible();
      const root = app.locator("html");
      const widths = await root.evaluate((html) => [html.scrollWidth, html.clientWidth]);
      expect(widths[0], path).toBe(widths[1]);
      await screenshot(`editor-phone${path.replaceAll(/[/?=]/g, "-")}`);
    }
  });
});
