import { createHash, randomInt } from "node:crypto";
import pg from "pg";
import type { TestProject } from "vitest/node";
import { listMigrations, migrate } from "#bin/migrate.ts";
import { asOwner, dropDatabase, ensureDatabase, openPostgres } from "#bin/postgres.ts";
import type { PostgresServer } from "#bin/postgres.ts";

declare module "vitest" {
  interface ProvidedContext {
    /** The server's address, naming its maintenance database. */
    postgresUrl: string;
    templateDatabase: string;
    /** What the names of this run's databases begin with. */
    databasePrefix: string;
  }
}

const LOCK_CLASS = 727_072;
const TEMPLATE_LOCK = 0;

/** Once per run: a server, a migrated template, and the databases of killed runs swept away. */
export async function setup(project: TestProject): Promise<() => Promise<void>> {
  const server = await openPostgres(process.env["DATABASE_URL"], {
    dir: ".local/test-postgres",
    // Nothing here has to survive a power cut.
    flags: ["fsync=off", "synchronous_commit=off", "full_page_writes=off", "max_connections=300"],
  });
  const run = randomInt(1, 2 ** 31 - 1);
  const keeper = await holdLock(server, run);
  const templateDatabase = await prepareTemplate(server);
  const databasePrefix = `laurel_test_run${run}_`;
  project.provide("postgresUrl", server.url("postgres"));
  project.provide("templateDatabase", templateDatabase);
  project.provide("databasePrefix", databasePrefix);
  return async () => {
    // A few at a time: all at once would take more connections than the server has.
    const names = await listDatabases(server, databasePrefix);
    while (names.length > 0) {
      await Promise.all(names.splice(0, 8).map((name) => dropDatabase(server, name)));
    }
    // On somebody's server nothing stays behind; on ours the template saves the next run time.
    if (process.env["DATABASE_URL"]) await asOwner(server, (client) => sweep(server, client, ""));
    await keeper.end();
    await server.stop();
  };
}

/** Held while the run lives, so that others can tell its databases from leftovers. */
async function holdLock(server: PostgresServer, run: number): Promise<pg.Client> {
  const keeper = new pg.Client({ connectionString: server.url("postgres") });
  keeper.on("error", () => undefined);
  await keeper.connect();
  await keeper.query("select pg_advisory_lock($1, $2)", [LOCK_CLASS, run]);
  return keeper;
}

async function prepareTemplate(server: PostgresServer): Promise<string> {
  const sum = listMigrations().reduce((hash, m) => hash.update(m.checksum), createHash("sha256"));
  const template = `laurel_test_template_${sum.digest("hex").slice(0, 16)}`;
  await asOwner(server, async (client) => {
    await client.query("select pg_advisory_lock($1, $2)", [LOCK_CLASS, TEMPLATE_LOCK]);
    await sweep(server, client, template);
    if ((await listDatabases(server, template)).length > 0) return;
    const draft = "laurel_test_draft";
    await dropDatabase(server, draft);
    await migrate(await ensureDatabase(server, draft));
    await client.query(`alter database ${draft} rename to ${template}`);
  });
  return template;
}

/** Drops the databases of runs that are gone, and templates of other migrations if we are alone. */
async function sweep(server: PostgresServer, client: pg.Client, template: string): Promise<void> {
  const { rows } = await client.query<{ run: string }>(
    "select objid::text as run from pg_locks where locktype = 'advisory' and classid = $1",
    [LOCK_CLASS],
  );
  const alive = rows.map(({ run }) => `laurel_test_run${run}_`);
  const alone = rows.filter(({ run }) => run !== String(TEMPLATE_LOCK)).length === 1;
  for (const name of await listDatabases(server, "laurel_test_")) {
    const ofRun = name.startsWith("laurel_test_run");
    const gone = ofRun && !alive.some((prefix) => name.startsWith(prefix));
    const stale = name.startsWith("laurel_test_template_") && name !== template && alone;
    if (gone || stale) await dropDatabase(server, name);
  }
}

async function listDatabases(server: PostgresServer, prefix: string): Promise<string[]> {
  const { rows } = await asOwner(server, (client) =>
    client.query<{ datname: string }>(
      "select datname from pg_database where starts_with(datname, $1)",
      [prefix],
    ),
  );
  return rows.map(({ datname }) => datname);
}
