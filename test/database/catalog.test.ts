import pg from "pg";
import { afterAll, beforeAll, expect, test } from "vitest";
import { testDatabase } from "#test/support/database.ts";

/** Tables that are no tenant's: found before the shop is known, or drained across shops. */
const SHARED = ["_prisma_migrations", "delivery", "session", "shop", "work_item"];

/** Indexes that begin with something else, on tables that are drained across shops. */
const INDEXES: Record<string, string> = {
  delivery_due_at_id_idx: "what is due first, of all shops",
  work_item_kind_due_at_idx: "what is due first in one lane, of all shops",
};

/** Functions that act with the owner's rights, and what for. */
const DOORS: Record<string, string> = {
  laurel_check_summary: "how old the checks of all shops are, in numbers",
  laurel_drop_delivery_day: "drops a day of the inbox that is past keeping",
  laurel_make_delivery_day: "makes a day of the inbox",
  laurel_redact_shop: "deletes the shop of the transaction, the ledger included",
};

/** What is only ever added. Of an event some columns may still be filled in or emptied. */
const APPEND_ONLY = [
  "ledger_head",
  "ledger_root",
  "member_event",
  "program_version",
  "redemption_event",
  "transfer",
];

let owner: pg.Client;

beforeAll(async () => {
  owner = new pg.Client({ connectionString: (await testDatabase()).ownerUrl });
  await owner.connect();
});
afterAll(() => owner.end());

async function column(sql: string, values: unknown[] = []): Promise<string[]> {
  const { rows } = await owner.query<{ name: string }>(sql, values);
  return rows.map(({ name }) => name);
}

test("every index of a tenant's table begins with the shop, and every other is named with a reason", async () => {
  const others = await column(
    `SELECT i.indexrelid::regclass::text AS name
     FROM pg_index i JOIN pg_class c ON c.oid = i.indrelid
     JOIN pg_attribute a ON a.attrelid = c.oid AND a.attnum = i.indkey[0]
     WHERE c.relnamespace = 'public'::regnamespace AND a.attname <> 'shop_id'
       AND NOT (i.indisunique AND c.relname = ANY($1)) AND c.relname <> 'session' ORDER BY 1`,
    [SHARED],
  );
  expect(others).toEqual(Object.keys(INDEXES));
});

test("every column that holds a tenant's shop is there in each row", async () => {
  const loose = await column(
    `SELECT c.relname AS name FROM pg_class c
     JOIN pg_attribute a ON a.attrelid = c.oid AND a.attname = 'shop_id'
     WHERE c.relnamespace = 'public'::regnamespace AND c.relkind IN ('r', 'p')
       AND (NOT a.attnotnull OR a.atttypid <> 'bigint'::regtype)`,
  );
  expect(loose).toEqual([]);
});

test("every policy lets through the rows of the transaction's shop, and says nothing else", async () => {
  const { rows } = await owner.query<{ table: string; using: string; check: string; all: boolean }>(
    `SELECT tablename AS table, qual AS using, with_check AS check,
       cmd = 'ALL' AND permissive = 'PERMISSIVE' AND roles = '{public}' AS all
     FROM pg_policies WHERE schemaname = 'public'`,
  );
  const rule = "(shop_id = laurel_shop())";
  const odd = rows.filter((each) => each.using !== rule || each.check !== rule || !each.all);
  expect(odd).toEqual([]);
  expect(new Set(rows.map(({ table }) => table)).size).toBe(rows.length);
});

test("what is only ever added, web and worker may neither change nor delete, and a trigger refuses all others", async () => {
  const guarded = await column(
    `SELECT DISTINCT c.relname AS name FROM pg_trigger t JOIN pg_class c ON c.oid = t.tgrelid
     JOIN pg_proc p ON p.oid = t.tgfoid
     WHERE p.proname = 'laurel_refuse_change' AND t.tgenabled = 'O' ORDER BY 1`,
  );
  expect(guarded).toEqual(APPEND_ONLY);
  const may = await column(
    `SELECT name || ' ' || what AS name
     FROM unnest($1::text[]) AS name, unnest(ARRAY['UPDATE', 'DELETE', 'TRUNCATE']) AS what
     WHERE has_table_privilege('laurel_app', name, what)`,
    [APPEND_ONLY],
  );
  expect(may).toEqual([]);
});

test("web and worker own nothing, can become nobody, and empty no table at once", async () => {
  const { rows } = await owner.query(
    `SELECT rolsuper, rolbypassrls, rolcreaterole, rolcreatedb, rolreplication,
       (SELECT count(*)::int FROM pg_auth_members WHERE member = r.oid) AS memberships,
       (SELECT count(*)::int FROM pg_class WHERE relowner = r.oid) AS owned,
       (SELECT count(*)::int FROM pg_class c WHERE c.relkind IN ('r', 'p')
          AND c.relnamespace = 'public'::regnamespace
          AND has_table_privilege('laurel_app', c.oid, 'TRUNCATE')) AS emptied
     FROM pg_roles r WHERE rolname = 'laurel_app'`,
  );
  const [never, none] = [false, 0];
  expect(rows).toEqual([
    {
      ...{ rolsuper: never, rolbypassrls: never, rolcreaterole: never, rolcreatedb: never },
      ...{ rolreplication: never, memberships: none, owned: none, emptied: none },
    },
  ]);
});

test("functions with the owner's rights are few, fixed to where they look, and not for everybody", async () => {
  const { rows } = await owner.query<{ name: string; fixed: boolean; open: boolean }>(
    `SELECT p.proname AS name, has_function_privilege('public', p.oid, 'EXECUTE') AS open,
       EXISTS (SELECT FROM unnest(p.proconfig) c
               WHERE c LIKE 'search\\_path=%' AND c LIKE '%pg\\_temp') AS fixed
     FROM pg_proc p WHERE p.pronamespace = 'public'::regnamespace AND p.prosecdef ORDER BY 1`,
  );
  expect(rows.map(({ name }) => name)).toEqual(Object.keys(DOORS));
  expect(rows.filter(({ fixed, open }) => !fixed || open)).toEqual([]);
});

test("a shop that is redacted leaves no row in any table that has a shop", async () => {
  const { rows } = await owner.query<{ text: string }>(
    `SELECT prosrc AS text FROM pg_proc WHERE proname = 'laurel_redact_shop'`,
  );
  const tables = await column(
    `SELECT c.relname AS name FROM pg_class c JOIN pg_attribute a ON a.attrelid = c.oid
     WHERE c.relnamespace = 'public'::regnamespace AND c.relkind IN ('r', 'p')
       AND a.attname = 'shop_id'`,
  );
  const text = rows[0]?.text ?? "";
  // It asks the catalog which they are; should it list them one day, each must be in the list.
  const asks = /pg_attribute[\s\S]*shop_id/.test(text);
  expect(asks ? [] : tables.filter((table) => !text.includes(`'${table}'`))).toEqual([]);
});
