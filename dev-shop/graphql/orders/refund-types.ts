import { gid } from "#dev-shop/model.ts";
import type { MoneyBag } from "#dev-shop/model.ts";
import type {
  Agreement,
  Order,
  OrderTransaction,
  Refund,
  RefundLine,
  Sale,
} from "#dev-shop/order-model.ts";
import { arrayConnection, mapConnection } from "#dev-shop/graphql/connections.ts";
import type { PageArgs } from "#dev-shop/graphql/connections.ts";
import type { Resolver, Resolvers } from "#dev-shop/graphql/context.ts";
import { moneySet } from "#dev-shop/graphql/money-values.ts";

type InOrder<T> = { in: Order } & T;
type OfRefund = InOrder<{ refund: Refund }>;
type OfRefundLine = InOrder<{ refundLine: RefundLine }>;
type OfTransaction = InOrder<{ transaction: OrderTransaction }>;
type OfAgreement = InOrder<{ agreement: Agreement }>;
type OfSale = InOrder<{ sale: Sale }>;

export const refundTypes: Resolvers = {
  Refund: {
    id: ({ refund }: OfRefund) => gid("Refund", refund.id),
    legacyResourceId: ({ refund }: OfRefund) => String(refund.id),
    createdAt: ({ refund }: OfRefund) => refund.createdAt,
    updatedAt: ({ refund }: OfRefund) => refund.createdAt,
    processedAt: ({ refund }: OfRefund) => refund.processedAt,
    note: ({ refund }: OfRefund) => refund.note,
    order: ({ in: order }: OfRefund) => order,
    return: () => null,
    totalRefundedSet: ({ in: order, refund }: OfRefund) => moneySet(order, refund.total),
    refundLineItems: ({ in: order, refund }: OfRefund, args: PageArgs) =>
      mapConnection(arrayConnection(refund.lines, args), (refundLine) => ({
        in: order,
        refundLine,
      })),
    refundShippingLines: ({ in: order, refund }: OfRefund, args: PageArgs) =>
      mapConnection(
        arrayConnection(refund.shipping, args),
        ({ id, shippingLineId, amount, tax }) => ({
          id: gid("RefundShippingLine", id),
          shippingLine: shippingOf(order, shippingLineId),
          subtotalAmountSet: moneySet(order, amount),
          taxAmountSet: moneySet(order, tax),
        }),
      ),
    orderAdjustments: ({ in: order, refund }: OfRefund, args: PageArgs) => {
      // Shipping given back shows in refundShippingLines here; only webhooks also list it as an
      // adjustment.
      const adjustments = refund.adjustments.filter(({ kind }) => kind !== "SHIPPING_REFUND");
      return mapConnection(arrayConnection(adjustments, args), ({ id, kind, amount, tax }) => ({
        id: gid("OrderAdjustment", id),
        reason: kind,
        amountSet: moneySet(order, amount),
        taxAmountSet: moneySet(order, tax),
      }));
    },
    transactions: ({ in: order, refund }: OfRefund, args: PageArgs) => {
      const own = order.transactions.filter(({ id }) => refund.transactionIds.includes(id));
      return mapConnection(arrayConnection(own, args), (transaction) => ({
        in: order,
        transaction,
      }));
    },
  },
  RefundLineItem: {
    id: ({ refundLine }: OfRefundLine) => gid("RefundLineItem", refundLine.id),
    quantity: ({ refundLine }: OfRefundLine) => refundLine.quantity,
    restockType: ({ refundLine }: OfRefundLine) => refundLine.restockType,
    restocked: ({ refundLine }: OfRefundLine) => refundLine.restockType !== "NO_RESTOCK",
    lineItem: ({ in: order, refundLine }: OfRefundLine) => lineOf(order, refundLine.lineId),
    subtotalSet: ({ in: order, refundLine }: OfRefundLine) => moneySet(order, refundLine.subtotal),
    totalTaxSet: ({ in: order, refundLine }: OfRefundLine) => moneySet(order, refundLine.tax),
  },
  OrderTransaction: {
    id: ({ transaction }: OfTransaction) => gid("OrderTransaction", transaction.id),
    kind: ({ transaction }: OfTransaction) => transaction.kind,
    status: ({ transaction }: OfTransaction) => transaction.status,
    gateway: ({ transaction }: OfTransaction) => transaction.gateway,
    formattedGateway: ({ transaction }: OfTransaction) => transaction.gateway,
    test: ({ transaction }: OfTransaction) => transaction.test,
    createdAt: ({ transaction }: OfTransaction) => transaction.processedAt,
    processedAt: ({ transaction }: OfTransaction) => transaction.processedAt,
    order: ({ in: order }: OfTransaction) => order,
    amountSet: ({ in: order, transaction }: OfTransaction) => moneySet(order, transaction.amount),
    parentTransaction: ({ in: order, transaction }: OfTransaction) => {
      const parent = order.transactions.find(({ id }) => id === transaction.parentId);
      return parent ? { in: order, transaction: parent } : null;
    },
  },
};

