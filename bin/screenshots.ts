import { chromium, type Browser, type BrowserContext, type Page } from "playwright-core";
import { openAdminPages } from "#bin/admin-pages.ts";
import { buildAdmin } from "#bin/build-admin.ts";
import { replay } from "#bin/demo-replay.ts";
import { openStory } from "#bin/demo-story.ts";
import { startLocalLaurel, type LocalLaurel } from "#bin/local-laurel.ts";
import { dropDatabase, openPostgres, type PostgresServer } from "#bin/postgres.ts";
import { proveAllOrders } from "#bin/prove-all-orders.ts";
import type { ShopContext } from "#app/db/context.ts";
import { createClock } from "#dev-shop/clock.ts";
import { findChromium } from "#test/support/chromium.ts";

// Takes the pictures of the documents from the running demo: npm run screenshots.
const FOLDER = "docs/images";
const NAME = "laurel_screenshots";
const USER_AGENT =
  "Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/150.0.0.0";

type Device = { width: number; height: number };
const DESKTOP: Device = { width: 1280, height: 860 };
const PHONE: Device = { width: 390, height: 844 };

const postgres = await openPostgres(process.env["DATABASE_URL"], { dir: ".local/postgres" });
try {
  await startOver(postgres);
  await takeAll(postgres);
  await startOver(postgres);
} finally {
  await postgres.stop();
}

async function startOver(server: PostgresServer): Promise<void> {
  await dropDatabase(server, NAME);
  await dropDatabase(server, `${NAME}_shop`);
}

async function takeAll(server: PostgresServer): Promise<void> {
  buildAdmin();
  const story = openStory([]);
  const local = await startLocalLaurel({
    postgres: server,
    name: NAME,
    clock: createClock(),
    shop: story.shop,
    admin: await openAdminPages(),
  });
  const { executablePath, env } = await findChromium();
  const browser = await chromium.launch({
    executablePath,
    env: { ...process.env, ...env },
    args: ["--no-sandbox", "--disable-gpu"],
  });
  try {
    const ctx = await replay(local, story, (text) => console.log(`  ${text}`));
    await local.worker.runNow("check-ledger");
    await local.worker.runNow("reconcile-orders");
    await proveAllOrders(local.context, ctx);
    await picturesOfAdmin(browser, local, ctx);
    await picturesOfStorefront(browser, local, ctx);
  } finally {
    await browser.close();
    await local.stop();
  }
}

async function picturesOfAdmin(browser: Browser, local: LocalLaurel, ctx: ShopContext) {
  const { memberId } = await findRichest(ctx);
  const pages: Record<string, { path: string; ready: RegExp }> = {
    home: { path: "/app", ready: /orders/ },
    program: { path: "/app/program", ready: /in force/ },
    member: { path: `/app/members/${memberId}`, ready: /Why these points/ },
  };
  await withPage(browser, DESKTOP, async (page) => {
    for (const [name, { path, ready }] of Object.entries(pages)) {
      await page.goto(local.adminUrl + path);
      const frame = page.frameLocator("iframe");
      await frame.getByText(ready).first().waitFor();
      const why = frame.getByRole("button", { name: "Why these points?" }).first();
      if (name === "member") {
        await why.click();
        await frame.getByRole("listitem").first().waitFor();
      }
      await keep(page, name);
    }
  });
}

async function picturesOfStorefront(browser: Browser, local: LocalLaurel, ctx: ShopContext) {
  const { customerId } = await findRichest(ctx);
  const signIn = `${local.storefrontUrl}/dev/sign-in?customer=${customerId}&return_to=/`;
  for (const [name, device] of [
    ["panel", DESKTOP],
    ["panel-phone", PHONE],
  ] as const) {
    await withPage(browser, device, async (page) => {
      await page.goto(signIn);
      await page.getByRole("button", { name: /^Rewards/ }).click();
      const panel = page.getByRole("dialog", { name: "Rewards" });
      await panel.getByRole("listitem").first().waitFor();
      await keep(page, name);
      if (name === "panel-phone") return;
      await panel.getByRole("button", { name: "Get your link" }).click();
      await panel.getByRole("textbox", { name: "Your link" }).waitFor();
      await panel.getByRole("region", { name: "Birthday" }).scrollIntoViewIfNeeded();
      await keep(page, "panel-friends");
    });
  }
}

/** The member who shows most, with the customer they are. */
async function findRichest(ctx: ShopContext): Promise<{ memberId: string; customerId: string }> {
  return ctx.inTransaction(async (tx) => {
    const [richest] = await tx.$queryRaw<{ memberId: string; customerId: string }[]>`
      SELECT m.id::text AS "memberId", a.customer_id AS "customerId"
      FROM member m JOIN alias a ON a.shop_id = m.shop_id AND a.member_id = m.id
      WHERE m.shop_id = ${ctx.shopId} AND a.gone_at IS NULL
      ORDER BY m.available_points DESC, m.id LIMIT 1`;
    if (!richest) throw new Error("The story has no members");
    const { memberId, customerId } = richest;
    return { memberId, customerId: customerId.split("/").at(-1) ?? "" };
  });
}

async function withPage(browser: Browser, viewport: Device, work: (page: Page) => Promise<void>) {
  const options = { viewport, locale: "en-US", userAgent: USER_AGENT };
  const context: BrowserContext = await browser.newContext({
    ...options,
    reducedMotion: "reduce",
  });
  try {
    await work(await context.newPage());
  } finally {
    await context.close();
  }
}

async function keep(page: Page, name: string): Promise<void> {
  await page.waitForLoadState("networkidle");
  await page.screenshot({ path: `${FOLDER}/${name}.png` });
  console.log(`  ${FOLDER}/${name}.png`);
}
