import { PrismaPg } from "@prisma/adapter-pg";
import pg from "pg";
import { ask } from "#app/db/sql.server.ts";
import { PrismaClient } from "#app/db/generated/client.ts";

const clients = new WeakMap<pg.PoolClient, PrismaClient>();

/** Prisma's models on one connection, whose transaction is ours to begin and to end. */
export function modelsOn(connection: pg.PoolClient): PrismaClient {
  const known = clients.get(connection);
  if (known) return known;
  const prisma = new PrismaClient({ adapter: new PrismaPg(poolOf(connection)) });
  clients.set(connection, prisma);
  return prisma;
}

/** What Prisma does in a transaction of its own is a savepoint within ours. */
const NESTED = new Map([
  ["BEGIN", "SAVEPOINT nested"],
  ["COMMIT", "RELEASE SAVEPOINT nested"],
  ["ROLLBACK", "ROLLBACK TO SAVEPOINT nested"],
]);

type Query = string | { text: string };

/** A pool that has this one connection, and never closes it. */
function poolOf(connection: pg.PoolClient): pg.Pool {
  const query = (asked: Query, values?: unknown[]) => {
    const config = typeof asked === "string" ? { text: asked } : asked;
    const text = NESTED.get(config.text) ?? config.text;
    return ask(
      connection,
      values === undefined ? { ...config, text } : { ...config, text, values },
    );
  };
  const nobody = () => undefined;
  const parts = { query, on: nobody, removeListener: nobody, release: nobody };
  const pool = { ...parts, connect: () => Promise.resolve(parts), options: {} };
  // Prisma asks whether it is a pool, and uses of it only these.
  return Object.assign(Object.create(pg.Pool.prototype) as pg.Pool, pool);
}
