import { randomBytes } from "node:crypto";
import pg from "pg";
import { parseConfig } from "#app/config.server.ts";
import { createContext, type AppContext } from "#app/context.server.ts";
import type { Clock, ShopContext } from "#app/db/context.ts";
import type { ShopRow } from "#app/db/shops.ts";
import type { ProgramInput } from "#app/domain/program/document.ts";
import { publishProgram } from "#app/usecases/publish-program.ts";
import { saveDraft } from "#app/usecases/save-draft.ts";
import { migrate } from "#bin/migrate.ts";
import { dropDatabase, ensureDatabase, openPostgres } from "#bin/postgres.ts";

/** A database of a bench's own, as web and worker see it, and as its owner does. */
export type Bench = {
  url: string;
  context: AppContext;
  /** Sees every row, for filling and counting. */
  owner: pg.Pool;
  close(): Promise<void>;
};

/** The settings of a small production server; a commit waits for the disk, as it must there. */
export const SETTINGS = [
  "shared_buffers=1GB",
  "max_wal_size=4GB",
  "checkpoint_timeout=15min",
  ...(process.env["PROFILE"]
    ? ["shared_preload_libraries=pg_stat_statements", "pg_stat_statements.track=all"]
    : []),
];

/** Starts the embedded Postgres, and a migrated database that is dropped by `close`. */
export async function openBench(name: string): Promise<Bench> {
  const server = await openPostgres(process.env["DATABASE_URL"], {
    dir: ".local/bench-postgres",
    flags: SETTINGS,
  });
  const database = `laurel_bench_${name}_${process.pid}`;
  const url = await ensureDatabase(server, database);
  await migrate(url);
  const context = benchContext(url);
  const owner = new pg.Pool({ connectionString: url, max: 4 });
  owner.on("error", () => undefined);
  const close = async () => {
    await context.close();
    await owner.end();
    await dropDatabase(server, database);
    await server.stop();
  };
  return { url, context, owner, close };
}

/** Signs what Shopify would sign. */
export const BENCH_SECRET = "secret-of-the-bench";

/** The parts of a process that works on the database, wired together as in production. */
export function benchContext(url: string, { clock }: { clock?: Clock } = {}): AppContext {
  const config = parseConfig({
    DATABASE_URL: url,
    SHOPIFY_API_KEY: "bench",
    SHOPIFY_API_SECRET: BENCH_SECRET,
    SHOPIFY_APP_URL: "https://laurel.example",
    TOKEN_KEYS: `bench:${randomBytes(32).toString("base64")}`,
    TOMBSTONE_SECRET: "a secret of these measurements, 32 letters or more",
    LOG_LEVEL: "warn",
  });
  return createContext(clock ? { config, clock } : { config });
}

/** A shop with a program in force for a year. */
export async function aBenchShop(
  { context }: Bench,
  { domain, program }: { domain: string; program: ProgramInput },
): Promise<{ shop: ShopRow; ctx: ShopContext }> {
  const effectiveFrom = new Date(Date.now() - 365 * 86_400_000);
  const shop = await context.database.prisma.shop.create({
    data: { domain, installedAt: effectiveFrom },
  });
  const ctx = context.shopContext(shop.id, "laurel");
  const saved = await saveDraft(ctx, { document: program, revision: 0 });
  if (!saved.ok) throw new Error(`the draft was not saved: ${JSON.stringify(saved)}`);
  const { revision } = saved;
  const published = await publishProgram(ctx, { revision, effectiveFrom });
  if (!published.ok) throw new Error(`nothing was published: ${JSON.stringify(published)}`);
  return { shop, ctx };
}
