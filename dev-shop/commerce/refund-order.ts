/** Gives lines, shipping or money back; what differs is an order adjustment, as in Shopify. */
import type { MoneyBag } from "#dev-shop/model.ts";
import type {
  Agreement,
  Order,
  OrderLine,
  OrderTransaction,
  Refund,
  RefundLine,
  Sale,
} from "#dev-shop/order-model.ts";
import type { Ids } from "#dev-shop/store/ids.ts";
import type { Changed } from "#dev-shop/commerce/change-order.ts";
import {
  bag,
  divideRounded,
  isZero,
  minusBag,
  noMoney,
  sumBags,
} from "#dev-shop/commerce/money.ts";
import type { OrderRefusal, RefundOrder, RefundQuote } from "#dev-shop/commerce/order-inputs.ts";
import {
  lineTax,
  lineWorth,
  netPayment,
  recalculated,
  shippingRefunded,
  shippingWorth,
  taxed,
} from "#dev-shop/commerce/order-worth.ts";
import { exchangeAt } from "#dev-shop/commerce/price-in-currency.ts";
import { lineSale, plainSale, shippingReturn } from "#dev-shop/commerce/sales.ts";

/** What the lines and the shipping of a refund are worth, or why it cannot be. */
export function quoteRefund(order: Order, refund: RefundOrder): RefundQuote | OrderRefusal {
  const taken = takeLines(order, refund);
  if (typeof taken === "string") return taken;
  const shipping = takeShipping(order, refund.shipping);
  if (!shipping) return "amount-too-high";
  const subtotal = sumBags(taken.map((each) => each.worth));
  const tax = sumBags([...taken.map((each) => each.tax), shipping.tax]);
  const total = sumBags([subtotal, shipping.amount, ...(order.taxesIncluded ? [] : [tax])]);
  return { subtotal, tax, shipping: shipping.amount, total, maximum: netPayment(order) };
}

export function decideRefund(
  ids: Ids,
  { order, refund, stamp }: { order: Order; refund: RefundOrder; stamp: string },
): Changed | OrderRefusal {
  const taken = takeLines(order, refund);
  if (typeof taken === "string") return taken;
  const shipping = takeShipping(order, refund.shipping);
  const quote = quoteRefund(order, refund);
  if (!shipping || typeof quote === "string") return "amount-too-high";

  const lines = order.lines.map(
    (line) => taken.find(({ after }) => after.id === line.id)?.after ?? line,
  );
  const id = ids.next("refund");
  const parts = shipping.parts.map((part) => ({ id: ids.next("other"), ...part }));
  const draft: Refund = {
    id,
    createdAt: stamp,
    processedAt: stamp,
    note: refund.note ?? null,
    lines: taken.map((each) => refundLine(ids, each)),
    adjustments: [],
    shipping: parts,
    transactionIds: [],
    total: noMoney,
  };
  const worthless = recalculated({ ...order, lines, refunds: [...order.refunds, draft] });
  const money = moneyOf(worthless, { refund, quote });
  if (!money) return "amount-too-high";
  if (isZero(money.amount) && taken.length === 0 && parts.length === 0) return "nothing-to-do";
  return finish({
    ids,
    order,
    draft,
    taken,
    money,
    stamp,
    pending: refund.pending === true,
    lines,
  });
}

type TakenLine = {
  before: OrderLine;
  after: OrderLine;
  quantity: number;
  restockType: RefundLine["restockType"];
  worth: MoneyBag;
  tax: MoneyBag;
};

function takeLines(order: Order, refund: RefundOrder): TakenLine[] | OrderRefusal {
  const taken: TakenLine[] = [];
  for (const { lineId, quantity, restockType = "NO_RESTOCK" } of refund.lines ?? []) {
    const before = order.lines.find(({ id }) => id === lineId);
    if (!before || taken.some((each) => each.before.id === lineId)) return "line-missing";
    const left = before.currentQuantity - quantity;
    if (quantity < 1 || left < 0) return "quantity-too-high";
    const worth = minusBag(lineWorth(before, before.currentQuantity), lineWorth(before, left));
    const tax = minusBag(lineTax(before, before.currentQuantity), lineTax(before, left));
    const after = { ...before, currentQuantity: left };
    taken.push({ before, after, quantity, restockType, worth, tax });
  }
  return taken;
}

type TakenShipping = {
  amount: MoneyBag;
  tax: MoneyBag;
  parts: { shippingLineId: number; amount: MoneyBag; tax: MoneyBag }[];
};

