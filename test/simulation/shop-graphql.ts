import { formatDecimal, parseMinor } from "#dev-shop/commerce/money.ts";
import { statusOf } from "#dev-shop/commerce/discount-status.ts";
import { gid, type Discount, type DiscountKind } from "#dev-shop/model.ts";
import { GIFT_ANSWERS } from "#test/simulation/shop-gifts.ts";
import { aDiscount, numberOf } from "#test/simulation/shop-parts.ts";
import { agreementPage, orderNode } from "#test/simulation/shop-orders.ts";
import type { SimShop } from "#test/simulation/shop.ts";

type Variables = Record<string, unknown>;
export type Asked = { shop: SimShop; at: number; variables: Variables };

/** Answers to the documents of the app, by the name of their operation. */
const ANSWERS: Record<string, (asked: Asked) => unknown> = {
  ...GIFT_ANSWERS,
  Order: ({ shop, variables }) => {
    const order = shop.orders.get(numberOf(variables["id"]));
    return { order: order ? orderNode(order) : null };
  },
  OrderAgreement: ({ shop, variables }) => {
    const order = shop.orders.get(numberOf(variables["id"]));
    return { order: order ? agreementPage(order, variables["after"] as string | null) : null };
  },
  OrdersUpdated: ordersUpdated,
  FindCode: ({ shop, at, variables }) => {
    const discount = findCode(shop, String(variables["code"]));
    return { codeDiscountNodeByCode: discount ? codeNode(shop, discount, at) : null };
  },
  CreateBasicCode: (asked) => ({ discountCodeBasicCreate: createCode(asked, basicKind) }),
  CreateShippingCode: (asked) => ({
    discountCodeFreeShippingCreate: createCode(asked, () => {
      return { type: "freeShipping", countryCodes: null, maximumShippingPrice: null };
    }),
  }),
  DeactivateCode: deactivate,
  SetMetafields: setMetafields,
  Shop: ({ shop: { settings } }) => ({
    shop: {
      ...{ id: gid("Shop", settings.id), name: settings.name },
      ...{ currencyCode: settings.currency, ianaTimezone: settings.timezone },
    },
    currentAppInstallation: { accessScopes: SCOPES.map((handle) => ({ handle })) },
  }),
};

export const SCOPES = [
  ...["read_all_orders", "read_orders", "write_customers", "write_discounts"],
  ...["read_gift_cards", "write_gift_cards"],
  ...["read_store_credit_accounts", "read_store_credit_account_transactions"],
  "write_store_credit_account_transactions",
];

/** What Shopify answers to a document; throws on one that no use case is known to send. */
export function answerGraphql(shop: SimShop, at: number, body: string): unknown {
  const { query, variables = {} } = JSON.parse(body) as { query: string; variables?: Variables };
  const name = operationOf(query);
  const answer = ANSWERS[name];
  if (!answer) throw new Error(`The simulated Shopify does not know ${name}`);
  return { data: answer({ shop, at, variables }) };
}

/** The name that a document gives its operation. */
export function operationOf(query: string): string {
  return /(?:query|mutation)\s+(\w+)/.exec(query)?.[1] ?? "";
}

function ordersUpdated({ shop, variables }: Asked) {
  const since = Date.parse(/'(.+)'/.exec(String(variables["query"]))?.[1] ?? "");
  const after = variables["after"] === null ? 0 : Number(variables["after"]);
  const found = [...shop.orders.values()]
    .filter(({ updatedAt }) => Date.parse(updatedAt) >= since)
    .sort((a, b) => (a.updatedAt < b.updatedAt ? -1 : a.updatedAt > b.updatedAt ? 1 : a.id - b.id));
  const nodes = found.slice(after, after + 25);
  const end = after + nodes.length;
  const pageInfo = { hasNextPage: end < found.length, endCursor: String(end) };
  return { orders: { pageInfo, nodes: nodes.map(orderNode) } };
}

/** Codes are the same whatever their case. */
export function findCode(shop: SimShop, code: string): Discount | null {
  return shop.discounts.get(code.toUpperCase()) ?? null;
}

type CodeInput = {
  title: string;
  code: string;
  startsAt: string;
  endsAt: string | null;
  usageLimit: number | null;
  context: { customers: { add: string[] } };
  customerGets?: {
    value: { percentage?: number; discountAmount?: { amount: string } };
  };
  minimumRequirement?: { subtotal: { greaterThanOrEqualToSubtotal: string } };
};

