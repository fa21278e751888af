import { statusOf } from "#dev-shop/commerce/discount-status.ts";
import { gid } from "#dev-shop/model.ts";
import type { Discount } from "#dev-shop/model.ts";
import { listConnection, mapConnection } from "#dev-shop/graphql/connections.ts";
import type { Connection, PageArgs } from "#dev-shop/graphql/connections.ts";
import type { Context, Resolvers } from "#dev-shop/graphql/context.ts";
import { idArgument } from "#dev-shop/graphql/global-ids.ts";
import { filterOf, matcherOf } from "#dev-shop/graphql/search/match-search.ts";
import type { Searchable } from "#dev-shop/graphql/search/match-search.ts";
import { parseSearch } from "#dev-shop/graphql/search/parse-search.ts";
import { classesOf } from "#dev-shop/graphql/discounts/discount-types.ts";

type ListArgs = PageArgs & { query?: string | null; sortKey?: string | null };

export const discountQueries: Resolvers = {
  QueryRoot: {
    discountNode: (_: unknown, { id }: { id: string }, context) =>
      findNode(context, id, "DiscountNode"),
    codeDiscountNode: (_: unknown, { id }: { id: string }, context) =>
      findNode(context, id, "DiscountCodeNode"),
    codeDiscountNodeByCode: async (_: unknown, { code }: { code: string }, { devShop }) => {
      const of = await devShop.store.findByKey("discount", code.toLowerCase());
      return of && { __typename: "DiscountCodeNode", of };
    },
    discountNodes: async (_: unknown, args: ListArgs, context) =>
      mapConnection(await listDiscounts(context, args), (of) => ({
        __typename: "DiscountNode",
        of,
      })),
    codeDiscountNodes: async (_: unknown, args: ListArgs, context) =>
      mapConnection(await listDiscounts(context, args), (of) => ({
        __typename: "DiscountCodeNode",
        of,
      })),
    discountNodesCount: async (_: unknown, { query }: { query?: string | null }, context) => {
      const matches = matcherOf(searchOf(context), parseSearch(query ?? ""));
      const { items } = await context.devShop.store.list("discount", { limit: 25_000 });
      return { count: items.filter(matches).length, precision: "EXACT" };
    },
  },
};

async function findNode({ load }: Context, globalId: string, typeName: string) {
  const of = await load("discount", idArgument(globalId, "DiscountNode", "DiscountCodeNode"));
  return of && { __typename: typeName, of };
}

function listDiscounts(context: Context, args: ListArgs): Promise<Connection<Discount>> {
  const searchable = searchOf(context);
  const search = parseSearch(args.query ?? "");
  const matches = search.kind === "all" ? undefined : matcherOf(searchable, search);
  const listing = { ...filterOf(searchable, search), sort: sortOf(args.sortKey) };
  return listConnection(context.devShop.store, { kind: "discount", listing, matches }, args);
}

function sortOf(sortKey: string | null | undefined): "id" | "createdAt" | "updatedAt" {
  if (sortKey === "UPDATED_AT") return "updatedAt";
  return sortKey === "CREATED_AT" ? "createdAt" : "id";
}

/** The status follows the shop's clock, so the search does too. */
function searchOf({ now }: Context): Searchable<Discount> {
  return {
    name: "discounts",
    fields: {
      id: { type: "number", of: ({ id }) => id, column: "id" },
      created_at: { type: "time", of: ({ createdAt }) => createdAt, column: "createdAt" },
      updated_at: { type: "time", of: ({ updatedAt }) => updatedAt, column: "updatedAt" },
      starts_at: { type: "time", of: ({ startsAt }) => startsAt },
      ends_at: { type: "time", of: ({ endsAt }) => endsAt },
      code: { type: "text", of: ({ codes }) => codes.map(({ code }) => code) },
      title: { type: "text", of: ({ title }) => [title] },
      status: { type: "text", of: (discount) => [statusOf(discount, now)] },
      method: { type: "text", of: () => ["code"] },
      discount_class: { type: "text", of: (discount) => classesOf(discount) },
      discount_type: { type: "text", of: ({ kind }) => [typesInSearch[kind.type]] },
      times_used: {
        type: "number",
        of: ({ codes }) => codes.reduce((sum, { usageCount }) => sum + usageCount, 0),
      },
    },
    text: ({ title, codes, id }) => [
      title,
      gid("DiscountNode", id),
      ...codes.map(({ code }) => code),
    ],
  };
}

const typesInSearch = {
  amount: "fixed_amount",
  percentage: "percentage",
  freeShipping: "free_shipping",
  bxgy: "bogo",
  function: "app",
} as const;
