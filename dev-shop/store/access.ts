/** Reading and writing documents, on a pool or inside a transaction. */
import type { Pool, PoolClient } from "pg";

import type { Documents, Kind } from "#dev-shop/model.ts";
import { columnsOf, kindsWithoutKeys } from "#dev-shop/store/columns.ts";
import type { Columns } from "#dev-shop/store/columns.ts";
import { listStatement, nextPage, whereOf } from "#dev-shop/store/listing.ts";
import type { Filter, Listing, Page } from "#dev-shop/store/listing.ts";

export type StoreAccess = {
  find: <K extends Kind>(kind: K, id: number) => Promise<Documents[K] | null>;
  get: <K extends Kind>(kind: K, id: number) => Promise<Documents[K]>;
  /** By unique name in lower case where case does not matter: handle, e-mail, code, cart token. */
  findByKey: <K extends Kind>(kind: K, key: string) => Promise<Documents[K] | null>;
  findByKeys: <K extends Kind>(kind: K, keys: string[]) => Promise<Map<string, Documents[K]>>;
  /** In the order of the ids; those that are not there are null. */
  findMany: <K extends Kind>(kind: K, ids: number[]) => Promise<(Documents[K] | null)[]>;
  /**
   * Finds and locks until the transaction ends; in id order when several, so that none deadlock.
   */
  lock: <K extends Kind>(kind: K, ids: number[]) => Promise<(Documents[K] | null)[]>;
  list: <K extends Kind>(kind: K, listing: Listing) => Promise<Page<Documents[K]>>;
  count: (kind: Kind, filter: Filter) => Promise<number>;
  /**
   * Inserts or replaces. A key that another document holds is a unique violation (`isKeyTaken`).
   */
  put: <K extends Kind>(kind: K, ...documents: Documents[K][]) => Promise<void>;
  remove: (kind: Kind, ...ids: number[]) => Promise<void>;
  /** For a part's own statements; values only as parameters. */
  query: <Row extends object>(text: string, values: unknown[]) => Promise<Row[]>;
};

export function createAccess(client: Pool | PoolClient): StoreAccess {
  const query = async <Row extends object>(text: string, values: unknown[]): Promise<Row[]> =>
    (await client.query<Row>(text, values)).rows;

  const access: StoreAccess = {
    query,
    find: async (kind, id) => (await access.findMany(kind, [id]))[0] ?? null,
    get: async (kind, id) => {
      const document = await access.find(kind, id);
      if (!document) throw new Error(`No ${kind} ${String(id)}`);
      return document;
    },
    findByKey: async (kind, key) => (await access.findByKeys(kind, [key])).get(key) ?? null,
    findByKeys: (kind, keys) => findByKeys(query, { kind, keys }),
    findMany: (kind, ids) => findDocuments(query, { kind, ids, suffix: "" }),
    lock: (kind, ids) => findDocuments(query, { kind, ids, suffix: "order by id for update" }),
    list: async <K extends Kind>(kind: K, listing: Listing) => {
      const { text, values } = listStatement(kind, listing);
      return nextPage(await query<{ doc: Documents[K] }>(text, values), listing);
    },
    count: async (kind, filter) => {
      const { where, values } = whereOf(filter);
      const rows = await query<{ n: number }>(
        `select count(*)::int n from doc_${kind} ${where}`,
        values,
      );
      return rows[0]?.n ?? 0;
    },
    put: async (kind, ...documents) => {
      if (documents.length > 0) await putDocuments(query, { kind, documents });
    },
    remove: async (kind, ...ids) => {
      await query(`delete from doc_${kind} where id = any($1)`, [ids]);
      await query("delete from doc_key where kind = $1 and id = any($2)", [kind, ids]);
    },
  };
  return access;
}

/** Whether an error says that a unique name (code, e-mail, handle) is another document's. */
export function isKeyTaken(error: unknown): boolean {
  return error instanceof Error && "constraint" in error && error.constraint === "doc_key_pkey";
}

type Query = StoreAccess["query"];

