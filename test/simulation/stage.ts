import pg from "pg";
import { parseConfig } from "#app/config.server.ts";
import { createContext, type AppContext } from "#app/context.server.ts";
import { asLaurelApp, databaseOn } from "#app/db/database.server.ts";
import { offlineSessionId, sealPlace } from "#app/db/sessions.ts";
import { tokenCipher } from "#app/db/token-cipher.ts";
import { gatedPool } from "#test/simulation/gated-pool.ts";
import { createScheduler, type Scheduler } from "#test/simulation/scheduler.ts";

/** What the processes of one run have in common: time, chance, and the way to Shopify. */
export type Surroundings = {
  now(): Date;
  newId(): string;
  randomBytes(count: number): Uint8Array;
  send(worker: string, request: Request): Promise<Response>;
  rewrite(text: string): string;
};

/** A database with three processes of ours: one shop lives in it after the other. */
export type Stage = {
  /** As the one who migrates: sees every row, and passes no gate. */
  owner: pg.Client;
  scheduler: Scheduler;
  contexts: Map<string, AppContext>;
  /** What the processes see from now on. */
  enter(surroundings: Surroundings): void;
  openShop(shop: ShopRow): Promise<void>;
  storeToken(domain: string, token: string): Promise<void>;
  /** Nothing of earlier shops is left over, so that a seed finds what it always finds. */
  sweep(shopId: bigint, domain: string): Promise<void>;
  close(): Promise<void>;
};

type ShopRow = {
  id: bigint;
  domain: string;
  currency: string;
  timeZone: string;
  scopes: string;
  openedAt: Date;
  token: string;
};

/** One answers requests, the others do what is due. */
export const WEB = "web";
export const WORKERS = ["one", "two"];

const config = parseConfig({
  DATABASE_URL: "postgres://nobody@localhost/none",
  SHOPIFY_API_KEY: "simulated",
  SHOPIFY_API_SECRET: "a secret of the simulation",
  SHOPIFY_APP_URL: "https://laurel.invalid",
  TOKEN_KEYS: `sim:${Buffer.alloc(32, 7).toString("base64")}`,
  TOMBSTONE_SECRET: "only for the time of a simulation, then gone",
  LOG_LEVEL: "silent",
});

export async function openStage(ownerUrl: string): Promise<Stage> {
  const owner = new pg.Client({ connectionString: ownerUrl });
  await owner.connect();
  await calm(owner);
  const scheduler = createScheduler(async (pid) => {
    const { rows } = await owner.query<{ blockers: number[] }>(
      "select pg_blocking_pids($1) as blockers",
      [pid],
    );
    return rows[0]?.blockers ?? [];
  });
  let present: Surroundings | null = null;
  const around = (): Surroundings => {
    if (!present) throw new Error("Nobody has entered the stage");
    return present;
  };
  const contexts = new Map<string, AppContext>();
  for (const worker of [WEB, ...WORKERS]) {
    const pool = gatedPool(asLaurelApp(ownerUrl), {
      ...{ worker, scheduler },
      rewrite: (text) => present?.rewrite(text) ?? text,
    });
    contexts.set(
      worker,
      createContext({
        config,
        database: databaseOn({ pool, intakePool: pool, replica: null, waker: nobodyIsWoken }),
        clock: { now: () => around().now() },
        newId: () => around().newId(),
        randomBytes: (count) => around().randomBytes(count),
        send: (input, init) => around().send(worker, new Request(input, withoutSignal(init))),
      }),
    );
  }
  let shops = 0;
  return {
    owner,
    scheduler,
    contexts,
    enter: (surroundings) => {
      present = surroundings;
    },
    openShop: (shop) => openShop(owner, shop),
    storeToken: (domain, token) => storeToken(owner, domain, token),
    sweep: async (shopId, domain) => {
      await owner.query("delete from work_item where shop_id = $1", [shopId.toString()]);
      await owner.query("delete from delivery where shop_domain = $1", [domain]);
      shops += 1;
      if (shops % SHOPS_PER_CLEANING === 0) await empty(owner);
    },
    close: async () => {
      for (const context of contexts.values()) await context.close();
      await owner.end();
    },
  };
}

const SHOPS_PER_CLEANING = 200;

/** Nobody listens, and whatever is sent has its turn: the scheduler looks for work itself. */
const nobodyIsWoken = { wake: () => undefined, rest: () => Promise.resolve() };

/** A timeout of the machine's time has no place here. */
function withoutSignal(init: RequestInit | undefined): RequestInit {
  return { ...init, signal: null };
}

/** Nothing but our own statements takes locks. */
async function calm(owner: pg.Client): Promise<void> {
  const { rows } = await owner.query<{ name: string }>("select current_database() as name");
  const name = pg.escapeIdentifier(rows[0]?.name ?? "");
  await owner.query(`alter database ${name} set synchronous_commit = off`);
  // Who closes the circle is the one to fail, however slow the machine is.
  await owner.query(`alter database ${name} set deadlock_timeout = '2ms'`);
  // Tables stay small, so one plan is as good as another: half of the server's time was planning.
  await owner.query(`alter database ${name} set plan_cache_mode = force_generic_plan`);
  for (const table of await tablesOf(owner)) {
    await owner.query(`alter table ${table} set (autovacuum_enabled = off)`);
  }
}

async function tablesOf(owner: pg.Client): Promise<string[]> {
  const { rows } = await owner.query<{ name: string }>(
    `select oid::regclass::text as name from pg_class
     where relkind = 'r' and relnamespace = 'public'::regnamespace
       and relname not like '\\_prisma%'`,
  );
  return rows.map(({ name }) => name);
}

async function empty(owner: pg.Client): Promise<void> {
  await owner.query(`truncate ${(await tablesOf(owner)).join(", ")}`);
}

async function openShop(owner: pg.Client, shop: ShopRow): Promise<void> {
  const { id, domain, currency, timeZone, scopes, openedAt, token } = shop;
  const known = await owner.query("select from shop where id = $1", [id.toString()]);
  if (known.rowCount) {
    await owner.query("select set_config('laurel.shop_id', $1, false)", [id.toString()]);
    await owner.query("select laurel_redact_shop($1)", [id.toString()]);
  }
  await owner.query(
    `insert into shop (id, domain, name, currency, time_zone, scopes, installed_at, shopify_id)
     values ($1, $2, 'The shop', $3, $4, $5, $6, 'gid://shopify/Shop/61200000001')`,
    [id.toString(), domain, currency, timeZone, scopes, openedAt],
  );
  await storeToken(owner, domain, token);
}

async function storeToken(owner: pg.Client, domain: string, token: string): Promise<void> {
  const session = offlineSessionId(domain);
  const cipher = tokenCipher(config.TOKEN_KEYS);
  const seal = (text: string, part: string) => cipher.encrypt(text, sealPlace(session, part));
  await owner.query(
    `insert into session (id, shop, state, is_online, scope, access_token, refresh_token)
     values ($1, $2, '', false, '', $3, $4)
     on conflict (id) do update
     set access_token = excluded.access_token, refresh_token = excluded.refresh_token`,
    [session, domain, seal(token, "access"), seal(`refresh-${token}`, "refresh")],
  );
}
