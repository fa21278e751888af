import pg from "pg";
import { testDatabase } from "#test/support/database.ts";

/** The tables that still have a row of the shop. */
export async function leftOf(shopId: bigint): Promise<string[]> {
  const owner = new pg.Client({ connectionString: (await testDatabase()).ownerUrl });
  await owner.connect();
  try {
    const { rows } = await owner.query<{ name: string }>(
      `SELECT c.relname AS name FROM pg_class c JOIN pg_attribute a ON a.attrelid = c.oid
       AND a.attname = 'shop_id' WHERE c.relnamespace = 'public'::regnamespace
       AND c.relkind IN ('r','p') AND NOT c.relispartition ORDER BY 1`,
    );
    const left: string[] = [];
    for (const { name } of rows) {
      const found = await owner.query(`SELECT FROM ${name} WHERE shop_id = $1 LIMIT 1`, [shopId]);
      if ((found.rowCount ?? 0) > 0) left.push(name);
    }
    return left;
  } finally {
    await owner.end();
  }
}
