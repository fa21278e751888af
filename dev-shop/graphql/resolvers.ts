/** Every resolver of the Admin API. What is not here is refused by name. */
import { bulkOperations } from "#dev-shop/graphql/bulk/bulk-operations.ts";
import { catalogTypes } from "#dev-shop/graphql/catalog/catalog-types.ts";
import type { Resolver, Resolvers } from "#dev-shop/graphql/context.ts";
import { customerMutations } from "#dev-shop/graphql/customers/customer-mutations.ts";
import { customerQueries } from "#dev-shop/graphql/customers/customer-queries.ts";
import { customerType } from "#dev-shop/graphql/customers/customer-type.ts";
import { discountMutations } from "#dev-shop/graphql/discounts/discount-mutations.ts";
import { functionDiscounts } from "#dev-shop/graphql/discounts/function-discounts.ts";
import { discountQueries } from "#dev-shop/graphql/discounts/discount-queries.ts";
import { discountTypes } from "#dev-shop/graphql/discounts/discount-types.ts";
import { redeemCodes } from "#dev-shop/graphql/discounts/redeem-codes.ts";
import { segments } from "#dev-shop/graphql/customers/segments.ts";
import { definitions } from "#dev-shop/graphql/metafields/definitions.ts";
import { metafieldType } from "#dev-shop/graphql/metafields/metafield-type.ts";
import { metafieldMutations } from "#dev-shop/graphql/metafields/set-metafields.ts";
import { giftCards } from "#dev-shop/graphql/gifts/gift-cards.ts";
import { storeCredit } from "#dev-shop/graphql/gifts/store-credit.ts";
import { lineItemTypes } from "#dev-shop/graphql/orders/line-item.ts";
import { orderMutations } from "#dev-shop/graphql/orders/order-mutations.ts";
import { orderQueries } from "#dev-shop/graphql/orders/order-queries.ts";
import { fulfillmentType, orderType } from "#dev-shop/graphql/orders/order-type.ts";
import { agreementTypes, refundTypes } from "#dev-shop/graphql/orders/refund-types.ts";
import { appTypes, shopTypes } from "#dev-shop/graphql/shop/shop-types.ts";

export const resolvers: Readonly<Record<string, Readonly<Record<string, Resolver>>>> = merge(
  agreementTypes,
  appTypes,
  bulkOperations,
  catalogTypes,
  customerMutations,
  customerQueries,
  customerType,
  definitions,
  giftCards,
  discountMutations,
  discountQueries,
  discountTypes,
  fulfillmentType,
  functionDiscounts,
  lineItemTypes,
  metafieldMutations,
  metafieldType,
  orderMutations,
  orderQueries,
  orderType,
  redeemCodes,
  refundTypes,
  segments,
  shopTypes,
  storeCredit,
);

function merge(...parts: Resolvers[]): Resolvers {
  const all: Resolvers = {};
  for (const part of parts) {
    for (const [type, fields] of Object.entries(part)) all[type] = { ...all[type], ...fields };
  }
  return all;
}