const agreement: Record<string, Resolver> = {
  id: ({ agreement: { id, type } }: OfAgreement) => gid(type, id),
  happenedAt: ({ agreement: { happenedAt } }: OfAgreement) => happenedAt,
  reason: ({ agreement: { reason } }: OfAgreement) => (reason === "EDIT" ? "ORDER_EDIT" : reason),
  user: () => null,
  app: () => null,
  sales: ({ in: order, agreement: { sales } }: OfAgreement, args: PageArgs) =>
    mapConnection(arrayConnection(sales, args), (sale) => ({
      __typename: saleTypes[sale.lineType],
      in: order,
      sale,
    })),
};

const saleTypes = {
  PRODUCT: "ProductSale",
  GIFT_CARD: "GiftCardSale",
  SHIPPING: "ShippingLineSale",
  TIP: "TipSale",
  ADJUSTMENT: "AdjustmentSale",
} as const;

const amount =
  (of: (sale: Sale) => MoneyBag): Resolver =>
  ({ in: order, sale }: OfSale) =>
    moneySet(order, of(sale));

const sale: Record<string, Resolver> = {
  id: ({ sale: { id } }: OfSale) => gid("Sale", id),
  actionType: ({ sale: { actionType } }: OfSale) => actionType,
  lineType: ({ sale: { lineType } }: OfSale) => lineType,
  quantity: ({ sale: { quantity } }: OfSale) => quantity,
  totalAmount: amount(({ totalAmount }) => totalAmount),
  totalTaxAmount: amount(({ totalTax }) => totalTax),
  totalDiscountAmountAfterTaxes: amount(({ discountAfterTaxes }) => discountAfterTaxes),
  totalDiscountAmountBeforeTaxes: amount(({ discountBeforeTaxes }) => discountBeforeTaxes),
};

const saleOfLine: Record<string, Resolver> = {
  ...sale,
  lineItem: ({ in: order, sale: { lineId } }: OfSale) => lineOf(order, lineId),
};

export const agreementTypes: Resolvers = {
  OrderAgreement: { ...agreement, order: ({ in: order }: OfAgreement) => order },
  OrderEditAgreement: agreement,
  RefundAgreement: {
    ...agreement,
    refund: ({ in: order, agreement: { refundId } }: OfAgreement) => {
      const refund = order.refunds.find(({ id }) => id === refundId);
      return refund ? { in: order, refund } : null;
    },
  },
  ProductSale: saleOfLine,
  GiftCardSale: saleOfLine,
  TipSale: sale,
  AdjustmentSale: sale,
  ShippingLineSale: {
    ...sale,
    shippingLine: ({ in: order, sale: { shippingLineId } }: OfSale) =>
      shippingOf(order, shippingLineId),
  },
};

function lineOf(order: Order, lineId: number | null) {
  const line = order.lines.find(({ id }) => id === lineId);
  return line ? { in: order, line } : null;
}

function shippingOf(order: Order, shippingLineId: number | null) {
  const shipping = order.shippingLines.find(({ id }) => id === shippingLineId);
  return shipping ? { in: order, shipping } : null;
}
