/** Where a page begins: after one row, before one row, or at the beginning. */
export type PageWish = { before: string | null; after: string | null };

/** Marks of the neighboring pages, null where there is none. */
export type PageLinks = { before: string | null; after: string | null };

/** A row's place in the order of its list: what it is sorted by, and its id. */
export type Mark = { value: string; id: string };

const PAGE_ROWS = 25;

/** The page an address asks for. What is no mark is no wish. */
export function parsePageWish(params: URLSearchParams): PageWish {
  return { before: params.get("before"), after: params.get("after") };
}

/**
 * Reads one page. `read` gives rows from a mark on, in the list's order or against it, so that
 * rows which come or go elsewhere neither repeat nor hide one.
 */
export async function readPage<Row>(
  wish: PageWish,
  list: {
    read(from: { mark: Mark | null; backwards: boolean; limit: number }): Promise<Row[]>;
    markOf(row: Row): Mark;
  },
): Promise<{ rows: Row[]; links: PageLinks }> {
  const before = parseMark(wish.before);
  const mark = before ?? parseMark(wish.after);
  const backwards = before !== null;
  const found = await list.read({ mark, backwards, limit: PAGE_ROWS + 1 });
  const more = found.length > PAGE_ROWS;
  const rows = found.slice(0, PAGE_ROWS);
  if (backwards) rows.reverse();
  const [first, last] = [rows[0], rows.at(-1)];
  const link = (row: Row | undefined, there: boolean) =>
    row !== undefined && there ? formatMark(list.markOf(row)) : null;
  return {
    rows,
    links: {
      before: link(first, backwards ? more : mark !== null),
      after: link(last, backwards || more),
    },
  };
}

/**
 * Reads on from a mark: first the rows that stand where it does, then those beyond it. Each is a
 * range of the index; asked for together the index would be read from its beginning.
 */
export async function readBeyond<Row>(
  limit: number,
  read: { level(limit: number): Promise<Row[]>; beyond(limit: number): Promise<Row[]> },
): Promise<Row[]> {
  const level = await read.level(limit);
  if (level.length === limit) return level;
  return [...level, ...(await read.beyond(limit - level.length))];
}

const UUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;

function formatMark({ value, id }: Mark): string {
  return `${value}~${id}`;
}

function parseMark(text: string | null): Mark | null {
  const [value, id] = text?.split("~") ?? [];
  return value !== undefined && id !== undefined && UUID.test(id) ? { value, id } : null;
}
