import { gid } from "#dev-shop/model.ts";
import type { MoneyBag } from "#dev-shop/model.ts";
import type { Fulfillment, Order, OrderTotals } from "#dev-shop/order-model.ts";
import { minusBag, sumBags } from "#dev-shop/commerce/money.ts";
import { arrayConnection, mapConnection } from "#dev-shop/graphql/connections.ts";
import type { PageArgs } from "#dev-shop/graphql/connections.ts";
import type { Resolver, Resolvers } from "#dev-shop/graphql/context.ts";
import { moneySet } from "#dev-shop/graphql/money-values.ts";
import { addressOf } from "#dev-shop/graphql/customers/address.ts";
import { applicationOf } from "#dev-shop/graphql/orders/discount-applications.ts";
import { taxLineOf } from "#dev-shop/graphql/orders/line-item.ts";

const total =
  (key: keyof OrderTotals): Resolver =>
  (order: Order) =>
    moneySet(order, order.totals[key]);

const computed =
  (amount: (order: Order) => MoneyBag): Resolver =>
  (order: Order) =>
    moneySet(order, amount(order));

const money: Record<string, Resolver> = {
  currentShippingPriceSet: total("currentShipping"),
  currentSubtotalPriceSet: total("currentSubtotal"),
  currentTotalDiscountsSet: total("currentDiscounts"),
  currentTotalPriceSet: total("currentTotal"),
  currentTotalTaxSet: total("currentTax"),
  originalTotalPriceSet: total("total"),
  subtotalPriceSet: total("subtotal"),
  totalDiscountsSet: total("discounts"),
  totalOutstandingSet: total("outstanding"),
  totalPriceSet: total("total"),
  totalReceivedSet: total("received"),
  totalRefundedSet: total("refunded"),
  totalShippingPriceSet: total("shipping"),
  totalTaxSet: total("tax"),
  netPaymentSet: computed(({ totals }) => minusBag(totals.received, totals.refunded)),
  totalTipReceivedSet: computed(({ tip }) => tip),
  totalRefundedShippingSet: computed(({ refunds }) =>
    sumBags(refunds.flatMap(({ shipping }) => shipping.map(({ amount }) => amount))),
  ),
};

const states: Record<string, Resolver> = {
  cancellation: ({ cancelledAt }: Order) => (cancelledAt === null ? null : { staffNote: null }),
  canMarkAsPaid: ({ financialStatus, cancelledAt }: Order) =>
    cancelledAt === null && ["PENDING", "AUTHORIZED", "PARTIALLY_PAID"].includes(financialStatus),
  closed: ({ closedAt }: Order) => closedAt !== null,
  confirmed: () => true,
  displayFinancialStatus: ({ financialStatus }: Order) => financialStatus,
  displayFulfillmentStatus: ({ fulfillmentStatus }: Order) => fulfillmentStatus,
  fullyPaid: ({ totals }: Order) => totals.outstanding.presentment <= 0,
  refundable: ({ totals }: Order) => totals.received.presentment > totals.refunded.presentment,
  restockable: ({ lines }: Order) => lines.some(({ currentQuantity }) => currentQuantity > 0),
  requiresShipping: ({ lines }: Order) => lines.some(({ requiresShipping }) => requiresShipping),
  // Goods come back by refunds only; returns as such are not part of this shop.
  returnStatus: () => "NO_RETURN",
  unpaid: ({ totals }: Order) => totals.received.presentment === 0,
};

export const orderType: Resolvers = {
  Order: {
    ...money,
    ...states,
    id: ({ id }: Order) => gid("Order", id),
    legacyResourceId: ({ id }: Order) => String(id),
    currencyCode: ({ currency }: Order) => currency,
    presentmentCurrencyCode: ({ presentmentCurrency }: Order) => presentmentCurrency,
    billingAddress: ({ billingAddress }: Order) => addressOf(billingAddress),
    shippingAddress: ({ shippingAddress }: Order) => addressOf(shippingAddress),
    customAttributes: ({ noteAttributes }: Order) => noteAttributes.map(attributeOf),
    customer: ({ customerId }: Order, _: unknown, { load }) => load("customer", customerId),
    discountApplications: (order: Order, args: PageArgs) =>
      mapConnection(arrayConnection([...order.discountApplications.keys()], args), (index) =>
        applicationOf(order, index),
      ),
    discountCode: ({ discountCodes }: Order) => discountCodes[0]?.code ?? null,
    discountCodes: ({ discountCodes }: Order) => discountCodes.map(({ code }) => code),
    lineItems: (order: Order, args: PageArgs) =>
      mapConnection(arrayConnection(order.lines, args), (line) => ({ in: order, line })),
    shippingLine: (order: Order) => {
      const [shipping] = order.shippingLines;
      return shipping ? { in: order, shipping } : null;
    },
    shippingLines: (order: Order, args: PageArgs) =>
      mapConnection(arrayConnection(order.shippingLines, args), (shipping) => ({
        in: order,
        shipping,
      })),
    currentSubtotalLineItemsQuantity: ({ lines }: Order) =>
      lines.reduce((sum, { currentQuantity }) => sum + currentQuantity, 0),
    subtotalLineItemsQuantity: ({ lines }: Order) =>
      lines.reduce((sum, { quantity }) => sum + quantity, 0),
    paymentGatewayNames: ({ transactions }: Order) => [
      ...new Set(transactions.map(({ gateway }) => gateway)),
    ],
    taxLines: (order: Order) =>
      [...order.lines, ...order.shippingLines].flatMap(({ taxLines }) =>
        taxLines.map((taxLine) => taxLineOf(order, taxLine)),
      ),
    transactions: (order: Order, { first }: { first?: number | null }) =>
      firstOf(order.transactions, first).map((transaction) => ({ in: order, transaction })),
    transactionsCount: ({ transactions }: Order) => ({
      count: transactions.length,
      precision: "EXACT",
    }),
    refunds: (order: Order, { first }: { first?: number | null }) =>
      firstOf(order.refunds, first).map((refund) => ({ in: order, refund })),
    fulfillments: ({ fulfillments = [] }: Order, { first }: { first?: number | null }) =>
      firstOf(fulfillments, first),
    agreements: (order: Order, args: PageArgs) =>
      mapConnection(arrayConnection(order.agreements, args), (agreement) => ({
        __typename: agreement.type,
        in: order,
        agreement,
      })),
    statusPageUrl: ({ token }: Order, _: unknown, { devShop }) => `${devShop.url}/orders/${token}`,
  },
};

export const fulfillmentType: Resolvers = {
  Fulfillment: {
    id: ({ id }: Fulfillment) => gid("Fulfillment", id),
    legacyResourceId: ({ id }: Fulfillment) => String(id),
    createdAt: ({ createdAt }: Fulfillment) => createdAt,
    updatedAt: ({ createdAt }: Fulfillment) => createdAt,
    status: ({ status }: Fulfillment) => status,
  },
};

function attributeOf({ name, value }: { name: string; value: string }) {
  return { key: name, value };
}

function firstOf<T>(items: T[], first: number | null | undefined): T[] {
  return typeof first === "number" ? items.slice(0, first) : items;
}
