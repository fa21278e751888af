import { migrate } from "#bin/migrate.ts";
import pg from "pg";
import { asOwner, dropDatabase, ensureDatabase, openPostgres } from "#bin/postgres.ts";

export type Databases = { urls: string[]; close(): Promise<void> };

/** Opens so many migrated databases of their own, which are gone afterwards. */
export async function openDatabases(count: number, given: string | undefined): Promise<Databases> {
  const server = await openPostgres(given, {
    dir: ".local/simulation-postgres",
    // Nothing here has to survive a power cut, and only our own statements take locks.
    flags: [
      ...["fsync=off", "synchronous_commit=off", "full_page_writes=off", "autovacuum=off"],
      ...["max_connections=100", "jit=off", "max_wal_size=4GB"],
    ],
  });
  const run = `laurel_simulation_${process.pid}`;
  const template = `${run}_template`;
  await migrate(await ensureDatabase(server, template));
  const names = Array.from({ length: count }, (_, index) => `${run}_${index}`);
  for (const name of names) {
    const [quoted, source] = [name, template].map((part) => pg.escapeIdentifier(part));
    await asOwner(server, (client) => client.query(`create database ${quoted} template ${source}`));
  }
  return {
    urls: names.map((name) => server.url(name)),
    close: async () => {
      for (const name of [...names, template]) await dropDatabase(server, name);
      await server.stop();
    },
  };
}
