import { PrismaPg } from "@prisma/adapter-pg";
import pg from "pg";
import type { Tx } from "#app/db/context.ts";
import { PrismaClient } from "#app/db/generated/client.ts";

/** Postgres, in the two ways we use it: Prisma within a shop, the pool for drains across shops. */
export type Database = {
  pool: pg.Pool;
  prisma: PrismaClient;
  inShop<T>(shopId: bigint, work: (tx: Tx) => Promise<T>): Promise<T>;
  close(): Promise<void>;
};

/** Opens connections as `laurel_app`, whatever role the address names, so that policies hold. */
export function openDatabase(url: string, { connections = 10 } = {}): Database {
  const pool = new pg.Pool({ connectionString: asLaurelApp(url), max: connections });
  pool.on("error", () => undefined); // A lost idle connection is replaced at the next query.
  pool.on("connect", (client) => client.on("error", () => undefined));
  const prisma = new PrismaClient({ adapter: new PrismaPg(pool) });
  return {
    pool,
    prisma,
    inShop: (shopId, work) =>
      prisma.$transaction(
        async (tx) => {
          await tx.$executeRaw`SELECT set_config('laurel.shop_id', ${shopId.toString()}, true)`;
          return work(tx);
        },
        { maxWait: 10_000, timeout: 60_000 },
      ),
    close: async () => {
      await prisma.$disconnect();
      await pool.end().catch(() => undefined);
    },
  };
}

function asLaurelApp(url: string): string {
  const address = new URL(url);
  if (address.username === "laurel_app") return url;
  address.searchParams.set("options", "-c role=laurel_app");
  return address.toString();
}
