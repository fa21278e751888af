import { readFileSync } from "node:fs";
import pg from "pg";

/** Everything that belongs to members. */
const TABLES = [
  "member",
  "alias",
  "order_fact",
  "transfer",
  "lot",
  "redemption",
  "redemption_event",
  "adjustment",
  "member_event",
  "work_item",
];
const COPIES_AT_ONCE = 2_000;
const CONNECTIONS = 2;
const FUNCTIONS = new URL("./clone-members.sql", import.meta.url);

/** Copies the members that are there `copies` times, with all their rows; see the SQL. */
export async function cloneMembers(ownerUrl: string, copies: number): Promise<void> {
  const owner = await connect(ownerUrl);
  for (const table of TABLES) {
    await owner.query(`CREATE TABLE prototype_${table} AS SELECT * FROM ${table}`);
  }
  const restore = await dropIndexes(owner);
  let next = 1;
  const workers = Array.from({ length: CONNECTIONS }, async () => {
    const client = await connect(ownerUrl);
    await client.query(readFileSync(FUNCTIONS, "utf8"));
    for (let first = next; first <= copies; first = next) {
      next += COPIES_AT_ONCE;
      const last = Math.min(copies, first + COPIES_AT_ONCE - 1);
      for (const table of TABLES) {
        await client.query("SELECT pg_temp.clone_table($1, $2, $3)", [table, first, last]);
      }
    }
    await client.end();
  });
  await Promise.all(workers);
  await restore();
  for (const table of TABLES) await owner.query(`DROP TABLE prototype_${table}`);
  await owner.query("ANALYZE");
  await owner.query("CHECKPOINT");
  await owner.end();
}

async function connect(connectionString: string): Promise<pg.Client> {
  const client = new pg.Client({ connectionString });
  await client.connect();
  // Nothing of this has to survive a power cut.
  await client.query("SET synchronous_commit = off");
  await client.query("SET maintenance_work_mem = '1GB'");
  return client;
}

/** Filling tables first and indexes then is several times as fast. Returns how to restore them. */
async function dropIndexes(owner: pg.Client): Promise<() => Promise<void>> {
  const { rows } = await owner.query<{ name: string; definition: string }>(
    `SELECT indexname AS name, indexdef AS definition FROM pg_indexes
     WHERE tablename = ANY($1) AND indexname NOT IN (SELECT conname FROM pg_constraint)`,
    [TABLES],
  );
  for (const { name } of rows) await owner.query(`DROP INDEX ${pg.escapeIdentifier(name)}`);
  return async () => {
    for (const { definition } of rows) await owner.query(definition);
  };
}
