/** The order document of a priced cart. */
import { randomBytes } from "node:crypto";

import { timestamp } from "#dev-shop/clock.ts";
import type { Customer, MoneyBag } from "#dev-shop/model.ts";
import type {
  Agreement,
  Order,
  OrderLine,
  OrderTransaction,
  ShippingLine,
} from "#dev-shop/order-model.ts";
import type { Ids } from "#dev-shop/store/ids.ts";
import type { PricedCart, PricedLine } from "#dev-shop/commerce/cart.ts";
import { codeTypeOf } from "#dev-shop/commerce/discount-application.ts";
import { isZero, noMoney } from "#dev-shop/commerce/money.ts";
import type { PlaceOrder } from "#dev-shop/commerce/order-inputs.ts";
import { recalculated } from "#dev-shop/commerce/order-worth.ts";
import { presentmentRate } from "#dev-shop/commerce/price-in-currency.ts";
import { lineSale, plainSale, shippingSale } from "#dev-shop/commerce/sales.ts";

export type OrderParts = {
  ids: Ids;
  shop: { currency: string; presentmentRates: Record<string, string> };
  input: PlaceOrder;
  cart: PricedCart;
  customer: Customer | null;
  number: number;
  at: Date;
};

export function buildOrder(parts: OrderParts): Order {
  const { ids, input, cart } = parts;
  const stamp = timestamp(parts.at);
  const lines = cart.lines.map((line) => orderLine(line, ids.next("line")));
  const shippingLines = cart.shippingLine ? [{ ...cart.shippingLine, id: ids.next("line") }] : [];
  const owed = input.payment === "paid" && !isZero(cart.totals.total);

  return recalculated({
    id: ids.next("order"),
    ...{ createdAt: stamp, updatedAt: stamp, processedAt: stamp },
    ...{ cancelledAt: null, cancelReason: null, closedAt: null },
    ...identityOf(parts.number),
    ...buyerOf(parts),
    ...wordsOf(input),
    currency: cart.currency,
    presentmentCurrency: cart.presentmentCurrency,
    presentmentRate: presentmentRate(parts.shop, cart.presentmentCurrency),
    taxesIncluded: cart.taxesIncluded,
    financialStatus: "PENDING",
    fulfillmentStatus: "UNFULFILLED",
    discountCodes: discountCodesOf(cart),
    discountApplications: cart.discountApplications,
    lines,
    shippingLines,
    tip: cart.tip,
    totals: noTotals,
    transactions: owed ? [saleOf(parts, cart.totals.total)] : [],
    refunds: [],
    agreements: [firstAgreement(parts, { lines, shippingLines })],
    edited: false,
  });
}

function identityOf(number: number) {
  return {
    number,
    name: `#${String(number)}`,
    token: randomBytes(16).toString("hex"),
    confirmationNumber: randomBytes(5).toString("hex").toUpperCase().slice(0, 9),
  };
}

function buyerOf({ input, cart, customer }: OrderParts) {
  const address = input.address ?? customer?.defaultAddress ?? null;
  return {
    customerId: customer?.id ?? null,
    customerLocale: input.locale ?? customer?.locale ?? null,
    email: input.email ?? customer?.email ?? null,
    phone: input.phone ?? null,
    shippingAddress: cart.requiresShipping ? address : null,
    billingAddress: input.billingAddress ?? address,
  };
}

function wordsOf({ test, sourceName, note, noteAttributes, tags }: PlaceOrder) {
  return {
    test: test ?? false,
    sourceName: sourceName ?? "web",
    note: note ?? null,
    noteAttributes: noteAttributes ?? [],
    tags: tags ?? [],
  };
}

function orderLine(line: PricedLine, id: number): OrderLine {
  const { quantity } = line;
  const copy: Partial<PricedLine> & Omit<PricedLine, "total" | "discountedTotal"> = { ...line };
  // The order keeps what these two follow from.
  delete copy.total;
  delete copy.discountedTotal;
  return { ...copy, id, currentQuantity: quantity, addedAt: null };
}

function saleOf({ ids, input, at }: OrderParts, amount: MoneyBag): OrderTransaction {
  return {
    id: ids.next("transaction"),
    kind: "SALE",
    status: "SUCCESS",
    gateway: input.gateway ?? "bogus",
    amount,
    processedAt: timestamp(at),
    parentId: null,
    refundId: null,
    test: input.test ?? false,
  };
}

function discountCodesOf(cart: PricedCart): Order["discountCodes"] {
  return cart.codes
    .filter(({ applied }) => applied)
    .map(({ code, discountId, amount }) => {
      const application = cart.discountApplications.find((each) => each.discountId === discountId);
      return { code, amount, type: application ? codeTypeOf(application) : "fixed_amount" };
    });
}

function firstAgreement(
  parts: OrderParts,
  { lines, shippingLines }: { lines: OrderLine[]; shippingLines: ShippingLine[] },
): Agreement {
  const { ids, cart } = parts;
  const change = { ids, taxesIncluded: cart.taxesIncluded, actionType: "ORDER" as const };
  return {
    id: ids.next("agreement"),
    type: "OrderAgreement",
    happenedAt: timestamp(parts.at),
    reason: "ORDER",
    refundId: null,
    sales: [
      ...lines.map((line) => lineSale(change, null, line)),
      ...shippingLines.map((line) => shippingSale(change, line)),
      ...(isZero(cart.tip) ? [] : [plainSale(change, "TIP", cart.tip)]),
    ],
  };
}

const noTotals: Order["totals"] = {
  lineItems: noMoney,
  discounts: noMoney,
  subtotal: noMoney,
  shipping: noMoney,
  tax: noMoney,
  total: noMoney,
  currentDiscounts: noMoney,
  currentSubtotal: noMoney,
  currentShipping: noMoney,
  currentTax: noMoney,
  currentTotal: noMoney,
  received: noMoney,
  refunded: noMoney,
  outstanding: noMoney,
};
