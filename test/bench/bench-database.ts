import pg from "pg";
import { openDatabase, type Database } from "#app/db/database.server.ts";
import { migrate } from "#bin/migrate.ts";
import { asOwner, dropDatabase, ensureDatabase, startPostgres } from "#bin/postgres.ts";

/** A migrated database of a benchmark's own, on a Postgres that survives a power cut. */
export type BenchDatabase = {
  /** As web and worker connect: bound by row level security. */
  database: Database;
  /** As owner, for what is loaded and looked at. */
  owner: pg.Client;
  ownerUrl: string;
  appUrl: string;
  /** Whether it was there from an earlier run. */
  kept: boolean;
  /** Drops the database unless it is to be kept. */
  close(): Promise<void>;
};

const FLAGS = [
  "shared_buffers=1GB",
  "max_wal_size=8GB",
  "checkpoint_timeout=15min",
  "max_connections=200",
  ...(process.env["PROFILE"]
    ? ["shared_preload_libraries=pg_stat_statements", "pg_stat_statements.track=all"]
    : ["shared_preload_libraries="]),
];

/** Opens a database; a kept one is found again, and brought to the newest migration. */
export async function openBenchDatabase(
  name: string,
  { connections = 10, keep = false } = {},
): Promise<BenchDatabase> {
  const server = await startPostgres({ dir: ".local/bench-postgres", flags: FLAGS });
  const own = `laurel_bench_${name}`;
  if (!keep) await dropDatabase(server, own);
  const kept = await asOwner(server, async (client) => {
    const found = await client.query("select from pg_database where datname = $1", [own]);
    return found.rowCount === 1;
  });
  const ownerUrl = await ensureDatabase(server, own);
  await migrate(ownerUrl);
  const owner = new pg.Client({ connectionString: ownerUrl });
  await owner.connect();
  const database = openDatabase(ownerUrl, { connections });
  return {
    database,
    owner,
    ownerUrl,
    appUrl: asApp(ownerUrl),
    kept,
    close: async () => {
      await owner.end();
      await database.close();
      if (!keep) await dropDatabase(server, own);
      await server.stop();
    },
  };
}

function asApp(ownerUrl: string): string {
  const url = new URL(ownerUrl);
  url.searchParams.set("options", "-c role=laurel_app");
  return url.toString();
}
