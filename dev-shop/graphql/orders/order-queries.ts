import type { Order } from "#dev-shop/order-model.ts";
import type { Filter, Listing } from "#dev-shop/store/listing.ts";
import { refusal } from "#dev-shop/graphql/answer.ts";
import { listConnection } from "#dev-shop/graphql/connections.ts";
import type { Connection, PageArgs } from "#dev-shop/graphql/connections.ts";
import type { Context, Resolvers } from "#dev-shop/graphql/context.ts";
import { idArgument } from "#dev-shop/graphql/global-ids.ts";
import { filterOf, matcherOf } from "#dev-shop/graphql/search/match-search.ts";
import { parseSearch } from "#dev-shop/graphql/search/parse-search.ts";
import { orderSearch } from "#dev-shop/graphql/orders/order-search.ts";

type OrdersArgs = PageArgs & { query?: string | null; sortKey?: string | null };

const VISIBLE_DAYS = 60;

export const orderQueries: Resolvers = {
  QueryRoot: {
    order: (_: unknown, { id }: { id: string }, context) =>
      findVisibleOrder(context, idArgument(id, "Order")),
    orders: (_: unknown, args: OrdersArgs, context) => listOrders(context, args, {}),
    refund: (_: unknown, { id }: { id: string }, context) =>
      findVisibleRefund(context, idArgument(id, "Refund")),
    ordersCount: async (_: unknown, { query }: { query?: string | null }, context) => {
      const search = parseSearch(query ?? "");
      const matches = matcherOf(orderSearch, search);
      const filter = { ...filterOf(orderSearch, search), ...visible(context) };
      const simple = search.kind === "all";
      const count = simple
        ? await context.devShop.store.count("order", filter)
        : await countMatching(context, { filter, matches });
      return { count, precision: "EXACT" };
    },
  },
};

/** Null too when it is older than 60 days and the app may not see all orders. */
export async function findVisibleOrder(context: Context, id: number): Promise<Order | null> {
  const order = await context.load("order", id);
  return order && isVisible(context, order) ? order : null;
}

/** Orders are not indexed by their refunds: for the rare refund that is read alone. */
async function findVisibleRefund(context: Context, id: number) {
  const contains = { refunds: [{ id }] };
  const { items } = await context.devShop.store.list("order", { contains, limit: 1 });
  const [order] = items;
  const refund = order?.refunds.find((each) => each.id === id);
  return order && refund && isVisible(context, order) ? { in: order, refund } : null;
}

export function isVisible(context: Context, order: Order): boolean {
  const from = visible(context).createdAt?.from;
  return from === undefined || order.createdAt >= from;
}

export function listOrders(
  context: Context,
  args: OrdersArgs,
  within: Filter,
): Promise<Connection<Order>> {
  const search = parseSearch(args.query ?? "");
  const filter = mergeCreated({ ...filterOf(orderSearch, search), ...within }, visible(context));
  const matches = search.kind === "all" ? undefined : matcherOf(orderSearch, search);
  const listing = { ...filter, sort: sortOf(args.sortKey) };
  return listConnection(context.devShop.store, { kind: "order", listing, matches }, args);
}

/**
 * Orders are numbered and processed in the order of their creation here, so those keys sort alike.
 */
function sortOf(sortKey: string | null | undefined): NonNullable<Listing["sort"]> {
  switch (sortKey ?? "ID") {
    case "UPDATED_AT":
      return "updatedAt";
    case "CREATED_AT":
    case "PROCESSED_AT":
    case "ORDER_NUMBER":
      return "createdAt";
    case "ID":
    case "RELEVANCE":
      return "id";
    default:
      throw refusal(
        "NOT_IMPLEMENTED",
        `dev shop: sorting orders by ${String(sortKey)} is not implemented`,
      );
  }
}

function visible({ permissions, now }: Context): Filter {
  if (permissions.scopes.has("read_all_orders")) return {};
  const from = new Date(now.getTime() - VISIBLE_DAYS * 86_400_000).toISOString();
  return { createdAt: { from } };
}

function mergeCreated(filter: Filter, { createdAt }: Filter): Filter {
  if (!createdAt?.from) return filter;
  const own = filter.createdAt?.from;
  const from = own && own > createdAt.from ? own : createdAt.from;
  return { ...filter, createdAt: { ...filter.createdAt, from } };
}

type Counting = { filter: Filter; matches: (order: Order) => boolean };

async function countMatching({ devShop }: Context, { filter, matches }: Counting): Promise<number> {
  let count = 0;
  let after: string | undefined;
  let more = true;
  while (more) {
    const page = await devShop.store.list("order", { ...filter, limit: 1_000, after });
    count += page.items.filter(matches).length;
    after = page.cursors.at(-1);
    more = page.hasMore;
  }
  return count;
}
