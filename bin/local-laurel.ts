import { createHash, randomBytes } from "node:crypto";
import { existsSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import type { RequestListener } from "node:http";
import path from "node:path";
import { parse } from "smol-toml";
import { parseConfig } from "#app/config.server.ts";
import { createContext, setContext, type AppContext } from "#app/context.server.ts";
import { createServer } from "#app/http/server.ts";
import { startWorker, type Worker } from "#app/jobs/worker.ts";
import { migrate } from "#bin/migrate.ts";
import { ensureDatabase, type PostgresServer } from "#bin/postgres.ts";
import { startAppTunnel } from "#dev-shop/admin/app-tunnel.ts";
import { installApp, findInstallation } from "#dev-shop/auth/installation.ts";
import { mintSessionToken } from "#dev-shop/auth/session-token.ts";
import type { Clock } from "#dev-shop/clock.ts";
import type { ShopDraft } from "#dev-shop/create-dev-shop.ts";
import type { App, DevShop } from "#dev-shop/dev-shop.ts";
import { startDevShop } from "#dev-shop/server.ts";

/**
 * Laurel beside a dev shop, in one process and on one clock: the demo's, and the browser tests'.
 */
export type LocalLaurel = {
  devShop: DevShop;
  context: AppContext;
  worker: Worker;
  /** The storefront. */
  storefrontUrl: string;
  /** The embedded admin, in the dev shop's frame. */
  adminUrl: string;
  /** Where webhooks go. */
  appUrl: string;
  /** Installs the app as Shopify does, if it is not: scopes granted, then the app opened. */
  install(optionalScopes?: string[]): Promise<void>;
  stop(): Promise<void>;
};

export type LocalOptions = {
  postgres: PostgresServer;
  /** Names of the two databases: `<name>` and `<name>_shop`. */
  name: string;
  shop: ShopDraft;
  clock: Clock;
  admin: RequestListener;
  ports?: { app?: number; tunnel?: number; devShop?: number };
};

const BROWSER =
  "Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/150.0.0.0";

/** Migrates, and starts dev shop, web server, worker and the door for browsers. */
export async function startLocalLaurel(options: LocalOptions): Promise<LocalLaurel> {
  const { name, shop, clock, admin, ports = {} } = options;
  const { databaseUrl, shopDatabaseUrl } = await openDatabases(options);
  const app = localApp(name);
  const port = ports.devShop ?? 0;
  const running = await startDevShop({ databaseUrl: shopDatabaseUrl, shop, app, clock, port });
  const { devShop } = running;
  const context = createContext({
    config: parseConfig(environmentOf({ databaseUrl, app, devShopUrl: running.url, name })),
    clock,
  });
  setContext(context);
  const web = createServer(context, { admin });
  app.url = (await web.listen(ports.app ?? 0)).url;
  const tunnel = await startAppTunnel({
    target: app.url,
    allowFrameFrom: running.url,
    appUrl: context.config.SHOPIFY_APP_URL,
    port: ports.tunnel ?? 0,
  });
  app.frameUrl = tunnel.url;
  const worker = await startWorker(context);
  return {
    devShop,
    context,
    worker,
    storefrontUrl: running.url,
    adminUrl: `${running.url}/admin/apps/${app.handle}`,
    appUrl: app.url,
    install: (optionalScopes = []) => install(devShop, optionalScopes),
    stop: async () => {
      await devShop.webhooks.stop();
      await worker.stop();
      await tunnel.close();
      await web.close();
      await running.stop();
      await context.close();
    },
  };
}

async function openDatabases({ postgres, name }: LocalOptions) {
  const [databaseUrl, shopDatabaseUrl] = await Promise.all([
    ensureDatabase(postgres, name),
    ensureDatabase(postgres, `${name}_shop`),
  ]);
  await migrate(databaseUrl);
  return { databaseUrl, shopDatabaseUrl };
}

/** The app as the dev shop knows it; its address is filled in when it listens. */
export function localApp(name: string): App {
  const toml = parse(readFileSync("shopify.app.toml", "utf8"));
  return {
    id: 1001,
    handle: String(toml["handle"]),
    clientId: String(toml["client_id"]),
    clientSecret: secretOf(name, "client"),
    url: "",
    toml,
    extensionsFolder: path.resolve("extensions"),
  };
}

type Addresses = { databaseUrl: string; app: App; devShopUrl: string; name: string };

/** What web and worker read at start. */
export function environmentOf({
  databaseUrl,
  app,
  devShopUrl,
  name,
}: Addresses): Record<string, string> {
  const tokenKey = createHash("sha256").update(secretOf(name, "tokens")).digest("base64");
  return {
    DATABASE_URL: databaseUrl,
    SHOPIFY_API_KEY: app.clientId,
    SHOPIFY_API_SECRET: app.clientSecret,
    SHOPIFY_APP_URL: "https://laurel.example.com",
    APP_BRIDGE_URL: `${devShopUrl}/app-bridge.js`,
    SHOPIFY_ORIGIN: devShopUrl,
    TOKEN_KEYS: `local:${tokenKey}`,
    TOMBSTONE_SECRET: secretOf(name, "tombstones"),
    LOG_LEVEL: process.env["LOG_LEVEL"] ?? "error",
  };
}

/**
 * Secrets of this machine's own, made once, so that a second start can read what the first wrote.
 */
function secretOf(name: string, purpose: string): string {
  const file = path.resolve(".local", "secrets", name);
  if (!existsSync(file)) {
    mkdirSync(path.dirname(file), { recursive: true });
    writeFileSync(file, randomBytes(32).toString("hex"), { mode: 0o600 });
  }
  const root = readFileSync(file, "utf8");
  return createHash("sha256").update(`${purpose}:${root}`).digest("hex");
}

/** Managed installation: scopes are granted, and the merchant lands in the app. */
export async function install(devShop: DevShop, optionalScopes: string[] = []): Promise<void> {
  const installation = await findInstallation(devShop);
  if (!installation || installation.uninstalledAt !== null) {
    await installApp(devShop, { optionalScopes });
  }
  await openApp(devShop);
}

/** What the admin's frame asks for first; the app exchanges the session token for its own. */
async function openApp(devShop: DevShop): Promise<void> {
  const { app, shop } = devShop;
  const host = Buffer.from(`${shop.myshopifyDomain}/admin`).toString("base64url");
  const query = new URLSearchParams({
    embedded: "1",
    shop: shop.myshopifyDomain,
    host,
    locale: "en",
    id_token: mintSessionToken(devShop, { userId: 1 }),
  });
  const answer = await fetch(`${app.url}/app?${query}`, { headers: { "User-Agent": BROWSER } });
  if (!answer.ok) throw new Error(`The app did not open in the admin: ${answer.status}`);
}
