import { gid } from "#dev-shop/model.ts";
import type { Customer } from "#dev-shop/model.ts";
import type { PageArgs } from "#dev-shop/graphql/connections.ts";
import { arrayConnection } from "#dev-shop/graphql/connections.ts";
import type { Context, Resolver, Resolvers } from "#dev-shop/graphql/context.ts";
import { metafieldFields } from "#dev-shop/graphql/metafields/metafield-type.ts";
import { moneyV2 } from "#dev-shop/graphql/money-values.ts";
import { isVisible, listOrders } from "#dev-shop/graphql/orders/order-queries.ts";
import { addressOf } from "#dev-shop/graphql/customers/address.ts";
import { listCustomers } from "#dev-shop/graphql/customers/customer-queries.ts";

type OrdersArgs = PageArgs & { query?: string | null; sortKey?: string | null };

const contact: Record<string, Resolver> = {
  displayName: (customer: Customer) => displayName(customer),
  defaultAddress: ({ defaultAddress }: Customer) => addressOf(defaultAddress),
  addressesV2: ({ defaultAddress }: Customer, args: PageArgs) =>
    arrayConnection(defaultAddress ? [addressOf(defaultAddress)] : [], args),
  defaultEmailAddress: ({ email, marketingState, marketingUpdatedAt }: Customer) =>
    email === null
      ? null
      : {
          emailAddress: email,
          marketingState: marketingState === "REDACTED" ? "INVALID" : marketingState,
          marketingOptInLevel: marketingState === "SUBSCRIBED" ? "SINGLE_OPT_IN" : null,
          marketingUpdatedAt,
          validFormat: true,
        },
  defaultPhoneNumber: ({ phone }: Customer) => (phone === null ? null : { phoneNumber: phone }),
};

export const customerType: Resolvers = {
  Customer: {
    ...contact,
    ...metafieldFields(({ id }: Customer) => gid("Customer", id)),
    id: ({ id }: Customer) => gid("Customer", id),
    legacyResourceId: ({ id }: Customer) => String(id),
    amountSpent: ({ amountSpent }: Customer, _: unknown, { devShop }) =>
      moneyV2(amountSpent, devShop.shop.currency),
    numberOfOrders: ({ numberOfOrders }: Customer) => String(numberOfOrders),
    canDelete: ({ numberOfOrders }: Customer) => numberOfOrders === 0,
    dataSaleOptOut: () => false,
    taxExemptions: () => [],
    tags: ({ tags }: Customer) => sortedTags(tags),
    lastOrder: async ({ lastOrderId }: Customer, _: unknown, context) => {
      const order = await context.load("order", lastOrderId);
      return order && isVisible(context, order) ? order : null;
    },
    orders: ({ id }: Customer, args: OrdersArgs, context) =>
      listOrders(context, args, { customerId: id }),
    mergeable: (customer: Customer, _: unknown, context) => mergeableOf(context, customer),
  },
  Shop: {
    customers: (_: unknown, args: OrdersArgs, context) => listCustomers(context, args),
    orders: (_: unknown, args: OrdersArgs, context) => listOrders(context, args, {}),
  },
  CustomerMergeable: {
    mergeInProgress: () => null,
  },
};

/** Shopify falls back from name to e-mail address to phone number. */
export function displayName({ firstName, lastName, email, phone }: Customer): string {
  return [firstName, lastName].filter(Boolean).join(" ") || email || phone || "";
}

export function sortedTags(tags: string[]): string[] {
  const order = (a: string, b: string) => (a.toLowerCase() < b.toLowerCase() ? -1 : 1);
  return [...tags].sort(order);
}

/** Gift cards stop a merge, as does a customer whose data was erased. */
export async function mergeableOf({ devShop }: Context, customer: Customer) {
  const cards = await devShop.store.count("gift_card", { customerId: customer.id });
  const errorFields: string[] = [];
  if (cards > 0) errorFields.push("GIFT_CARDS");
  if (customer.redactedAt !== null) errorFields.push("REDACTED_AT");
  const reason = cards > 0 ? `${displayName(customer)} has gift cards and can’t be merged.` : null;
  return { isMergeable: errorFields.length === 0, reason, errorFields };
}
