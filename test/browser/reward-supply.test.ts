import { readFileSync } from "node:fs";
import type { FrameLocator, Page } from "playwright-core";
import { afterAll, beforeAll, expect, inject, test } from "vitest";
import { serverOf } from "#bin/postgres.ts";
import { fresh } from "#app/domain/blueprints/fresh.ts";
import type { ProgramInput } from "#app/domain/program/document.ts";
import { adjustPoints } from "#app/usecases/adjust-points.ts";
import { publishProgram } from "#app/usecases/publish-program.ts";
import { recordActivity } from "#app/usecases/record-activity.ts";
import { saveDraft } from "#app/usecases/save-draft.ts";
import { openAdminShop, type AdminShop } from "#test/browser/admin-shop.ts";
import { withPage } from "#test/support/browser.ts";

let shop: AdminShop;
const ada = { customerId: 0, memberId: "" };

const ticket = {
  id: "ticket",
  name: { en: "Spring ticket", "zh-CN": "春季奖券" },
  gives: { kind: "draw-ticket" as const, draw: "spring" },
  costPoints: 100,
};

const card = {
  id: "card",
  name: { en: "A gift card of 5" },
  gives: { kind: "gift-card" as const, amount: "5" },
  costPoints: 500,
};

beforeAll(async () => {
  const postgres = serverOf(inject("postgresUrl"));
  shop = await openAdminShop(postgres, `${inject("databasePrefix")}supply`);
  const document: ProgramInput = { ...fresh, rewards: [...(fresh.rewards ?? []), ticket, card] };
  // Installing left the first draft.
  const saved = await saveDraft(shop.ctx, { document, revision: 1 });
  if (!saved.ok) throw new Error(saved.reason);
  const published = await publishProgram(shop.ctx, { revision: saved.revision });
  if (!published.ok) throw new Error(published.reason);
  Object.assign(ada, await shop.buys("Ada Lovelace", [12_500]));
  const gift = { points: 20_000n, note: "Hello", requestId: "hello" };
  await adjustPoints(shop.ctx, { memberId: ada.memberId, ...gift });
});

afterAll(async () => {
  await shop.stop();
});

async function openApp(page: Page, path: string, heading: string): Promise<FrameLocator> {
  await page.goto(shop.local.adminUrl + path.replace("ADA", ada.memberId));
  const app = page.frameLocator("iframe");
  await app.getByRole("heading", { level: 1, name: heading }).waitFor();
  return app;
}

/** Chooses a file with this text. */
async function choose(app: FrameLocator, text: string): Promise<void> {
  const file = { name: "codes.csv", mimeType: "text/csv", buffer: Buffer.from(text) };
  await app.locator("input[type=file]").setInputFiles(file);
}

const POOL = { path: "/app/rewards/gear-voucher", en: "50 off sports gear" };

test("voucher codes are uploaded, and what became of the file is told", async () => {
  await withPage({ expectedErrors: [/422/] }, async ({ page, screenshot }) => {
    const app = await openApp(page, POOL.path, POOL.en);
    await app.getByText("The pool is empty").waitFor();
    await screenshot("supply-empty");
    await choose(app, "code,note\nGEAR-1,a\nGEAR-2,b\nGEAR-3,c\n");
    await app.getByText("3 codes, the first GEAR-1, the last GEAR-3.").waitFor();
    await app.getByText("The pool is empty").waitFor();
    await app.getByRole("button", { name: "Add 3 codes" }).click();
    await app.getByText("3 codes added.").waitFor();
    await app.getByText("The pool is empty").waitFor({ state: "detached" });
    await choose(app, "GEAR-3\nGEAR-4\n");
    await app.getByText("1 is in a pool already, and is left out.").waitFor();
    await screenshot("supply-found");
    await app.getByRole("button", { name: "Add 1 code" }).click();
    await app.getByText("1 code added. 1 was in a pool before, and was left out.").waitFor();
    await choose(app, "GEAR-5\nJohn Smith,john@example.com\n");
    await app.getByText("These lines are no codes: 2. The first of them says “John").waitFor();
    await screenshot("supply-refused");
  });
  await shop.redeems(ada.memberId, ada.customerId, "gear-voucher");
  await withPage({}, async ({ page, screenshot }) => {
    const app = await openApp(page, POOL.path, POOL.en);
    const facts = app.locator("dl", { hasText: "Codes left" });
    await facts.waitFor();
    expect(await facts.locator("dd").allTextContents()).toEqual(["3", "1"]);
    await screenshot("supply-vouchers");
    await app.getByRole("button", { name: "Withdraw the codes that are left" }).click();
    const dialog = app.getByRole("dialog", { name: "Withdraw these codes?" });
    await dialog.getByText("3 codes that nobody has yet").waitFor();
    await dialog.getByRole("button", { name: "Withdraw" }).click();
    await app.getByText("The pool is empty").waitFor();
    expect(await facts.locator("dd").allTextContents()).toEqual(["0", "1"]);
  });
});

