import { PrismaPg } from "@prisma/adapter-pg";
import pg from "pg";
import { PrismaClient } from "#app/db/generated/client.ts";
import { INTAKE_LANES } from "#app/db/inbox.ts";
import { openWaker, type Waker } from "#app/db/waker.ts";
import {
  replicaTransactions,
  shopReads,
  shopTransactions,
  type ShopTransactions,
} from "#app/db/shop-transactions.ts";

/** Postgres, in the ways we use it: Prisma within a shop, the pool for drains across shops. */
export type Database = {
  pool: pg.Pool;
  /** The inbox's own connections: whatever else waits for one, a webhook does not. */
  intakePool: pg.Pool;
  prisma: PrismaClient;
  waker: Waker;
  inShop: ShopTransactions;
  /** For what is only shown: on the read replica, if there is one that keeps up. */
  readInShop: ShopTransactions;
  close(): Promise<void>;
};

/** Shopify gives up after five seconds: better an honest "later" before that. */
const INTAKE_LIMITS = { connectionTimeoutMillis: 4_000, statement_timeout: 4_000 };

/** Better a failure that is tried again than waiting for ever. */
const LIMITS = { connectionTimeoutMillis: 10_000 };

/** Opens connections as `laurel_app`, whatever role the address names, so that policies hold. */
export function openDatabase(
  url: string,
  { connections = 10, replicaUrl }: { connections?: number; replicaUrl?: string | undefined } = {},
): Database {
  const connectionString = asLaurelApp(url);
  const pool = openPool({ connectionString, max: connections, ...LIMITS });
  const intakePool = openPool({ connectionString, max: INTAKE_LANES, ...INTAKE_LIMITS });
  const replica =
    replicaUrl === undefined
      ? null
      : openPool({ connectionString: asLaurelApp(replicaUrl), max: connections, ...LIMITS });
  return databaseOn({ pool, intakePool, replica, waker: openWaker(pool) });
}

type Parts = Pick<Database, "pool" | "intakePool" | "waker"> & { replica: pg.Pool | null };

/** The database on connections that are there, such as some whose every statement is watched. */
export function databaseOn({ pool, intakePool, replica, waker }: Parts): Database {
  const prisma = new PrismaClient({ adapter: new PrismaPg(pool) });
  const inShop = shopTransactions(pool, waker);
  return {
    pool,
    intakePool,
    prisma,
    waker,
    inShop,
    readInShop: replica ? replicaTransactions(replica, inShop) : shopReads(pool),
    close: async () => {
      await waker.rest();
      await prisma.$disconnect();
      const pools = [pool, intakePool, ...(replica ? [replica] : [])];
      await Promise.all(pools.map((each) => each.end().catch(() => undefined)));
    },
  };
}

function openPool(settings: pg.PoolConfig): pg.Pool {
  const pool = new pg.Pool({ ...settings, pipeline: true });
  pool.on("error", () => undefined); // A lost idle connection is replaced at the next query.
  pool.on("connect", (client) => client.on("error", () => undefined));
  return pool;
}

/**
 * No disk of today takes four times as long to jump as to read on. Believing so, the planner read
 * whole tables where a few hundred rows were looked up by their keys.
 */
const PLANNING = "-c random_page_cost=1.1";

/** The address with the role and the settings that web and worker connect with. */
export function asLaurelApp(url: string): string {
  const address = new URL(url);
  const role = address.username === "laurel_app" ? "" : "-c role=laurel_app ";
  address.searchParams.set("options", `${role}${PLANNING}`);
  return address.toString();
}