function createCode(
  { shop, variables }: Asked,
  kindOf: (input: CodeInput, currency: string) => DiscountKind,
) {
  const input = variables["discount"] as CodeInput;
  const refuse = (code: string, field: string) => {
    const userErrors = [{ code, field: ["basicCodeDiscount", field], message: "no" }];
    return { codeDiscountNode: null, userErrors };
  };
  if (findCode(shop, input.code)) return refuse("TAKEN", "code");
  const customerIds = input.context.customers.add.map(numberOf);
  if (!customerIds.every((id) => shop.customers.has(id))) return refuse("INVALID", "context");
  const { title, code, startsAt, endsAt, usageLimit } = input;
  const kind = kindOf(input, shop.settings.currency);
  const id = shop.ids.next("discount");
  const least = input.minimumRequirement?.subtotal.greaterThanOrEqualToSubtotal ?? "0";
  const subtotal = parseMinor(least, shop.settings.currency) ?? 0;
  const parts = { id, title, kind, code, startsAt, endsAt, usageLimit, customerIds, subtotal };
  const discount = aDiscount(parts);
  shop.discounts.set(code.toUpperCase(), discount);
  return { codeDiscountNode: { id: gid("DiscountCodeNode", discount.id) }, userErrors: [] };
}

function basicKind({ customerGets }: CodeInput, currency: string): DiscountKind {
  const { percentage, discountAmount } = customerGets?.value ?? {};
  const items = { all: true as const };
  if (percentage !== undefined) return { type: "percentage", percentage: `${percentage}`, items };
  const amount = parseMinor(discountAmount?.amount ?? "0", currency) ?? 0;
  return { type: "amount", amount, onEachItem: false, items };
}

const TYPES: Partial<Record<DiscountKind["type"], string>> = {
  amount: "DiscountCodeBasic",
  percentage: "DiscountCodeBasic",
  freeShipping: "DiscountCodeFreeShipping",
};

function codeNode({ settings }: SimShop, discount: Discount, at: number) {
  const { kind, context, codes, title, usageLimit, minimum } = discount;
  const customers = context.kind === "customers" ? context.customerIds : [];
  const items = { __typename: "AllDiscountItems", allItems: true };
  const value =
    kind.type === "percentage"
      ? { __typename: "DiscountPercentage", percentage: Number(kind.percentage) }
      : kind.type === "amount"
        ? {
            __typename: "DiscountAmount",
            amount: { amount: formatDecimal(kind.amount, settings.currency) },
            appliesOnEachItem: false,
          }
        : null;
  return {
    id: gid("DiscountCodeNode", discount.id),
    metafield: null,
    codeDiscount: {
      __typename: TYPES[kind.type] ?? "",
      ...{ title, usageLimit, status: statusOf(discount, new Date(at)) },
      asyncUsageCount: codes[0]?.usageCount ?? 0,
      context: { customers: customers.map((id) => ({ id: gid("Customer", id) })) },
      minimumRequirement:
        minimum.kind === "subtotal"
          ? {
              __typename: "DiscountMinimumSubtotal",
              greaterThanOrEqualToSubtotal: {
                amount: formatDecimal(minimum.subtotal, settings.currency),
              },
            }
          : null,
      ...(value === null ? {} : { customerGets: { items, value } }),
    },
  };
}

function deactivate({ shop, at, variables }: Asked) {
  const id = numberOf(variables["id"]);
  const found = [...shop.discounts.values()].find((discount) => discount.id === id);
  if (!found) {
    const userErrors = [{ code: "INVALID", field: ["id"], message: "no such discount" }];
    return { discountCodeDeactivate: { codeDiscountNode: null, userErrors } };
  }
  if (statusOf(found, new Date(at)) !== "EXPIRED") found.endsAt = new Date(at).toISOString();
  const codeDiscount = { __typename: TYPES[found.kind.type], status: "EXPIRED" };
  return { discountCodeDeactivate: { codeDiscountNode: { codeDiscount }, userErrors: [] } };
}

function setMetafields({ shop, variables }: Asked) {
  const values = variables["metafields"] as { ownerId: string; value: string }[];
  const missing = values.findIndex(({ ownerId }) => !shop.customers.has(numberOf(ownerId)));
  if (missing >= 0) {
    const field = ["metafields", String(missing), "ownerId"];
    return { metafieldsSet: { userErrors: [{ code: "INVALID", field, message: "gone" }] } };
  }
  for (const { ownerId, value } of values) shop.metafields.set(ownerId, value);
  return { metafieldsSet: { userErrors: [] } };
}
