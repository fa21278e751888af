import { gid } from "#dev-shop/model.ts";
import { moneySet } from "#dev-shop/graphql/money-values.ts";
import type { Agreement, Order, OrderLine, Refund } from "#dev-shop/order-model.ts";

const SALES = {
  PRODUCT: "ProductSale",
  GIFT_CARD: "GiftCardSale",
  SHIPPING: "ShippingLineSale",
  TIP: "TipSale",
  ADJUSTMENT: "AdjustmentSale",
};

/** An order as GraphQL answers, with every field that any of our documents asks for. */
export function orderNode(order: Order) {
  const { totals } = order;
  return {
    id: gid("Order", order.id),
    name: order.name,
    test: order.test,
    sourceName: order.sourceName,
    createdAt: order.createdAt,
    processedAt: order.processedAt,
    updatedAt: order.updatedAt,
    cancelledAt: order.cancelledAt,
    edited: order.edited,
    displayFinancialStatus: order.financialStatus,
    fullyPaid: totals.outstanding.presentment <= 0,
    taxesIncluded: order.taxesIncluded,
    currencyCode: order.currency,
    presentmentCurrencyCode: order.presentmentCurrency,
    customer: order.customerId === null ? null : { id: gid("Customer", order.customerId) },
    discountCodes: order.discountCodes.map(({ code }) => code),
    tags: order.tags,
    paymentGatewayNames: [...new Set(order.transactions.map(({ gateway }) => gateway))],
    ...{ shippingAddress: null, billingAddress: null },
    displayFulfillmentStatus: order.fulfillmentStatus,
    fulfillments: [],
    totalPriceSet: moneySet(order, totals.total),
    totalTipReceivedSet: moneySet(order, order.tip),
    shippingLines: { nodes: order.shippingLines.map((line) => partsOf(order, line)) },
    transactions: order.transactions.map(({ kind, status, processedAt, amount }) => ({
      ...{ kind, status, processedAt },
      amountSet: moneySet(order, amount),
    })),
    lineItems: page(order.lines.map((line) => lineNode(order, line))),
    refunds: order.refunds.map((refund) => refundNode(order, refund)),
  };
}

function partsOf(order: Order, line: Order["shippingLines"][number]) {
  return {
    originalPriceSet: moneySet(order, line.price),
    discountAllocations: allocations(order, line),
    taxLines: line.taxLines.map(({ price }) => ({ priceSet: moneySet(order, price) })),
  };
}

function allocations(order: Order, line: Pick<OrderLine, "discountAllocations">) {
  return line.discountAllocations.map(({ amount }) => ({
    allocatedAmountSet: moneySet(order, amount),
  }));
}

function lineNode(order: Order, line: OrderLine) {
  const ref = (kind: string, id: number | null) => (id === null ? null : { id: gid(kind, id) });
  return {
    id: gid("LineItem", line.id),
    title: line.title,
    quantity: line.quantity,
    isGiftCard: line.isGiftCard,
    vendor: line.vendor,
    product: ref("Product", line.productId),
    variant: ref("ProductVariant", line.variantId),
    originalUnitPriceSet: moneySet(order, line.unitPrice),
    discountAllocations: allocations(order, line),
    taxLines: line.taxLines.map(({ price }) => ({ priceSet: moneySet(order, price) })),
  };
}

function refundNode(order: Order, refund: Refund) {
  const adjustments = refund.adjustments.filter(({ kind }) => kind !== "SHIPPING_REFUND");
  return {
    id: gid("Refund", refund.id),
    createdAt: refund.createdAt,
    processedAt: refund.processedAt,
    refundLineItems: page(
      refund.lines.map((line) => ({
        quantity: line.quantity,
        lineItem: { id: gid("LineItem", line.lineId) },
        subtotalSet: moneySet(order, line.subtotal),
        totalTaxSet: moneySet(order, line.tax),
      })),
    ),
    refundShippingLines: {
      nodes: refund.shipping.map(({ amount, tax }) => ({
        subtotalAmountSet: moneySet(order, amount),
        taxAmountSet: moneySet(order, tax),
      })),
    },
    orderAdjustments: {
      nodes: adjustments.map(({ amount }) => ({ amountSet: moneySet(order, amount) })),
    },
  };
}

/** One agreement after another, as we ask for them; the cursor is its place. */
export function agreementPage(order: Order, after: string | null) {
  const index = after === null ? 0 : Number(after) + 1;
  const agreement = order.agreements[index];
  const hasNextPage = index + 1 < order.agreements.length;
  const nodes = agreement ? [agreementNode(order, agreement)] : [];
  return { agreements: { pageInfo: { hasNextPage, endCursor: String(index) }, nodes } };
}

function agreementNode(order: Order, agreement: Agreement) {
  const { refundId } = agreement;
  return {
    __typename: agreement.type,
    id: gid(agreement.type, agreement.id),
    happenedAt: agreement.happenedAt,
    ...(refundId === null ? {} : { refund: { id: gid("Refund", refundId) } }),
    sales: page(
      agreement.sales.map((sale) => ({
        __typename: SALES[sale.lineType],
        lineType: sale.lineType,
        quantity: sale.quantity,
        totalAmount: moneySet(order, sale.totalAmount),
        totalTaxAmount: moneySet(order, sale.totalTax),
        ...(sale.lineId === null ? {} : { lineItem: { id: gid("LineItem", sale.lineId) } }),
      })),
    ),
  };
}

function page<T>(nodes: T[]) {
  return { pageInfo: { hasNextPage: false, endCursor: null }, nodes };
}
