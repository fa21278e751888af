import { mkdirSync, rmSync } from "node:fs";
import path from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import pg from "pg";
import { parseConfig } from "#app/config.server.ts";
import { createContext, type AppContext } from "#app/context.server.ts";
import type { ShopContext } from "#app/db/context.ts";
import { starterProgram } from "#app/domain/program/starter.ts";
import { publishProgram } from "#app/usecases/publish-program.ts";
import { saveDraft } from "#app/usecases/save-draft.ts";
import { environmentOf, install, localApp } from "#bin/local-laurel.ts";
import { migrate } from "#bin/migrate.ts";
import { dropDatabase, ensureDatabase, freePort, type PostgresServer } from "#bin/postgres.ts";
import { createClock } from "#dev-shop/clock.ts";
import type { DevShop } from "#dev-shop/dev-shop.ts";
import { setPlan } from "#dev-shop/graphql/buckets.ts";
import { startDevShop } from "#dev-shop/server.ts";
import { startBalancer } from "#test/crashes/balancer.ts";
import { startKillablePostgres, type KillablePostgres } from "#test/crashes/killable-postgres.ts";
import { supervise, type Supervised } from "#test/crashes/supervisor.ts";

/** Laurel in processes of its own, on a Postgres of its own, beside a dev shop that stays up. */
export type Scene = {
  devShop: DevShop;
  postgres: KillablePostgres;
  webs: Supervised[];
  workers: Supervised[];
  /** Laurel's database, as owner; asks again as long as the server is away. */
  query<Row extends object>(text: string, values?: unknown[]): Promise<Row[]>;
  /** Laurel's own use cases, called from here: what staff does, and the closing checks. */
  ctx: ShopContext;
  stop(): Promise<void>;
};

export type SceneOptions = {
  /** Where the dev shop keeps its state; never killed. */
  shopServer: Pick<PostgresServer, "url">;
  /** A folder for Postgres and the logs. */
  dir: string;
  /** What the databases are called. */
  name: string;
};

const WEBS = 2;
const WORKERS = 2;

/** Starts everything, installs the app and publishes a program. */
export async function openScene({ shopServer, dir, name }: SceneOptions): Promise<Scene> {
  const postgres = await startKillablePostgres(path.join(dir, "postgres"));
  const databaseUrl = await freshDatabase(postgres.server, name);
  await migrate(databaseUrl);
  const app = localApp(name);
  const ports = await Promise.all(Array.from({ length: WEBS }, () => freePort()));
  const balancer = await startBalancer(ports);
  app.url = `http://127.0.0.1:${balancer.port}`;
  const running = await startDevShop({
    databaseUrl: await freshDatabase(shopServer, `${name}_shop`),
    shop: { myshopifyDomain: "crashes.myshopify.com", currency: "USD", taxRates: {} },
    app,
    clock: createClock(),
  });
  const { devShop } = running;
  // Deliveries go through the courier, who writes down what was answered.
  devShop.webhooks.hold();
  setPlan(devShop, { maximumAvailable: 100_000, restoreRate: 50_000 });
  const addresses = { databaseUrl, app, devShopUrl: running.url, name };
  const environment = environmentOf(addresses);
  const processes = startProcesses(dir, ports, { ...environment, LOG_LEVEL: "warn" });
  const context = createContext({
    config: parseConfig({ ...environment, LOG_LEVEL: "silent" }),
  });
  await waitForWeb(app.url);
  await install(devShop);
  const ctx = await publish(context, devShop);
  const pool = new pg.Pool({ connectionString: databaseUrl, max: 4 });
  pool.on("error", () => undefined);
  return {
    devShop,
    postgres,
    ...processes,
    ctx,
    query: (text, values = []) => patiently(async () => (await pool.query(text, values)).rows),
    stop: async () => {
      await Promise.all([...processes.webs, ...processes.workers].map((one) => one.stop()));
      await running.stop();
      await balancer.stop();
      await context.close();
      await pool.end();
      await postgres.stop();
    },
  };
}

async function freshDatabase(server: Pick<PostgresServer, "url">, name: string): Promise<string> {
  await dropDatabase(server, name);
  return ensureDatabase(server, name);
}

function startProcesses(dir: string, ports: number[], environment: Record<string, string>) {
  const logs = path.resolve(dir, "logs");
  rmSync(logs, { recursive: true, force: true });
  mkdirSync(logs, { recursive: true });
  const start = (name: string, script: string, more: Record<string, string> = {}) => {
    const log = path.join(logs, `${name}.log`);
    return supervise({ name, script, environment: { ...environment, ...more }, log });
  };
  return {
    webs: ports.map((port, index) =>
      start(`web-${index + 1}`, "bin/serve.ts", { PORT: String(port) }),
    ),
    workers: Array.from({ length: WORKERS }, (_, index) =>
      start(`worker-${index + 1}`, "bin/work.ts"),
    ),
  };
}

async function waitForWeb(url: string): Promise<void> {
  for (let tries = 0; tries < 600; tries++) {
    const ready = await fetch(`${url}/ready`).catch(() => null);
    if (ready?.ok) return;
    await sleep(50);
  }
  throw new Error("The web process did not come up");
}

/** One point for each unit of money, for ever: what the load generator can add up by itself. */
async function publish(context: AppContext, devShop: DevShop): Promise<ShopContext> {
  const shop = await context.findShop(devShop.shop.myshopifyDomain);
  if (!shop) throw new Error("The app is not installed.");
  const ctx = context.shopContext(shop.id, "staff:1");
  const draft = () =>
    ctx.inTransaction((tx) => tx.programDraft.findUnique({ where: { shopId: shop.id } }));
  while ((await draft()) === null) await sleep(50);
  const document = { ...starterProgram, tiers: null, expiry: { kind: "never" as const } };
  const saved = await saveDraft(ctx, { document, revision: (await draft())?.revision ?? 0 });
  if (!saved.ok) throw new Error(`The program was not saved: ${JSON.stringify(saved)}`);
  // Since before anything happened: orders are dated in whole seconds.
  const effectiveFrom = new Date(ctx.clock.now().getTime() - 3_600_000);
  const published = await publishProgram(ctx, { revision: saved.revision, effectiveFrom });
  if (!published.ok) throw new Error(`The program was not published: ${published.reason}`);
  return ctx;
}

/** While Postgres is away there is no answer, but there will be one. */
async function patiently<T>(work: () => Promise<T>): Promise<T> {
  for (let tries = 0; ; tries++) {
    try {
      return await work();
    } catch (error) {
      if (tries >= 300) throw error;
      await sleep(50);
    }
  }
}
