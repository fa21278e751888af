import { randomBytes, randomUUID } from "node:crypto";
import { readFileSync } from "node:fs";
import { parse } from "smol-toml";
import { onTestFinished } from "vitest";
import { parseConfig, type Config } from "#app/config.server.ts";
import { createContext, type AppContext } from "#app/context.server.ts";
import type { ShopContext } from "#app/db/context.ts";
import type { Delivery } from "#app/db/inbox.ts";
import { createServer } from "#app/http/server.ts";
import { startWorker, type Worker } from "#app/jobs/worker.ts";
import { startWithoutHistory } from "#bin/without-history.ts";
import { installApp } from "#dev-shop/auth/installation.ts";
import { mintSessionToken } from "#dev-shop/auth/session-token.ts";
import { createClock, type Clock } from "#dev-shop/clock.ts";
import { variantOf } from "#dev-shop/commerce/products.ts";
import type { App, DevShop } from "#dev-shop/dev-shop.ts";
import { startDevShop } from "#dev-shop/server.ts";
import { emptyDatabase, freshDatabase, type TestDatabase } from "#test/support/database.ts";

/** Laurel beside a dev shop: web server for webhooks, worker, one clock that stands still. */
export type Laurel = {
  devShop: DevShop;
  context: AppContext;
  /** Of the installed shop, acting as nobody in particular. */
  ctx: ShopContext;
  clock: Clock;
  worker: Worker;
  /** Address of the app's database as owner, who sees every shop. */
  ownerUrl: string;
  config: Config;
  /** Every delivery the web server has accepted, in the order in which it did. */
  received: Delivery[];
  /** Delivers what the shop has to say, and waits until nothing is left to do. */
  settleDown(): Promise<void>;
  /** What the shop has to say is left in the inbox, where nobody looks until `settleDown`. */
  deliver(): Promise<void>;
  stopWorker(): Promise<void>;
  startWorker(): Promise<void>;
};

const START = Date.parse("2026-06-01T12:00:00Z");
let opened = 0;

/** With `history`, what the shop had before is brought in; otherwise there is none. */
export async function aLaurel({
  worker = true,
  allOrders = false,
  history = false,
  log = null as ((line: string) => void) | null,
  givenDatabase = null as TestDatabase | null,
} = {}): Promise<Laurel> {
  // Each begins at a moment of its own: published programs are kept per process, by their time.
  const clock = createClock(new Date(START + 60_000 * opened++));
  const database = givenDatabase ?? (await freshDatabase("laurel"));
  const { devShop, stop } = await startDevShop({
    databaseUrl: await emptyDatabase("shop"),
    shop: { myshopifyDomain: `shop-${randomUUID()}.myshopify.com` },
    app: anApp(),
    clock,
  });
  devShop.webhooks.hold();
  const quiet = configFor(devShop, database.appUrl);
  const config: Config = log ? { ...quiet, LOG_LEVEL: "debug" } : quiet;
  const context = createContext({
    config,
    clock,
    ...(log ? { logTo: { write: log } } : {}),
  });
  const received: Delivery[] = [];
  const keep = context.keepDelivery;
  context.keepDelivery = async (delivery) => {
    received.push(delivery);
    await keep(delivery);
  };
  const web = createServer(context, { admin: (_request, response) => response.end() });
  devShop.app.url = (await web.listen(0)).url;
  let running: Worker | null = null;
  onTestFinished(async () => {
    await running?.stop();
    await web.close();
    await stop();
    await context.close();
  });
  await installApp(devShop, { optionalScopes: allOrders ? ["read_all_orders"] : [] });
  const { shopId } = await openAdmin(context, devShop);
  if (!history) await startWithoutHistory(context.shopContext(shopId, "laurel"));
  const start = async () => {
    running ??= await startWorker(context, { schedule: false });
  };
  if (worker) await start();
  const laurel: Laurel = {
    devShop,
    context,
    ctx: context.shopContext(shopId, "laurel"),
    clock,
    get worker() {
      if (!running) throw new Error("The worker is not running");
      return running;
    },
    ownerUrl: database.ownerUrl,
    config,
    received,
    deliver: async () => {
      await devShop.commerce.runJobs();
      for (;;) {
        const { waiting } = await devShop.webhooks.flush();
        if (waiting === 0) return;
      }
    },
    settleDown: async () => {
      await laurel.deliver();
      await start();
      await laurel.worker.idle();
    },
    stopWorker: async () => {
      await running?.stop();
      running = null;
    },
    startWorker: start,
  };
  return laurel;
}

function anApp(): App {
  const toml = parse(readFileSync("shopify.app.toml", "utf8"));
  return {
    id: 1001,
    handle: String(toml["handle"]),
    clientId: String(toml["client_id"]),
    clientSecret: "s3cret-of-the-app",
    url: "",
    toml,
    extensionsFolder: "extensions",
  };
}

function configFor(devShop: DevShop, databaseUrl: string): Config {
  return parseConfig({
    DATABASE_URL: databaseUrl,
    SHOPIFY_API_KEY: devShop.app.clientId,
    SHOPIFY_API_SECRET: devShop.app.clientSecret,
    SHOPIFY_APP_URL: "https://laurel.example",
    SHOPIFY_ORIGIN: devShop.url,
    TOKEN_KEYS: `test:${randomBytes(32).toString("base64")}`,
    TOMBSTONE_SECRET: "a secret of these tests, 32 letters or more",
    LOG_LEVEL: process.env["LAUREL_TEST_LOG"] ?? "silent",
  });
}

const BROWSER = "Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 Chrome/150.0.0.0";

/** What the admin's frame asks for first; the app exchanges the session token for its own. */
export async function openAdmin(context: AppContext, devShop: DevShop): Promise<ShopContext> {
  const { myshopifyDomain } = devShop.shop;
  const query = new URLSearchParams({
    embedded: "1",
    shop: myshopifyDomain,
    host: Buffer.from(`${myshopifyDomain}/admin`).toString("base64url"),
    id_token: mintSessionToken(devShop, { userId: 1 }),
  });
  const headers = { "User-Agent": BROWSER };
  return context.requireMerchant(
    new Request(`https://laurel.example/app?${query.toString()}`, { headers }),
  );
}

/** A customer of the dev shop, and what they buy. */
export async function aBuyer({ devShop }: Laurel, name = "Ada") {
  const { id } = await devShop.commerce.createCustomer({
    firstName: name,
    lastName: "Lovelace",
    email: `${name.toLowerCase()}-${randomUUID().slice(0, 8)}@example.com`,
  });
  return { id, gid: `gid://shopify/Customer/${id}` };
}

/** A product that costs so many minor units; returns its variant. */
export async function aProduct({ devShop }: Laurel, price: number): Promise<number> {
  const variant = variantOf(devShop.store.ids, { price });
  const product = await devShop.commerce.createProduct({
    title: `Product ${randomUUID()}`,
    variants: [variant],
  });
  return product.variants[0]?.id ?? variant.id;
}
