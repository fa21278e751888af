import { createHmac, randomBytes, randomUUID } from "node:crypto";
import type { Config } from "#app/config.server.ts";
import { accessTokens } from "#app/db/access-tokens.ts";
import type { Clock, ShopContext } from "#app/db/context.ts";
import { summarizeChecks } from "#app/db/check-summary.ts";
import { openDatabase, type Database } from "#app/db/database.server.ts";
import { openInbox, type Delivery } from "#app/db/inbox.ts";
import { sessionStorage } from "#app/db/sessions.ts";
import { findShopByDomain, getShop, type ShopRow } from "#app/db/shops.ts";
import { readsOn } from "#app/db/sql.server.ts";
import { tokenCipher } from "#app/db/token-cipher.ts";
import { readinessOf } from "#app/db/readiness.server.ts";
import { listWaiting } from "#app/db/waiting-work.ts";
import type { ShopEvent } from "#app/domain/shop-event.ts";
import { openLog, type Log } from "#app/log.server.ts";
import { openMetrics, type Metrics } from "#app/metrics.server.ts";
import { adminGateways } from "#app/shopify/admin-gateway.ts";
import { openShopifyApp, type ShopifyApp } from "#app/shopify/app.server.ts";
import { shopifyFetch } from "#app/shopify/fetch.server.ts";
import type { ShopifyGateway } from "#app/shopify/gateway.ts";
import { receiveMerchant, type MerchantVisit } from "#app/shopify/merchant.server.ts";
import { readWebhook } from "#app/shopify/read-webhook.ts";
import { refreshToken } from "#app/shopify/refresh-token.ts";
import { SCOPES } from "#app/shopify/scopes.ts";
import { isSignedWebhook, readProxyCaller, type ProxyCaller } from "#app/shopify/signatures.ts";
import { admitShop } from "#app/usecases/admit-shop.ts";
import { limitGuesses, type Guesses } from "#app/usecases/limit-guesses.ts";
import { redeemTogether, type Redeem } from "#app/usecases/redeem-together.ts";

export type { ProxyCaller };

/** What loaders and actions of the admin work with: the shop's context and the verified visit. */
export type MerchantContext = ShopContext &
  Pick<MerchantVisit, "redirect"> & {
    shop: Pick<ShopRow, "domain" | "name" | "currency" | "timeZone">;
  };

/** The parts of one process, wired together. Handed to HTTP, jobs and commands. */
export type AppContext = {
  config: Config;
  database: Database;
  clock: Clock;
  log: Log;
  metrics: Metrics;
  newId(): string;
  randomBytes(count: number): Uint8Array;
  findShop(domain: string): Promise<ShopRow | null>;
  /** What use cases and queries of one shop are given. */
  shopContext(shopId: bigint, author: string): ShopContext;
  /**
   * For what is only shown: the read replica if there is one, so it may be a second old, and
   * nothing can be written. Who decides, or has just changed something, must not use it.
   */
  readContext(shopId: bigint, author: string): ShopContext;
  /** The port to one shop; its calls throw `ShopifyAccessLost` once the app is uninstalled. */
  gatewayOf(shopId: bigint): Promise<ShopifyGateway>;
  /** Authenticates a request from the embedded admin. Throws the response to give otherwise. */
  requireMerchant(request: Request): Promise<MerchantContext>;
  /** What a document in the admin's frame must be sent with. */
  addDocumentResponseHeaders(request: Request, headers: Headers): void;
  /** What a delivery says; never throws: bodies that cannot be read say so. */
  readWebhook(topic: string, body: string | null): ShopEvent;
  /** Keeps a webhook for the drain; once it returns, nothing can lose it. */
  keepDelivery(delivery: Delivery): Promise<void>;
  /** Spends points on a reward, together with others who ask at the same time. */
  redeem: Redeem;
  /** Who has tried invitation codes that nobody has. */
  guesses: Guesses;
  isSignedWebhook(body: Uint8Array, signature: string | undefined): boolean;
  readProxyCaller(query: URLSearchParams): ProxyCaller | null;
  /** Whether the database answers, and has every migration that this code was written for. */
  isReady(): Promise<boolean>;
  close(): Promise<void>;
};

/** What a test or a replay may decide instead of the machine. */
export type ContextParts = {
  config: Config;
  clock?: Clock;
  newId?: () => string;
  randomBytes?: (count: number) => Uint8Array;
  /** How long Shopify may take to answer. */
  shopifyTimeoutMs?: number;
  /** Closed with the context. */
  database?: Database;
  /** The way to Shopify. */
  send?: typeof fetch;
  /** Where the log goes instead of the standard output. */
  logTo?: { write(line: string): void };
};

