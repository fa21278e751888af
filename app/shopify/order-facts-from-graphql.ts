import { parseMinor } from "#app/domain/money.ts";
import type {
  Instant,
  OrderChange,
  OrderFacts,
  OrderLine,
  OrderPins,
} from "#app/domain/order-facts.ts";
import { editedParts } from "#app/shopify/edited-order.ts";
import type { AgreementNode, LineNode, OrderNode, RefundNode } from "#app/shopify/order-answers.ts";
import { emptyChange, latest, sum, sumDeltas, tidyOrderFacts } from "#app/shopify/order-facts.ts";
import { paidAtOf } from "#app/shopify/paid-at.ts";

type ShopMoney = { shopMoney: { amount: string } };
export type Minor = (money: ShopMoney) => bigint;

/** An order with all its lines and refunds; `agreements` are read only where it was edited. */
export type WholeOrder = { order: OrderNode; agreements: AgreementNode[] };

/** The facts of an order as GraphQL tells it. */
export function orderFactsFromGraphql({ order, agreements }: WholeOrder): OrderFacts {
  const minor: Minor = ({ shopMoney }) => parseMinor(shopMoney.amount, order.currencyCode);
  const refunds = order.refunds.map((refund) => changeOf(refund, minor));
  const parts = order.edited
    ? editedParts({ order, agreements, refunds, minor })
    : { ...unchangedParts(order, minor), changes: refunds };
  return tidyOrderFacts({
    orderId: order.id,
    name: order.name,
    customerId: order.customer?.id ?? null,
    test: order.test,
    channel: order.sourceName ?? "",
    currency: order.currencyCode,
    presentmentCurrency: order.presentmentCurrencyCode,
    taxesIncluded: order.taxesIncluded,
    placedAt: order.processedAt,
    paidAt: paidAtOf({ order, agreements, changes: parts.changes }),
    cancelledAt: order.cancelledAt,
    fulfilledAt: fulfilledAtOf(order),
    updatedAt: order.updatedAt,
    ...pinsOf(order),
    discountCodes: order.discountCodes,
    ...parts,
  });
}

function fulfilledAtOf({ displayFulfillmentStatus, fulfillments }: OrderNode): Instant | null {
  if (displayFulfillmentStatus !== "FULFILLED") return null;
  const done = fulfillments.filter(({ status }) => status === "SUCCESS");
  return latest(done.map(({ createdAt }) => createdAt));
}

function pinsOf(order: OrderNode): OrderPins {
  const { shippingAddress, billingAddress } = order;
  return {
    pinnedAt: order.updatedAt,
    tags: order.tags,
    country: shippingAddress?.countryCodeV2 ?? billingAddress?.countryCodeV2 ?? null,
    gatewaysAt: order.updatedAt,
    gateways: order.paymentGatewayNames,
  };
}

function unchangedParts(order: OrderNode, minor: Minor) {
  return {
    lines: order.lineItems.nodes.map((line) => lineOf(line, minor)),
    ...shippingOf(order, minor),
    tipMinor: minor(order.totalTipReceivedSet),
  };
}

function lineOf(line: LineNode, minor: Minor): OrderLine {
  const gross = minor(line.originalUnitPriceSet) * BigInt(line.quantity);
  const off = sum(line.discountAllocations.map((each) => minor(each.allocatedAmountSet)));
  return {
    id: line.id,
    title: line.title,
    productId: line.product?.id ?? null,
    variantId: line.variant?.id ?? null,
    vendor: line.vendor,
    quantity: line.quantity,
    giftCard: line.isGiftCard,
    netMinor: gross - off,
    taxMinor: sum(line.taxLines.map((each) => minor(each.priceSet))),
  };
}

function shippingOf(order: OrderNode, minor: Minor) {
  const net = order.shippingLines.nodes.map((line) => {
    const off = sum(line.discountAllocations.map((each) => minor(each.allocatedAmountSet)));
    return minor(line.originalPriceSet) - off;
  });
  const tax = order.shippingLines.nodes.flatMap(({ taxLines }) =>
    taxLines.map((each) => minor(each.priceSet)),
  );
  return { shippingMinor: sum(net), shippingTaxMinor: sum(tax) };
}

function changeOf(refund: RefundNode, minor: Minor): OrderChange {
  const shipping = refund.refundShippingLines.nodes;
  return {
    ...emptyChange({ id: refund.id, kind: "refund", at: refund.processedAt }),
    lines: sumDeltas(
      refund.refundLineItems.nodes.map((line) => ({
        lineId: line.lineItem.id,
        quantity: -line.quantity,
        netMinor: -minor(line.subtotalSet),
        taxMinor: -minor(line.totalTaxSet),
      })),
    ),
    shippingMinor: -sum(shipping.map((part) => minor(part.subtotalAmountSet))),
    shippingTaxMinor: -sum(shipping.map((part) => minor(part.taxAmountSet))),
    adjustmentMinor: sum(refund.orderAdjustments.nodes.map((each) => minor(each.amountSet))),
  };
}
