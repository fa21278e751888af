import pg from "pg";

/**
 * Where in the whole database a text stands, as `table.column`, whatever the type of the column.
 */
export async function findText(ownerUrl: string, text: string): Promise<string[]> {
  const client = new pg.Client({ connectionString: ownerUrl });
  await client.connect();
  try {
    const { rows } = await client.query<{ table: string; column: string; type: string }>(
      `SELECT format('%I.%I', c.table_schema, c.table_name) AS table,
              quote_ident(c.column_name) AS column, c.data_type AS type
       FROM information_schema.columns c JOIN information_schema.tables t
         USING (table_schema, table_name)
       WHERE c.table_schema IN ('public', 'graphile_worker') AND t.table_type = 'BASE TABLE'`,
    );
    const found: string[] = [];
    for (const { table, column, type } of rows) {
      const plain = type === "bytea" ? `encode(${column}, 'escape')` : `${column}::text`;
      const hits = await client.query(
        `SELECT FROM ${table} WHERE strpos(lower(${plain}), lower($1)) > 0 LIMIT 1`,
        [text],
      );
      if (hits.rowCount) found.push(`${table}.${column}`);
    }
    return found;
  } finally {
    await client.end();
  }
}
