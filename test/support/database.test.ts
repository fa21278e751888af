import pg from "pg";
import { expect, test } from "vitest";
import { emptyDatabase, testDatabase } from "#test/support/database.ts";

async function ask(url: string, query: string): Promise<unknown> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    return (await client.query<Record<string, unknown>>(query)).rows[0];
  } finally {
    await client.end();
  }
}

test("a worker keeps one migrated database", async () => {
  const first = await testDatabase();
  expect(await testDatabase()).toBe(first);
  expect(await ask(first.ownerUrl, "select count(*) from _prisma_migrations")).toBeDefined();
});

test("an empty database holds no tables", async () => {
  const url = await emptyDatabase("shop-state");
  const count = "select count(*)::int as tables from pg_tables where schemaname = 'public'";
  expect(await ask(url, count)).toEqual({ tables: 0 });
});