/** Wires everything together; opens connections only when they are first used. */
export function createContext({ config, ...given }: ContextParts): AppContext {
  const database = given.database ?? databaseOf(config);
  const log = openLog(config.LOG_LEVEL, given.logTo);
  const chance = chanceOf(given);
  const metrics = openMetrics({
    listWaiting: () => listWaiting(database.pool, chance.clock.now()),
    summarizeChecks: () => summarizeChecks(database.pool, chance.clock.now()),
  });
  const shopContext = shopContexts(config, database, chance);
  const shopify = shopifyAppOf(config, database, log);
  const secrets = shopifySecrets(config);
  return {
    config,
    database,
    log,
    metrics,
    ...chance,
    shopContext,
    readContext: (shopId, author) => ({
      ...shopContext(shopId, author),
      inTransaction: (work) => database.readInShop(shopId, work),
    }),
    findShop: (domain) => findShopByDomain(readsOn(database.pool), domain),
    gatewayOf: gatewaysOf({ config, database, metrics }, given),
    requireMerchant: async (request) => {
      const { domain, author, redirect } = await receiveMerchant(shopify, request);
      const shop = await admitShop(database, { domain, now: chance.clock.now() });
      return { ...shopContext(shop.id, author), redirect, shop };
    },
    addDocumentResponseHeaders: shopify.addDocumentResponseHeaders,
    readWebhook,
    keepDelivery: openInbox(database).keep,
    redeem: redeemTogether(),
    guesses: limitGuesses(chance.clock),
    isSignedWebhook: (body, signature) => isSignedWebhook(body, signature, secrets),
    readProxyCaller: (query) => readProxyCaller(query, { secrets, now: chance.clock.now() }),
    isReady: readinessOf(database.pool),
    close: () => database.close(),
  };
}

function databaseOf({ DATABASE_URL, DATABASE_REPLICA_URL: replicaUrl }: Config): Database {
  return openDatabase(DATABASE_URL, { replicaUrl });
}

type Chance = Pick<AppContext, "clock" | "newId" | "randomBytes">;

function chanceOf(given: Omit<ContextParts, "config">): Chance {
  return {
    clock: given.clock ?? { now: () => new Date() },
    newId: given.newId ?? (() => randomUUID()),
    randomBytes: given.randomBytes ?? ((count) => randomBytes(count)),
  };
}

function shopContexts(
  { TOMBSTONE_SECRET }: Config,
  database: Database,
  chance: Chance,
): AppContext["shopContext"] {
  // A key of its own, from the one secret that never changes: old records must stay provable.
  const recordKey = createHmac("sha256", TOMBSTONE_SECRET).update("laurel.records.1").digest();
  return (shopId, author) => ({
    ...chance,
    shopId,
    author,
    hashCustomer: (customerId) =>
      createHmac("sha256", TOMBSTONE_SECRET).update(`${shopId}/${customerId}`).digest("base64url"),
    signRecord: (text) =>
      createHmac("sha256", recordKey).update(`${shopId}/${text}`).digest("base64url"),
    inTransaction: (work) => database.inShop(shopId, work),
  });
}

let current: AppContext | undefined;

/** The context of this process, for Remix's routes, which nothing can be handed to. */
export function context(): AppContext {
  if (!current) throw new Error("No context: call setContext before the first request.");
  return current;
}

/** Sets the context of this process, once, before the first request. */
export function setContext(context: AppContext): void {
  current = context;
}

/** The merchant who asks, and what to work with; for loaders and actions of the admin. */
export function requireMerchant(request: Request): Promise<MerchantContext> {
  return context().requireMerchant(request);
}

/** Adds what a document in the admin's frame must be sent with. */
export function addDocumentResponseHeaders(request: Request, headers: Headers): void {
  context().addDocumentResponseHeaders(request, headers);
}

/** Logs that a page failed: by its path alone, as the rest of an address may name people. */
export function noteFailure(request: Request, error: unknown): void {
  context().log.error({ error, path: new URL(request.url).pathname }, "A page failed");
}

/** What every document must know to start App Bridge. Nothing of it is secret. */
export function pageSettings(): { apiKey: string; appBridgeUrl: string } {
  const { config } = context();
  return { apiKey: config.SHOPIFY_API_KEY, appBridgeUrl: config.APP_BRIDGE_URL };
}

function shopifyAppOf(config: Config, database: Database, log: Log): ShopifyApp {
  return openShopifyApp(config, {
    sessionStorage: sessionStorage(database.prisma, config.TOKEN_KEYS),
    scopes: [...SCOPES],
    // The library's own words may name shops and hold parts of requests: only that it complained.
    report: (severity) => log.debug({ severity }, "Shopify's library reports a problem"),
  });
}

function shopifySecrets(config: Config): string[] {
  const previous = config.SHOPIFY_API_SECRET_PREVIOUS;
  return [config.SHOPIFY_API_SECRET, ...(previous === undefined ? [] : [previous])];
}

/** Counts calls by what became of them. */
function counted(send: typeof fetch, metrics: Metrics): typeof fetch {
  return async (input, init) => {
    try {
      const response = await send(input, init);
      metrics.noteShopifyCall(response.ok ? "answered" : "refused");
      return response;
    } catch (error) {
      metrics.noteShopifyCall("failed");
      throw error;
    }
  };
}

function gatewaysOf(
  { config, database, metrics }: Pick<AppContext, "config" | "database" | "metrics">,
  given: Pick<ContextParts, "send" | "shopifyTimeoutMs">,
): AppContext["gatewayOf"] {
  const { shopifyTimeoutMs: timeoutMs } = given;
  const send = counted(given.send ?? shopifyFetch(config), metrics);
  const token = accessTokens({
    pool: database.pool,
    cipher: tokenCipher(config.TOKEN_KEYS),
    refresh: (domain, old) => refreshToken(config, send, { domain, token: old }),
  });
  const gateways = adminGateways({
    send,
    token,
    timeoutMs,
    noteBudget: metrics.noteShopifyBudget,
  });
  return async (shopId) => gateways((await getShop(database.prisma, shopId)).domain);
}