function takeShipping(order: Order, wanted: number | "full" | undefined): TakenShipping | null {
  const nothing = { amount: noMoney, tax: noMoney, parts: [] };
  const [line] = order.shippingLines;
  if (wanted === undefined || wanted === 0) return nothing;
  if (!line) return wanted === "full" ? nothing : null;
  const refunded = shippingRefunded(order, line.id);
  const left = minusBag(shippingWorth(line), refunded.amount);
  const leftTax = minusBag(taxed(line.taxLines), refunded.tax);
  if (wanted !== "full" && (wanted < 0 || wanted > left.presentment)) return null;
  if (left.presentment === 0) return nothing;
  const share = wanted === "full" ? left.presentment : wanted;
  const part = (minor: number) =>
    divideRounded(BigInt(minor) * BigInt(share), BigInt(left.presentment));
  const amount = bag(part(left.shop), BigInt(share));
  const tax = bag(part(leftTax.shop), part(leftTax.presentment));
  return { amount, tax, parts: [{ shippingLineId: line.id, amount, tax }] };
}

function refundLine(
  ids: Ids,
  { before, quantity, restockType, worth, tax }: TakenLine,
): RefundLine {
  return { id: ids.next("refund"), lineId: before.id, quantity, restockType, subtotal: worth, tax };
}

type Money = { amount: MoneyBag; adjustment: MoneyBag };

/**
 * The money that moves, and by how much it differs from the worth; null when there is not so much
 * to give.
 */
function moneyOf(
  after: Order,
  { refund, quote }: { refund: RefundOrder; quote: RefundQuote },
): Money | null {
  const paid = netPayment(after);
  // What is paid beyond what the order is worth now; nothing for what was never paid.
  const owed = minusBag(noMoney, after.totals.outstanding);
  const due = owed.presentment <= 0 ? noMoney : smaller(quote.total, smaller(owed, paid));
  if (refund.amount === undefined) return { amount: due, adjustment: noMoney };
  if (refund.amount < 0 || refund.amount > paid.presentment) return null;
  const amount = inBothCurrencies(after, { presentment: refund.amount, paid, quote: due });
  return { amount, adjustment: refund.stillOwed ? noMoney : minusBag(due, amount) };
}

function smaller(a: MoneyBag, b: MoneyBag): MoneyBag {
  return a.presentment <= b.presentment ? a : b;
}

function inBothCurrencies(
  order: Order,
  { presentment, paid, quote }: { presentment: number; paid: MoneyBag; quote: MoneyBag },
): MoneyBag {
  // Converting anew would lose a cent of what is known exactly.
  if (presentment === quote.presentment) return quote;
  if (presentment === paid.presentment) return paid;
  const { currency, presentmentCurrency, presentmentRate } = order;
  if (currency === presentmentCurrency) return { shop: presentment, presentment };
  const exchange = exchangeAt({ from: currency, to: presentmentCurrency, rate: presentmentRate });
  return bag(exchange.toShopMoney(BigInt(presentment)), BigInt(presentment));
}

type Parts = {
  ids: Ids;
  order: Order;
  draft: Refund;
  taken: TakenLine[];
  money: Money;
  stamp: string;
  pending: boolean;
  lines: OrderLine[];
};

function finish(parts: Parts): Changed {
  const { ids, order, draft, money, lines } = parts;
  const adjustment = {
    id: ids.next("other"),
    kind: "REFUND_DISCREPANCY" as const,
    reason: "Refund discrepancy",
    amount: money.adjustment,
    tax: noMoney,
  };
  const transactions = isZero(money.amount) ? [] : [transactionOf(parts)];
  const refund: Refund = {
    ...draft,
    adjustments: isZero(money.adjustment) ? [] : [adjustment],
    transactionIds: transactions.map(({ id }) => id),
    total: money.amount,
  };
  const changed: Order = {
    ...order,
    lines,
    transactions: [...order.transactions, ...transactions],
    refunds: [...order.refunds, refund],
    agreements: [...order.agreements, agreementOf(parts, refund)],
  };
  return { order: changed, refund };
}

function transactionOf({ ids, order, draft, money, stamp, pending }: Parts): OrderTransaction {
  const sale = order.transactions.find(({ kind }) => kind === "SALE" || kind === "CAPTURE");
  return {
    id: ids.next("transaction"),
    kind: "REFUND",
    status: pending ? "PENDING" : "SUCCESS",
    gateway: sale?.gateway ?? "manual",
    amount: money.amount,
    processedAt: stamp,
    parentId: sale?.id ?? null,
    refundId: draft.id,
    test: order.test,
  };
}

function agreementOf({ ids, order, taken, money, stamp }: Parts, refund: Refund): Agreement {
  const change = { ids, taxesIncluded: order.taxesIncluded, actionType: "RETURN" as const };
  const sales: Sale[] = [
    ...taken.map(({ before, after }) => lineSale(change, before, after)),
    ...refund.shipping.map((part) => shippingReturn(change, { ...part, worth: part.amount })),
  ];
  if (!isZero(money.adjustment)) sales.push(plainSale(change, "ADJUSTMENT", money.adjustment));
  return {
    id: ids.next("agreement"),
    type: "RefundAgreement",
    happenedAt: stamp,
    reason: "REFUND",
    refundId: refund.id,
    sales,
  };
}
