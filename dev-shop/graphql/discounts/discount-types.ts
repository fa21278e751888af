import { statusOf } from "#dev-shop/commerce/discount-status.ts";
import { gid } from "#dev-shop/model.ts";
import type { Discount, DiscountCode, DiscountItems, Product, Variant } from "#dev-shop/model.ts";
import { arrayConnection } from "#dev-shop/graphql/connections.ts";
import type { PageArgs } from "#dev-shop/graphql/connections.ts";
import type { Context, Resolver, Resolvers } from "#dev-shop/graphql/context.ts";
import { metafieldFields } from "#dev-shop/graphql/metafields/metafield-type.ts";
import { findVariant } from "#dev-shop/graphql/metafields/owners.ts";
import { moneyV2 } from "#dev-shop/graphql/money-values.ts";
import { summaryOf } from "#dev-shop/graphql/discounts/discount-summary.ts";

export type OfDiscount = { of: Discount };
type CodesArgs = PageArgs & { query?: string | null };

/** The concrete type of a discount with codes. */
export function typeNameOf({ kind }: Discount): string {
  if (kind.type === "freeShipping") return "DiscountCodeFreeShipping";
  if (kind.type === "function") return "DiscountCodeApp";
  return kind.type === "bxgy" ? "DiscountCodeBxgy" : "DiscountCodeBasic";
}

/** What a discount takes off: the order, its products, or its shipping. */
export function classesOf({ kind }: Discount): string[] {
  if (kind.type === "freeShipping") return ["SHIPPING"];
  if (kind.type === "bxgy") return ["PRODUCT"];
  if (kind.type === "function") return kind.classes;
  return [kind.items.all ? "ORDER" : "PRODUCT"];
}

const plain =
  (key: keyof Discount): Resolver =>
  ({ of }: OfDiscount) =>
    of[key];

const shared: Record<string, Resolver> = {
  title: plain("title"),
  startsAt: plain("startsAt"),
  endsAt: plain("endsAt"),
  createdAt: plain("createdAt"),
  updatedAt: plain("updatedAt"),
  usageLimit: plain("usageLimit"),
  appliesOncePerCustomer: plain("appliesOncePerCustomer"),
  tags: plain("tags"),
  combinesWith: ({ of }: OfDiscount) => ({
    ...of.combinesWith,
    productDiscountsWithTagsOnSameCartLine: [],
  }),
  hasTimelineComment: () => false,
  status: ({ of }: OfDiscount, _: unknown, { now }) => statusOf(of, now),
  summary: ({ of }: OfDiscount, _: unknown, context) => summaryOf(context, of),
  shortSummary: async ({ of }: OfDiscount, _: unknown, context) =>
    (await summaryOf(context, of)).split(" • ")[0],
  discountClass: ({ of }: OfDiscount) => classesOf(of)[0],
  discountClasses: ({ of }: OfDiscount) => classesOf(of),
  asyncUsageCount: ({ of }: OfDiscount) =>
    of.codes.reduce((sum, { usageCount }) => sum + usageCount, 0),
  codesCount: ({ of }: OfDiscount) => ({ count: of.codes.length, precision: "EXACT" }),
  codes: ({ of }: OfDiscount, args: CodesArgs) => {
    const wanted = args.query?.toLowerCase();
    const codes = of.codes.filter(({ code }) => !wanted || code.toLowerCase().startsWith(wanted));
    return arrayConnection(codes, args);
  },
  context: ({ of: { context } }: OfDiscount, _: unknown, { load }) => {
    switch (context.kind) {
      case "all":
        return { __typename: "DiscountBuyerSelectionAll", all: "ALL" };
      case "customers":
        return customersOf(context.customerIds.map((id) => load("customer", id)));
      case "segments":
        return { __typename: "DiscountCustomerSegments" };
    }
  },
  customerSelection: ({ of: { context } }: OfDiscount, _: unknown, { load }) =>
    context.kind === "customers"
      ? customersOf(context.customerIds.map((id) => load("customer", id)))
      : { __typename: "DiscountCustomerAll", allCustomers: true },
  minimumRequirement: ({ of: { minimum } }: OfDiscount, _: unknown, { devShop }) => {
    switch (minimum.kind) {
      case "none":
        return null;
      case "subtotal": {
        const greaterThanOrEqualToSubtotal = moneyV2(minimum.subtotal, devShop.shop.currency);
        return { __typename: "DiscountMinimumSubtotal", greaterThanOrEqualToSubtotal };
      }
      case "quantity": {
        const greaterThanOrEqualToQuantity = String(minimum.quantity);
        return { __typename: "DiscountMinimumQuantity", greaterThanOrEqualToQuantity };
      }
    }
  },
};

async function customersOf(loading: Promise<object | null>[]) {
  const customers = (await Promise.all(loading)).filter((customer) => customer !== null);
  return { __typename: "DiscountCustomers", customers };
}

/** Without subscriptions in the shop every purchase is a single one. */
const purchaseTypes: Record<string, Resolver> = {
  appliesOnOneTimePurchase: () => true,
  appliesOnSubscription: () => false,
};

