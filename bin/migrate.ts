import { createHash, randomUUID } from "node:crypto";
import { existsSync, readdirSync, readFileSync } from "node:fs";
import path from "node:path";
import { fileURLToPath } from "node:url";
import pg from "pg";
import { migrateSchedule } from "#bin/migrate-schedule.ts";

const FOLDER = fileURLToPath(new URL("../prisma/migrations", import.meta.url));
/** The advisory lock that Prisma's own migrate takes, so the two exclude each other. */
const PRISMA_LOCK = 72_707_369;

export type Migration = { name: string; sql: string; checksum: string };
type Applied = { migration_name: string; checksum: string; finished_at: Date | null };

/**
 * Applies what is new in `prisma/migrations` and returns the names. It keeps Prisma's own table, so
 * this and `prisma migrate deploy` are interchangeable.
 */
export async function migrate(databaseUrl: string): Promise<string[]> {
  const client = new pg.Client({ connectionString: databaseUrl });
  client.on("error", () => undefined);
  await client.connect();
  try {
    await client.query("select pg_advisory_lock($1)", [PRISMA_LOCK]);
    // What waits for a table's lock makes everybody behind it wait: better to fail, and try again.
    await client.query("set lock_timeout = '5s'");
    await client.query(MIGRATIONS_TABLE);
    const pending = await listPending(client);
    for (const migration of pending) await apply(client, migration);
    if (listMigrations().length > 0) await migrateSchedule(databaseUrl);
    return pending.map((migration) => migration.name);
  } finally {
    await client.end();
  }
}

/** The migrations on disk, oldest first. */
export function listMigrations(): Migration[] {
  if (!existsSync(FOLDER)) return [];
  return readdirSync(FOLDER)
    .filter((name) => existsSync(path.join(FOLDER, name, "migration.sql")))
    .sort()
    .map((name) => {
      const sql = readFileSync(path.join(FOLDER, name, "migration.sql"), "utf8");
      return { name, sql, checksum: createHash("sha256").update(sql).digest("hex") };
    });
}

const MIGRATIONS_TABLE = `
  create table if not exists "_prisma_migrations" (
    id varchar(36) primary key not null,
    checksum varchar(64) not null,
    finished_at timestamptz,
    migration_name varchar(255) not null,
    logs text,
    rolled_back_at timestamptz,
    started_at timestamptz not null default now(),
    applied_steps_count integer not null default 0
  )`;

async function listPending(client: pg.Client): Promise<Migration[]> {
  const { rows } = await client.query<Applied>(
    `select migration_name, checksum, finished_at
       from "_prisma_migrations" where rolled_back_at is null`,
  );
  const applied = new Map(rows.map((row) => [row.migration_name, row]));
  return listMigrations().filter(({ name, checksum }) => {
    const row = applied.get(name);
    if (row && !row.finished_at) throw new Error(`Migration ${name} failed earlier`);
    if (row && row.checksum !== checksum) {
      throw new Error(`Migration ${name} was edited after it was applied`);
    }
    return !row;
  });
}

async function apply(client: pg.Client, { name, sql, checksum }: Migration): Promise<void> {
  const id = randomUUID();
  await client.query(
    `insert into "_prisma_migrations" (id, checksum, migration_name) values ($1, $2, $3)`,
    [id, checksum, name],
  );
  try {
    // One simple query is one transaction: a migration that fails leaves nothing behind.
    await client.query(sql);
  } catch (error) {
    const record = `update "_prisma_migrations"
                       set logs = $2, rolled_back_at = now() where id = $1`;
    await client.query(record, [id, String(error)]);
    throw new Error(`Migration ${name} failed: ${String(error)}`, { cause: error });
  }
  const finish = `update "_prisma_migrations"
                     set finished_at = now(), applied_steps_count = 1 where id = $1`;
  await client.query(finish, [id]);
}

/** Lets web and worker sign in as `laurel_app` with a password; without one nobody can. */
async function setPassword(databaseUrl: string, password: string): Promise<void> {
  const client = new pg.Client({ connectionString: databaseUrl });
  await client.connect();
  try {
    await client.query(`alter role laurel_app login password ${pg.escapeLiteral(password)}`);
  } finally {
    await client.end();
  }
}

if (import.meta.main) {
  const databaseUrl = process.env["DATABASE_URL"];
  if (!databaseUrl) throw new Error("Set DATABASE_URL to the database to migrate");
  const applied = await migrate(databaseUrl);
  const password = process.env["LAUREL_APP_PASSWORD"];
  if (password) await setPassword(databaseUrl, password);
  console.log(applied.length ? `Applied ${applied.join(", ")}` : "Nothing to apply");
}
