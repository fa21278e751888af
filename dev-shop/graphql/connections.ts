/** Pages in Relay's shape, over the store's lists or over what is at hand. */
import type { Documents, Kind } from "#dev-shop/model.ts";
import type { Listing } from "#dev-shop/store/listing.ts";
import type { StoreAccess } from "#dev-shop/store/access.ts";
import { refusal } from "#dev-shop/graphql/answer.ts";

export type PageArgs = {
  first?: number | null;
  after?: string | null;
  last?: number | null;
  before?: string | null;
  reverse?: boolean | null;
};

export type Connection<T> = {
  nodes: T[];
  edges: { cursor: string; node: T }[];
  pageInfo: {
    hasNextPage: boolean;
    hasPreviousPage: boolean;
    startCursor: string | null;
    endCursor: string | null;
  };
};

/** How many documents are read at once when a search must look into each. */
const SCAN_PAGE = 250;

type Window = { size: number; backward: boolean; cursor: string | undefined };

/** Checks `first`, `after`, `last` and `before` as Shopify does. */
export function windowOf({ first, after, last, before }: PageArgs): Window {
  if (typeof first === "number" && typeof last === "number") {
    throw refusal("BAD_REQUEST", "providing both first and last is not supported");
  }
  const size = first ?? last;
  if (typeof size !== "number") {
    throw refusal("BAD_REQUEST", "you must provide one of first or last");
  }
  if (size < 0) throw refusal("BAD_REQUEST", "first and last must not be negative");
  const backward = typeof first !== "number";
  return { size, backward, cursor: (backward ? before : after) ?? undefined };
}

export type Matching<K extends Kind> = {
  kind: K;
  listing: Omit<Listing, "limit" | "after" | "reverse">;
  /** What the store cannot filter by itself. */
  matches?: ((document: Documents[K]) => boolean) | undefined;
};

/** A page of documents; with `matches`, it reads on until the page is full. */
export async function listConnection<K extends Kind>(
  store: StoreAccess,
  { kind, listing, matches }: Matching<K>,
  args: PageArgs,
): Promise<Connection<Documents[K]>> {
  const { size, backward, cursor } = windowOf(args);
  const reverse = Boolean(args.reverse) !== backward;
  const found: { node: Documents[K]; cursor: string }[] = [];
  let after = cursor;
  let more = true;
  while (more && found.length <= size) {
    const limit = matches ? SCAN_PAGE : size + 1;
    const page = await storePage(store, kind, { ...listing, reverse, limit, after });
    page.items.forEach((node, index) => {
      if (!matches || matches(node)) found.push({ node, cursor: page.cursors[index] ?? "" });
    });
    more = page.hasMore && Boolean(matches);
    after = page.cursors.at(-1);
  }
  return toConnection(found, { size, backward, cursor });
}

async function storePage<K extends Kind>(store: StoreAccess, kind: K, listing: Listing) {
  try {
    return await store.list(kind, listing);
  } catch (error) {
    const isCursor = error instanceof Error && error.message === "Invalid cursor";
    if (!isCursor && !(error instanceof SyntaxError)) throw error;
    throw refusal("BAD_REQUEST", "Invalid cursor for current pagination sort.");
  }
}

/** A page of what is at hand. Cursors name the position from the start of the list. */
export function arrayConnection<T>(items: readonly T[], args: PageArgs): Connection<T> {
  const { size, backward, cursor } = windowOf(args);
  const ordered = [...items];
  if (args.reverse) ordered.reverse();
  const all = ordered.map((node, index) => ({ node, cursor: encode(index) }));
  const at = cursor === undefined ? null : decode(cursor);
  if (backward) {
    const rest = at === null ? all : all.slice(0, at);
    return toConnection(rest.reverse(), { size, backward, cursor });
  }
  const rest = at === null ? all : all.slice(at + 1);
  return toConnection(rest, { size, backward, cursor });
}

export function mapConnection<A, B>(
  connection: Connection<A>,
  change: (node: A) => B,
): Connection<B> {
  return {
    nodes: connection.nodes.map(change),
    edges: connection.edges.map(({ cursor, node }) => ({ cursor, node: change(node) })),
    pageInfo: connection.pageInfo,
  };
}

function toConnection<T>(
  found: { node: T; cursor: string }[],
  { size, backward, cursor }: Window,
): Connection<T> {
  const hasMore = found.length > size;
  const edges = found.slice(0, size);
  if (backward) edges.reverse();
  return {
    nodes: edges.map(({ node }) => node),
    edges,
    pageInfo: {
      hasNextPage: backward ? cursor !== undefined : hasMore,
      hasPreviousPage: backward ? hasMore : cursor !== undefined,
      startCursor: edges.at(0)?.cursor ?? null,
      endCursor: edges.at(-1)?.cursor ?? null,
    },
  };
}

function encode(position: number): string {
  return Buffer.from(JSON.stringify({ position })).toString("base64url");
}

function decode(cursor: string): number {
  try {
    const value: unknown = JSON.parse(Buffer.from(cursor, "base64url").toString());
    if (typeof value === "object" && value !== null && "position" in value) {
      if (typeof value.position === "number") return value.position;
    }
  } catch {
    // Said below, like any other cursor that is not ours.
  }
  throw refusal("BAD_REQUEST", "Invalid cursor for current pagination sort.");
}
