/**
 * Lists with filters and keyset pagination, so that the thousandth page costs what the first does.
 */
import type { Kind } from "#dev-shop/model.ts";

/** Times are inclusive from, exclusive to, or any of the two left out. */
export type TimeRange = { from?: string; to?: string };

export type Filter = {
  ids?: number[];
  customerId?: number;
  /**
   * A metafield's owner, an order's first code (lower case), a use's code, a subscription's topic.
   */
  owner?: string;
  createdAt?: TimeRange;
  updatedAt?: TimeRange;
  idRange?: { after?: number; before?: number };
  /** Part of a name, an e-mail address, a title. */
  search?: string;
  /** A fragment the document must contain, such as `{ test: true }`. Not indexed. */
  contains?: Record<string, unknown>;
};

export type Listing = Filter & {
  sort?: "id" | "createdAt" | "updatedAt";
  reverse?: boolean;
  limit: number;
  /** The cursor of the last document of the page before. */
  after?: string | undefined;
};

export type Page<T> = { items: T[]; cursors: string[]; hasMore: boolean };

/** The statement reads one more than asked for, to know whether there is a next page. */
export function listStatement(kind: Kind, listing: Listing): { text: string; values: unknown[] } {
  const { where, values } = whereOf(listing);
  const sort = listing.sort ?? "id";
  const direction = listing.reverse ? "desc" : "asc";
  const order =
    sort === "id" ? `id ${direction}` : `${columns[sort]} ${direction}, id ${direction}`;
  values.push(listing.limit + 1);
  const limit = `limit $${String(values.length)}`;
  return { text: `select doc from doc_${kind} ${where} order by ${order} ${limit}`, values };
}

const columns = { id: "id", createdAt: "created_at", updatedAt: "updated_at" } as const;

export function nextPage<T extends { id: number; createdAt: string; updatedAt: string }>(
  rows: { doc: T }[],
  { limit, sort = "id" }: Listing,
): Page<T> {
  const items = rows.slice(0, limit).map(({ doc }) => doc);
  const cursors = items.map((item) => encodeCursor(sort === "id" ? null : item[sort], item.id));
  return { items, cursors, hasMore: rows.length > limit };
}

/** The `where` of a filter, and of the cursor when it is a listing. */
export function whereOf(filter: Filter | Listing): { where: string; values: unknown[] } {
  const values: unknown[] = [];
  const conditions: string[] = [];
  const add = (condition: string, value: unknown) => {
    values.push(value);
    conditions.push(condition.replaceAll("?", `$${String(values.length)}`));
  };
  if (filter.ids) add("id = any(?::bigint[])", filter.ids);
  if (filter.customerId !== undefined) add("customer_id = ?", filter.customerId);
  if (filter.owner !== undefined) add("owner = ?", filter.owner);
  if (filter.search) add("search like '%' || ? || '%'", escapeLike(filter.search.toLowerCase()));
  if (filter.contains) add("doc @> ?::jsonb", JSON.stringify(filter.contains));
  if (filter.idRange?.after !== undefined) add("id > ?", filter.idRange.after);
  if (filter.idRange?.before !== undefined) add("id < ?", filter.idRange.before);
  addTimes(filter, add);
  if ("after" in filter && filter.after !== undefined) addCursor(filter, { values, conditions });
  return { where: conditions.length > 0 ? `where ${conditions.join(" and ")}` : "", values };
}

function addTimes(filter: Filter, add: (condition: string, value: unknown) => void) {
  for (const column of ["createdAt", "updatedAt"] as const) {
    const { from, to } = filter[column] ?? {};
    if (from !== undefined) add(`${columns[column]} >= ?::timestamptz`, from);
    if (to !== undefined) add(`${columns[column]} < ?::timestamptz`, to);
  }
}

function addCursor(
  { after, sort = "id", reverse }: Partial<Listing>,
  { values, conditions }: { values: unknown[]; conditions: string[] },
) {
  const { at, id } = decodeCursor(after ?? "");
  const compare = reverse ? "<" : ">";
  if (sort === "id") {
    values.push(id);
    conditions.push(`id ${compare} $${String(values.length)}`);
    return;
  }
  values.push(at, id);
  const [time, last] = [`$${String(values.length - 1)}`, `$${String(values.length)}`];
  conditions.push(`(${columns[sort]}, id) ${compare} (${time}::timestamptz, ${last}::bigint)`);
}

function encodeCursor(at: string | null, id: number): string {
  return Buffer.from(JSON.stringify({ at, id })).toString("base64url");
}

function decodeCursor(cursor: string): { at: string | null; id: number } {
  const parsed: unknown = JSON.parse(Buffer.from(cursor, "base64url").toString() || "null");
  if (typeof parsed !== "object" || parsed === null || !("id" in parsed) || !("at" in parsed)) {
    throw new Error("Invalid cursor");
  }
  const { at, id } = parsed;
  if (typeof id !== "number" || (typeof at !== "string" && at !== null)) {
    throw new Error("Invalid cursor");
  }
  return { at, id };
}

function escapeLike(text: string): string {
  return text.replace(/[\\%_]/g, "\\$&");
}
