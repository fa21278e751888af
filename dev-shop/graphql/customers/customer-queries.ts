import type { Customer } from "#dev-shop/model.ts";
import { refusal } from "#dev-shop/graphql/answer.ts";
import { listConnection } from "#dev-shop/graphql/connections.ts";
import type { Connection, PageArgs } from "#dev-shop/graphql/connections.ts";
import type { Context, Resolvers } from "#dev-shop/graphql/context.ts";
import { idArgument } from "#dev-shop/graphql/global-ids.ts";
import { filterOf, matcherOf } from "#dev-shop/graphql/search/match-search.ts";
import { parseSearch } from "#dev-shop/graphql/search/parse-search.ts";
import { customerSearch } from "#dev-shop/graphql/customers/customer-search.ts";

type CustomersArgs = PageArgs & { query?: string | null; sortKey?: string | null };
type Identifier = {
  id?: string | null;
  emailAddress?: string | null;
  phoneNumber?: string | null;
  customId?: object | null;
};

export const customerQueries: Resolvers = {
  QueryRoot: {
    customer: (_: unknown, { id }: { id: string }, { load }) =>
      load("customer", idArgument(id, "Customer")),
    customerByIdentifier: (_: unknown, { identifier }: { identifier: Identifier }, context) =>
      findByIdentifier(context, identifier),
    customers: (_: unknown, args: CustomersArgs, context) => listCustomers(context, args),
    customersCount: async (_: unknown, { query }: { query?: string | null }, { devShop }) => {
      if (query)
        throw refusal(
          "NOT_IMPLEMENTED",
          "dev shop: counting customers by query is not implemented",
        );
      return { count: await devShop.store.count("customer", {}), precision: "EXACT" };
    },
  },
};

export function listCustomers(
  context: Context,
  args: CustomersArgs,
): Promise<Connection<Customer>> {
  const search = parseSearch(args.query ?? "");
  const matches = search.kind === "all" ? undefined : matcherOf(customerSearch, search);
  const listing = { ...filterOf(customerSearch, search), sort: sortOf(args.sortKey) };
  return listConnection(context.devShop.store, { kind: "customer", listing, matches }, args);
}

function sortOf(sortKey: string | null | undefined): "id" | "createdAt" | "updatedAt" {
  if (sortKey === "UPDATED_AT") return "updatedAt";
  if (sortKey === "CREATED_AT") return "createdAt";
  if (sortKey === "NAME" || sortKey === "LOCATION") {
    throw refusal(
      "NOT_IMPLEMENTED",
      `dev shop: sorting customers by ${sortKey} is not implemented`,
    );
  }
  return "id";
}

async function findByIdentifier({ devShop, load }: Context, identifier: Identifier) {
  if (identifier.id) return load("customer", idArgument(identifier.id, "Customer"));
  if (identifier.emailAddress) {
    return devShop.store.findByKey("customer", identifier.emailAddress.toLowerCase());
  }
  if (identifier.phoneNumber) {
    const contains = { phone: identifier.phoneNumber };
    return (await devShop.store.list("customer", { contains, limit: 1 })).items[0] ?? null;
  }
  throw refusal(
    "NOT_FOUND",
    "Metafield definition of type 'id' is required when using custom ids.",
  );
}