type OfItems = { items: Extract<DiscountItems, { all: false }> };

export const discountTypes: Resolvers = {
  DiscountCodeNode: {
    ...metafieldFields(({ of }: OfDiscount) => gid("DiscountNode", of.id)),
    id: ({ of }: OfDiscount) => gid("DiscountCodeNode", of.id),
    codeDiscount: ({ of }: OfDiscount) => ({ __typename: typeNameOf(of), of }),
  },
  DiscountNode: {
    ...metafieldFields(({ of }: OfDiscount) => gid("DiscountNode", of.id)),
    // Recorded so: a discount with codes keeps the name of its older type.
    id: ({ of }: OfDiscount) => gid("DiscountCodeNode", of.id),
    discount: ({ of }: OfDiscount) => ({ __typename: typeNameOf(of), of }),
  },
  DiscountRedeemCode: {
    id: ({ id }: DiscountCode) => gid("DiscountRedeemCode", id),
    asyncUsageCount: ({ usageCount }: DiscountCode) => usageCount,
  },
  DiscountCodeBasic: {
    ...shared,
    customerGets: ({ of }: OfDiscount, _: unknown, context) => getsOf(context, of),
  },
  DiscountCodeBxgy: {
    ...shared,
    customerGets: ({ of }: OfDiscount, _: unknown, context) => getsOf(context, of),
    customerBuys: ({ of }: OfDiscount) => buysOf(of),
    usesPerOrderLimit: ({ of: { kind } }: OfDiscount) =>
      kind.type === "bxgy" ? kind.usesPerOrderLimit : null,
  },
  DiscountCodeApp: {
    ...shared,
    ...purchaseTypes,
    discountId: ({ of }: OfDiscount) => gid("DiscountCodeNode", of.id),
  },
  DiscountCodeFreeShipping: {
    ...shared,
    ...purchaseTypes,
    destinationSelection: ({ of: { kind } }: OfDiscount) =>
      kind.type === "freeShipping" && kind.countryCodes
        ? {
            __typename: "DiscountCountries",
            countries: kind.countryCodes,
            includeRestOfWorld: false,
          }
        : { __typename: "DiscountCountryAll", allCountries: true },
    maximumShippingPrice: ({ of: { kind } }: OfDiscount, _: unknown, { devShop }) =>
      kind.type === "freeShipping" && kind.maximumShippingPrice !== null
        ? moneyV2(kind.maximumShippingPrice, devShop.shop.currency)
        : null,
  },
  DiscountCustomerGets: purchaseTypes,
  DiscountCustomerBuys: { isOneTimePurchase: () => true, isSubscription: () => false },
  DiscountProducts: {
    products: async ({ items }: OfItems, args: PageArgs, { load }) => {
      const products: (Product | null)[] = await Promise.all(
        items.productIds.map((id) => load("product", id)),
      );
      return arrayConnection(
        products.filter((product) => product !== null),
        args,
      );
    },
    productVariants: async ({ items }: OfItems, args: PageArgs, context) => {
      const variants: ({ of: Product; variant: Variant } | null)[] = await Promise.all(
        items.variantIds.map((id) => findVariant(context, id)),
      );
      return arrayConnection(
        variants.filter((variant) => variant !== null),
        args,
      );
    },
  },
  DiscountCollections: {
    collections: async ({ items }: OfItems, args: PageArgs, { load }) => {
      const found = await Promise.all(items.collectionIds.map((id) => load("collection", id)));
      return arrayConnection(
        found.filter((collection) => collection !== null),
        args,
      );
    },
  },
};

function itemsOf(items: DiscountItems) {
  if (items.all) return { __typename: "AllDiscountItems", allItems: true };
  const isCollections = items.collectionIds.length > 0;
  return { __typename: isCollections ? "DiscountCollections" : "DiscountProducts", items };
}

function getsOf({ devShop }: Context, { kind }: Discount) {
  switch (kind.type) {
    case "percentage":
      return { items: itemsOf(kind.items), value: percentageOf(kind.percentage) };
    case "amount": {
      const amount = moneyV2(kind.amount, devShop.shop.currency);
      const value = { __typename: "DiscountAmount", amount, appliesOnEachItem: kind.onEachItem };
      return { items: itemsOf(kind.items), value };
    }
    case "bxgy": {
      const quantity = { quantity: String(kind.gets.quantity) };
      const effect = percentageOf(kind.gets.percentage);
      const value = { __typename: "DiscountOnQuantity", quantity, effect };
      return { items: itemsOf(kind.gets.items), value };
    }
    case "freeShipping":
    case "function":
      throw new Error(`No items are named by ${kind.type}`);
  }
}

function buysOf({ kind }: Discount) {
  if (kind.type !== "bxgy") throw new Error("Only buy-x-get-y asks for items");
  const value = { __typename: "DiscountQuantity", quantity: String(kind.buys.quantity) };
  return { items: itemsOf(kind.buys.items), value };
}

function percentageOf(fraction: string) {
  return { __typename: "DiscountPercentage", percentage: Number(fraction) };
}
