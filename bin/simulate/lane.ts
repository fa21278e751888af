import { randomBytes, randomUUID } from "node:crypto";
import pg from "pg";
import { parseConfig } from "#app/config.server.ts";
import { createContext, type AppContext } from "#app/context.server.ts";
import type { ShopContext } from "#app/db/context.ts";
import { openMailbox, type Mailbox } from "#bin/simulate/mailbox.ts";
import type { Platform } from "#bin/simulate/platform.ts";
import { startWithoutHistory } from "#bin/without-history.ts";
import { declaredScopes, installApp } from "#dev-shop/auth/installation.ts";
import { mintSessionToken } from "#dev-shop/auth/session-token.ts";
import { createClock, timestamp, type Clock } from "#dev-shop/clock.ts";
import { createCommerce } from "#dev-shop/commerce/create-commerce.ts";
import type { App, DevShop } from "#dev-shop/dev-shop.ts";
import { createFaults } from "#dev-shop/faults.ts";
import { setPlan } from "#dev-shop/graphql/buckets.ts";
import type { Shop } from "#dev-shop/model.ts";
import { kinds } from "#dev-shop/store/columns.ts";
import { loadFunctions } from "#dev-shop/commerce/load-functions.ts";
import { createStore, type Store } from "#dev-shop/store/store.ts";

/** A shop with the app installed, on a clock of its own that stands still until it is set. */
export type Stage = {
  devShop: DevShop;
  mailbox: Mailbox;
  context: AppContext;
  /** Of the shop, acting as the merchant. */
  ctx: ShopContext;
  clock: Clock;
  /** Takes away what would be due later: the next shop on this lane has another clock. */
  leave(): Promise<void>;
};

/** Two databases, in which one shop after the other is opened: never two at a time. */
export type Lane = {
  enter(shop: ShopToBe, start: Date): Promise<Stage>;
  close(): Promise<void>;
};

/** What a scenario says of its shop; the rest is filled in. */
export type ShopToBe = Partial<Shop> & Pick<Shop, "currency" | "timezone">;

const PLENTY = { maximumAvailable: 1_000_000, restoreRate: 1_000_000 };
const SHOP_IDS_PER_LANE = 1_000_000;
let lanes = 0;

export async function openLane(
  platform: Platform,
  databases: { app: string; shop: string },
): Promise<Lane> {
  const { app, origin } = platform;
  const store = await createStore(databases.shop);
  const clock = createClock(new Date(0));
  const context = createContext({ config: configOf(platform, databases.app), clock });
  await separateShopIds(databases.app);
  const parts = { store, clock, app, functions: await loadFunctions(app.extensionsFolder) };
  return {
    enter: async (shop, start) => {
      clock.set(start);
      await empty(store);
      const mailbox = openMailbox();
      const devShop = await openShop({ ...parts, mailbox, shop, origin });
      platform.admit(devShop);
      setPlan(devShop, PLENTY);
      await installApp(devShop, declaredScopes(devShop));
      const ctx = await openAdmin(context, devShop);
      await startWithoutHistory(ctx);
      const leave = async () => {
        platform.dismiss(devShop);
        await forgetWork(context);
      };
      return { devShop, mailbox, context, ctx, clock, leave };
    },
    close: async () => {
      await context.close();
      await store.close();
    },
  };
}

function configOf({ app, origin }: Platform, databaseUrl: string) {
  return parseConfig({
    DATABASE_URL: databaseUrl,
    SHOPIFY_API_KEY: app.clientId,
    SHOPIFY_API_SECRET: app.clientSecret,
    SHOPIFY_APP_URL: app.url,
    SHOPIFY_ORIGIN: origin,
    TOKEN_KEYS: `lane:${randomBytes(32).toString("base64")}`,
    TOMBSTONE_SECRET: "only for the time of a simulation, then gone",
    LOG_LEVEL: process.env["LOG_LEVEL"] ?? "silent",
  });
}

/** Programs are remembered per process by the shop's id: no two lanes may use the same ones. */
async function separateShopIds(databaseUrl: string): Promise<void> {
  lanes += 1;
  const client = new pg.Client({ connectionString: databaseUrl });
  await client.connect();
  try {
    const sequence = "pg_get_serial_sequence('shop', 'id')";
    await client.query(`select setval(${sequence}, $1)`, [lanes * SHOP_IDS_PER_LANE]);
  } finally {
    await client.end();
  }
}

async function empty(store: Store): Promise<void> {
  const tables = [...kinds.map((kind) => `doc_${kind}`), "doc_key"];
  await store.query(tables.map((table) => `delete from ${table}`).join("; "), []);
}

type Parts = {
  store: Store;
  clock: Clock;
  app: App;
  functions: NonNullable<DevShop["functions"]>;
  mailbox: Mailbox;
  shop: ShopToBe;
  origin: string;
};

async function openShop({ mailbox, shop, origin, ...parts }: Parts): Promise<DevShop> {
  const { store, clock } = parts;
  const stamp = timestamp(clock.now());
  const opened: Shop = {
    ...plainShop,
    myshopifyDomain: `shop-${randomUUID()}.myshopify.com`,
    createdAt: stamp,
    updatedAt: stamp,
    ...shop,
  };
  await store.put("shop", opened);
  const commerce = createCommerce({
    ...parts,
    emit: mailbox.emit,
    shop: () => devShop.shop,
    saveShop: (saved) => {
      devShop.shop = saved;
    },
  });
  const devShop: DevShop = {
    ...parts,
    shop: opened,
    commerce,
    webhooks: mailbox.webhooks,
    faults: createFaults(),
    url: origin,
  };
  return devShop;
}

const plainShop: Omit<Shop, "createdAt" | "updatedAt" | "myshopifyDomain"> = {
  id: 61_200_000_001,
  name: "The shop",
  email: "owner@example.com",
  currency: "USD",
  presentmentRates: {},
  timezone: "UTC",
  locale: "en",
  locales: ["en", "zh-CN"],
  countryCode: "US",
  taxesIncluded: true,
  taxRates: { "*": "0" },
  taxTitle: "Tax",
  taxShipping: true,
  shippingRates: [],
  planName: "Basic",
};

const BROWSER = "Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 Chrome/150.0.0.0";

/** What the admin's frame asks for first; the app exchanges the session token for its own. */
async function openAdmin(context: AppContext, devShop: DevShop): Promise<ShopContext> {
  const { myshopifyDomain } = devShop.shop;
  const query = new URLSearchParams({
    embedded: "1",
    shop: myshopifyDomain,
    host: Buffer.from(`${myshopifyDomain}/admin`).toString("base64url"),
    id_token: mintSessionToken(devShop, { userId: 1 }),
  });
  const address = `${devShop.app.url}/app?${query.toString()}`;
  return context.requireMerchant(new Request(address, { headers: { "User-Agent": BROWSER } }));
}

async function forgetWork({ database }: AppContext): Promise<void> {
  await database.pool.query("delete from work_item");
  await database.pool.query("update delivery set due_at = null where due_at is not null");
}