async function findDocuments<K extends Kind>(
  query: Query,
  { kind, ids, suffix }: { kind: K; ids: number[]; suffix: string },
): Promise<(Documents[K] | null)[]> {
  if (ids.length === 0) return [];
  const text = `select doc from doc_${kind} where id = any($1::bigint[]) ${suffix}`;
  const rows = await query<{ doc: Documents[K] }>(text, [ids]);
  const byId = new Map(rows.map(({ doc }) => [doc.id, doc]));
  return ids.map((id) => byId.get(id) ?? null);
}

async function findByKeys<K extends Kind>(
  query: Query,
  { kind, keys }: { kind: K; keys: string[] },
): Promise<Map<string, Documents[K]>> {
  if (keys.length === 0) return new Map();
  const found = await query<{ key: string; id: string }>(
    "select key, id from doc_key where kind = $1 and key = any($2::text[])",
    [kind, [...new Set(keys)]],
  );
  const ids = [...new Set(found.map(({ id }) => Number(id)))];
  const documents = await findDocuments(query, { kind, ids, suffix: "" });
  const byId = new Map(ids.map((id, index) => [id, documents[index]]));
  const pairs = found.map(({ key, id }) => [key, byId.get(Number(id))] as const);
  return new Map(pairs.flatMap(([key, document]) => (document ? [[key, document] as const] : [])));
}

/** Far below the number of parameters that a statement can have. */
const ROWS_PER_STATEMENT = 1000;

async function putDocuments<K extends Kind>(
  query: Query,
  { kind, documents }: { kind: K; documents: Documents[K][] },
) {
  for (let start = 0; start < documents.length; start += ROWS_PER_STATEMENT) {
    const part = documents.slice(start, start + ROWS_PER_STATEMENT);
    const rows = part.map((document) => columnsOf(kind, document));
    await query(...upsertOf(kind, { rows, documents: part }));
    if (!kindsWithoutKeys.has(kind)) await putKeys(query, kind, rows);
  }
}

/**
 * A parameter for each document: as elements of an array, big texts are escaped and copied again.
 */
function upsertOf<K extends Kind>(
  kind: K,
  { rows, documents }: { rows: Columns[]; documents: Documents[K][] },
): [text: string, values: unknown[]] {
  const tuple = (n: number) =>
    `(${[1, 2, 3, 4, 5, 6, 7].map((i) => `$${String(n * 7 + i)}`).join(", ")})`;
  const values = rows.flatMap(({ id, createdAt, updatedAt, customerId, owner, search }, index) => [
    ...[id, createdAt, updatedAt, customerId, owner, search],
    JSON.stringify(documents[index]),
  ]);
  const text = `
    insert into doc_${kind} (id, created_at, updated_at, customer_id, owner, search, doc)
    values ${rows.map((_, n) => tuple(n)).join(", ")}
    on conflict (id) do update set updated_at = excluded.updated_at,
      created_at = excluded.created_at, customer_id = excluded.customer_id,
      owner = excluded.owner, search = excluded.search, doc = excluded.doc`;
  return [text, values];
}

async function putKeys(query: Query, kind: Kind, rows: Columns[]) {
  const pairs = rows.flatMap(({ id, keys }) => keys.map((key) => ({ id, key })));
  const ids = pairs.map(({ id }) => id);
  const keys = pairs.map(({ key }) => key);
  await query(
    `delete from doc_key k where kind = $1 and id = any($2::bigint[]) and not exists
       (select 1 from unnest($3::bigint[], $4::text[]) as kept (id, key)
         where kept.id = k.id and kept.key = k.key)`,
    [kind, rows.map(({ id }) => id), ids, keys],
  );
  await query(
    `insert into doc_key (kind, key, id)
     select $1, new.key, new.id from unnest($2::bigint[], $3::text[]) as new (id, key)
     where not exists (select 1 from doc_key k
       where k.kind = $1 and k.key = new.key and k.id = new.id)`,
    [kind, ids, keys],
  );
}
