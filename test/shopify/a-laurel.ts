import { readFileSync } from "node:fs";
import { parse } from "smol-toml";
import { onTestFinished } from "vitest";
import { parseConfig, type Config } from "#app/config.server.ts";
import { createContext, type AppContext } from "#app/context.server.ts";
import { createServer } from "#app/http/server.ts";
import type { ShopifyGateway } from "#app/shopify/gateway.ts";
import { installApp } from "#dev-shop/auth/installation.ts";
import { mintSessionToken } from "#dev-shop/auth/session-token.ts";
import { createClock, type Clock } from "#dev-shop/clock.ts";
import type { DevShop } from "#dev-shop/dev-shop.ts";
import type { Shop } from "#dev-shop/model.ts";
import { startDevShop } from "#dev-shop/server.ts";
import { emptyDatabase, testDatabase } from "#test/support/database.ts";

export const noon = new Date("2026-06-01T12:00:00Z");
export const CLIENT_ID = "1a0e1f5c3b7d4e2f9a6c8b0d2e4f6a18";
export const SECRET = "s3cret";

/** The app's web server beside a dev shop of its own. Remix is not there; the rest is real. */
export type Laurel = {
  devShop: DevShop;
  context: AppContext;
  clock: Clock;
  url: string;
  domain: string;
  /** Asks as the embedded admin does, with a session token of one minute. */
  visit(): ReturnType<AppContext["requireMerchant"]>;
};

/** As `aLaurel`, with the app installed and opened once. */
export async function anInstalledLaurel(
  settings: Settings = {},
): Promise<Laurel & { shopId: bigint; gateway: ShopifyGateway }> {
  const laurel = await aLaurel(settings);
  await installApp(laurel.devShop, { optionalScopes: ["read_all_orders"] });
  const { shopId } = await laurel.visit();
  return { ...laurel, shopId, gateway: await laurel.context.gatewayOf(shopId) };
}

type Settings = { shop?: Partial<Shop>; clock?: Clock; timeoutMs?: number };

let shops = 0;

export async function aLaurel({ shop = {}, clock = createClock(noon), timeoutMs }: Settings = {}) {
  shops += 1;
  const domain = `test-${process.pid}-${shops}.myshopify.com`;
  const running = await startDevShop({
    databaseUrl: await emptyDatabase("shop"),
    shop: { myshopifyDomain: domain, ...shop },
    app: {
      id: 4242,
      handle: "laurel",
      clientId: CLIENT_ID,
      clientSecret: SECRET,
      url: "http://127.0.0.1:9",
      toml: parse(readFileSync("shopify.app.toml", "utf8")),
    },
    clock,
  });
  const config = aConfig((await testDatabase()).appUrl, running.url);
  const context = createContext({ config, clock, shopifyTimeoutMs: timeoutMs ?? 10_000 });
  const server = createServer(context, { admin: (_request, response) => response.end("admin") });
  const { url } = await server.listen(0);
  running.devShop.app.url = url;
  onTestFinished(async () => {
    await running.stop();
    await server.close();
    await context.close();
  });
  const visit: Laurel["visit"] = () => context.requireMerchant(visitOf(running.devShop));
  return { devShop: running.devShop, context, clock, url, domain, visit };
}

export function aConfig(databaseUrl: string, shopifyOrigin: string): Config {
  return parseConfig({
    DATABASE_URL: databaseUrl,
    SHOPIFY_API_KEY: CLIENT_ID,
    SHOPIFY_API_SECRET: SECRET,
    SHOPIFY_API_SECRET_PREVIOUS: "s3cret-before",
    SHOPIFY_APP_URL: "https://laurel.example.com",
    SHOPIFY_ORIGIN: shopifyOrigin,
    TOKEN_KEYS: `k1:${Buffer.alloc(32, 7).toString("base64")}`,
    TOMBSTONE_SECRET: "a tombstone secret of more than 32 characters",
    LOG_LEVEL: "silent",
  });
}

/** A request of the embedded admin's pages. */
export function visitOf(devShop: DevShop, token = mintSessionToken(devShop, { userId: 77 })) {
  return new Request("https://laurel.example.com/app", {
    headers: {
      authorization: `Bearer ${token}`,
      "user-agent": "Mozilla/5.0 (X11; Linux x86_64) Chrome/150.0.0.0",
    },
  });
}
