/**
 * What an order is worth now: totals and state, computed anew from its lines, refunds and payments.
 * Pure.
 */
import type { MoneyBag } from "#dev-shop/model.ts";
import type {
  DiscountAllocation,
  FinancialStatus,
  Order,
  OrderLine,
  OrderTotals,
  ShippingLine,
  TaxLine,
} from "#dev-shop/order-model.ts";
import { bag, divideRounded, minusBag, sumBags } from "#dev-shop/commerce/money.ts";

/** The order with totals and financial status that follow from everything else in it. */
export function recalculated(order: Order): Order {
  const totals = totalsOf(order);
  return { ...order, totals, financialStatus: financialStatusOf({ ...order, totals }) };
}

/**
 * After discounts, for so many of the line's pieces. Any split of the pieces adds up to the whole.
 */
export function lineWorth(line: OrderLine, pieces: number): MoneyBag {
  return portion(minusBag(lineGross(line), allocated(line.discountAllocations)), line, pieces);
}

export function lineTax(line: OrderLine, pieces: number): MoneyBag {
  return portion(taxed(line.taxLines), line, pieces);
}

export function lineDiscount(line: OrderLine, pieces: number): MoneyBag {
  return portion(allocated(line.discountAllocations), line, pieces);
}

export function shippingWorth(line: ShippingLine): MoneyBag {
  return minusBag(line.price, allocated(line.discountAllocations));
}

export function allocated(allocations: DiscountAllocation[]): MoneyBag {
  return sumBags(allocations.map(({ amount }) => amount));
}

export function taxed(taxLines: TaxLine[]): MoneyBag {
  return sumBags(taxLines.map(({ price }) => price));
}

/** What has been refunded of one shipping line. */
export function shippingRefunded(order: Order, shippingLineId: number) {
  const parts = order.refunds
    .flatMap(({ shipping }) => shipping)
    .filter((part) => part.shippingLineId === shippingLineId);
  return {
    amount: sumBags(parts.map(({ amount }) => amount)),
    tax: sumBags(parts.map(({ tax }) => tax)),
  };
}

/** Paid and not given back. */
export function netPayment(order: Order): MoneyBag {
  return minusBag(transacted(order, ["SALE", "CAPTURE"]), transacted(order, ["REFUND"]));
}

function lineGross({ unitPrice, quantity }: OrderLine): MoneyBag {
  return { shop: unitPrice.shop * quantity, presentment: unitPrice.presentment * quantity };
}

function portion(whole: MoneyBag, { quantity }: OrderLine, pieces: number): MoneyBag {
  if (pieces === quantity) return whole;
  const part = (minor: number) => divideRounded(BigInt(minor) * BigInt(pieces), BigInt(quantity));
  return bag(part(whole.shop), part(whole.presentment));
}

function transacted(order: Order, kinds: string[]): MoneyBag {
  const done = order.transactions.filter(
    ({ kind, status }) => status === "SUCCESS" && kinds.includes(kind),
  );
  return sumBags(done.map(({ amount }) => amount));
}

function totalsOf(order: Order): OrderTotals {
  const { lines, shippingLines, taxesIncluded, tip } = order;
  const all = (of: (line: OrderLine, pieces: number) => MoneyBag) =>
    sumBags(lines.map((line) => of(line, line.quantity)));
  const current = (of: (line: OrderLine, pieces: number) => MoneyBag) =>
    sumBags(lines.map((line) => of(line, line.currentQuantity)));
  const shipping = shippingTotals(order);

  const subtotal = all(lineWorth);
  const tax = sumBags([all(lineTax), shipping.tax]);
  const total = [subtotal, shipping.worth, tip, ...(taxesIncluded ? [] : [tax])];
  const currentSubtotal = current(lineWorth);
  const currentTax = sumBags([current(lineTax), shipping.currentTax]);
  const adjustments = order.refunds
    .flatMap((refund) => refund.adjustments)
    .map((each) => each.amount);
  const currentTotal = sumBags([
    ...[currentSubtotal, shipping.currentWorth, tip, ...adjustments],
    ...(taxesIncluded ? [] : [currentTax]),
  ]);
  return {
    lineItems: sumBags(lines.map(lineGross)),
    discounts: sumBags([all(lineDiscount), shipping.discount]),
    subtotal,
    shipping: sumBags(shippingLines.map(({ price }) => price)),
    tax,
    total: sumBags(total),
    currentDiscounts: sumBags([current(lineDiscount), shipping.discount]),
    currentSubtotal,
    currentShipping: shipping.currentWorth,
    currentTax,
    currentTotal,
    received: transacted(order, ["SALE", "CAPTURE"]),
    refunded: transacted(order, ["REFUND"]),
    outstanding: minusBag(currentTotal, netPayment(order)),
  };
}

function shippingTotals(order: Order) {
  const parts = order.shippingLines.map((line) => {
    const refunded = shippingRefunded(order, line.id);
    return {
      worth: shippingWorth(line),
      tax: taxed(line.taxLines),
      discount: allocated(line.discountAllocations),
      currentWorth: minusBag(shippingWorth(line), refunded.amount),
      currentTax: minusBag(taxed(line.taxLines), refunded.tax),
    };
  });
  return {
    worth: sumBags(parts.map(({ worth }) => worth)),
    tax: sumBags(parts.map(({ tax }) => tax)),
    discount: sumBags(parts.map(({ discount }) => discount)),
    currentWorth: sumBags(parts.map(({ currentWorth }) => currentWorth)),
    currentTax: sumBags(parts.map(({ currentTax }) => currentTax)),
  };
}

function financialStatusOf({ totals, cancelledAt }: Order): FinancialStatus {
  const [received, refunded] = [totals.received.presentment, totals.refunded.presentment];
  if (refunded > 0) return refunded >= received ? "REFUNDED" : "PARTIALLY_REFUNDED";
  if (received === 0 && totals.total.presentment > 0) return cancelledAt ? "VOIDED" : "PENDING";
  return totals.outstanding.presentment > 0 ? "PARTIALLY_PAID" : "PAID";
}
