/** The state of the shop in Postgres, in a database of its own. */
import { Pool } from "pg";

import { createAccess } from "#dev-shop/store/access.ts";
import type { StoreAccess } from "#dev-shop/store/access.ts";
import { createIds } from "#dev-shop/store/ids.ts";
import type { Ids } from "#dev-shop/store/ids.ts";
import { schemaStatements } from "#dev-shop/store/schema.ts";

export type Store = StoreAccess & {
  ids: Ids;
  /** Everything `work` does through its `tx` happens, or nothing does. */
  transaction: <T>(work: (tx: StoreAccess) => Promise<T>) => Promise<T>;
  close: () => Promise<void>;
};

/** Connects and makes the tables that are missing. The database must exist. */
export async function createStore(databaseUrl: string): Promise<Store> {
  const pool = new Pool({ connectionString: databaseUrl, max: 10 });
  // An idle connection that the server drops must not end the process; the next query says what is
  // wrong.
  pool.on("error", () => undefined);
  const startNumber = await prepare(pool);

  return {
    ...createAccess(pool),
    ids: createIds(startNumber),
    transaction: (work) => inTransaction(pool, work),
    close: () => pool.end(),
  };
}

async function prepare(pool: Pool): Promise<number> {
  const client = await pool.connect();
  try {
    await client.query("begin");
    // Two shops starting on one new database would otherwise race to create the same tables.
    await client.query("select pg_advisory_xact_lock(7310421)");
    for (const statement of schemaStatements()) await client.query(statement);
    const result = await client.query<{ n: number }>("select nextval('start_number')::int n");
    await client.query("commit");
    return result.rows[0]?.n ?? 1;
  } finally {
    client.release();
  }
}

async function inTransaction<T>(pool: Pool, work: (tx: StoreAccess) => Promise<T>): Promise<T> {
  const client = await pool.connect();
  try {
    await client.query("begin");
    const result = await work(createAccess(client));
    await client.query("commit");
    return result;
  } catch (error) {
    await client.query("rollback");
    throw error;
  } finally {
    client.release();
  }
}
