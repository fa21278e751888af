import type { Pool, PoolClient } from "pg";
import pg from "pg";

/** Rows as JSON, and a table of the same columns and indexes in which nothing else happens. */
export type BareRows = { table: string; rows: string[] };

/** Takes all rows of a table, and makes the bare table for them. */
export async function bareRowsOf(owner: Pool, table: string, where: string): Promise<BareRows> {
  const bare = `bare_${table}`;
  await owner.query(`DROP TABLE IF EXISTS ${bare}`);
  await owner.query(`CREATE TABLE ${bare} (LIKE ${table} INCLUDING DEFAULTS INCLUDING INDEXES)`);
  const { rows } = await owner.query<{ row: string }>(
    `SELECT to_jsonb(t)::text AS row FROM ${pg.escapeIdentifier(table)} t WHERE ${where}`,
  );
  return { table: bare, rows: rows.map(({ row }) => row) };
}

/** Inserts so many of the rows, from a place on, and nothing else. */
export async function insertBare(
  client: PoolClient,
  { table, rows }: BareRows,
  place: { from: number; until: number },
): Promise<void> {
  const some = rows.slice(Math.round(place.from), Math.round(place.until));
  if (some.length === 0) return;
  await client.query(
    `INSERT INTO ${table} SELECT * FROM jsonb_populate_recordset(NULL::${table}, $1::jsonb)`,
    [`[${some.join(",")}]`],
  );
}