test("home says what waits for staff, and leads to the service, which is ticked off", async () => {
  await shop.redeems(ada.memberId, ada.customerId, "dietitian");
  const photo = { memberId: ada.memberId, activity: "photo", subject: "Lunch", requestId: "one" };
  expect(await recordActivity(shop.ctx, photo)).toMatchObject({ awaitsDecision: true });
  await withPage({}, async ({ page, screenshot, expectAccessible }) => {
    const app = await openApp(page, "/app", "Home");
    await app.getByRole("link", { name: "1 activity to approve or reject" }).waitFor();
    await expectAccessible();
    await screenshot("supply-home");
    await app.getByRole("link", { name: "1 service for your staff to do" }).click();
    await app.getByRole("heading", { level: 1, name: "Redemptions" }).waitFor();
    await app.getByRole("link", { name: "50 off sports gear" }).waitFor({ state: "detached" });
    await app.getByRole("link", { name: "Half an hour with a dietitian" }).click();
    await app.getByRole("button", { name: "Mark as done" }).click();
    await page.getByText("Saved").waitFor();
    await openApp(page, "/app", "Home");
    await app.getByText("for your staff to do").waitFor({ state: "detached" });
  });
});

test("a gift card asks for the access it needs, and is no longer marked once it has it", async () => {
  await withPage({}, async ({ page, screenshot, expectAccessible }) => {
    const list = await openApp(page, "/app/rewards", "Rewards");
    await list.getByText("Needs access").waitFor();
    await list.getByRole("link", { name: card.name.en }).click();
    const app = page.frameLocator("iframe");
    await app.getByText("Laurel needs access to gift cards").waitFor();
    await expectAccessible();
    await screenshot("reward-access");
    page.once("dialog", (dialog) => void dialog.dismiss());
    await app.getByRole("button", { name: "Allow access" }).click();
    await app.getByText("Not granted.").waitFor();
    page.once("dialog", (dialog) => void dialog.accept());
    await app.getByRole("button", { name: "Allow access" }).click();
    await app.getByText("The reward can be given in a moment.").waitFor();
    await shop.settleDown();
    const again = await openApp(page, "/app/rewards", "Rewards");
    await again.getByRole("link", { name: card.name.en }).waitFor();
    expect(await again.getByText("Needs access").count()).toBe(0);
  });
});

test("winners are drawn once that is confirmed, and the seed is told", async () => {
  await withPage({}, async ({ page, screenshot }) => {
    await openApp(page, "/app/rewards/ticket", "Spring ticket");
    await screenshot("supply-draw-empty");
    await shop.redeems(ada.memberId, ada.customerId, "ticket");
    const app = await openApp(page, "/app/rewards/ticket", "Spring ticket");
    expect(await app.getByText("Revealed seed").count()).toBe(0);
    await screenshot("supply-draw");
    await app.getByRole("button", { name: "Draw winners" }).click();
    const dialog = app.getByRole("dialog", { name: "Draw the winners now?" });
    await dialog.getByText("1 winner is drawn.").waitFor();
    await dialog.getByRole("button", { name: "Draw winners" }).click();
    await app.getByText("Revealed seed").waitFor();
    await app.getByRole("link", { name: "Ada Lovelace" }).waitFor();
    await app.getByText(/^Anybody can check this/).waitFor();
    await app.getByText("Revealed seed").scrollIntoViewIfNeeded();
    await screenshot("supply-drawn");
    const started = page.waitForEvent("download");
    await app.getByRole("button", { name: "Download the tickets" }).click();
    const tickets = readFileSync(await (await started).path(), "utf8");
    expect(tickets).toMatch(new RegExp(`^ticket,member\\n[0-9a-f-]{36},${ada.memberId}\\n$`));
  });
});

const PAGES = [
  { ...POOL, zh: "运动装备券（50 元）" },
  { path: "/app/rewards/ticket", en: "Spring ticket", zh: "春季奖券" },
  { path: "/app", en: "Home", zh: "首页" },
  { path: "/app/members/ADA", en: "Ada Lovelace", zh: "Ada Lovelace" },
  { path: "/app/members/ADA/tier", en: "Hold in a tier", zh: "指定等级" },
  { path: "/app/members/ADA/activity", en: "Record an activity", zh: "登记任务" },
  { path: "/app/program/campaigns/health-week", en: "Health week", zh: "健康周" },
];

test("these pages are accessible on a desktop", async () => {
  await withPage({}, async ({ page, screenshot, expectAccessible }) => {
    for (const { path, en } of PAGES) {
      await openApp(page, path, en);
      await expectAccessible();
      await screenshot(`supply-desktop${path.replaceAll("/", "-")}`);
    }
  });
});

test("these pages are accessible on a phone, fit it, and speak Chinese", async () => {
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
      await screenshot(`supply-phone${path.replaceAll("/", "-")}`);
    }
  });
});
