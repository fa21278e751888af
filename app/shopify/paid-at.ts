import { parseMinor } from "#app/domain/money.ts";
import type { Instant, OrderChange } from "#app/domain/order-facts.ts";
import type { AgreementNode, OrderNode } from "#app/shopify/order-answers.ts";
import { sum } from "#app/shopify/order-facts.ts";

const PAID = new Set(["PAID", "PARTIALLY_REFUNDED", "REFUNDED"]);
const SIGNS = new Map([
  ["SALE", 1n],
  ["CAPTURE", 1n],
  ["REFUND", -1n],
]);

type Question = { order: OrderNode; agreements: AgreementNode[]; changes: OrderChange[] };

/**
 * When the order was first paid in full: at the payment that completed it, or at the refund or
 * edit that took away what was still owed. Null while it is not.
 */
export function paidAtOf(question: Question): Instant | null {
  const { order } = question;
  const total = placedTotal(question, "presentmentMoney", order.presentmentCurrencyCode);
  let paid = 0n;
  for (const payment of paymentsOf(order, "presentmentMoney", order.presentmentCurrencyCode)) {
    paid += payment.amount;
    if (payment.amount > 0n && paid >= total) return payment.at;
  }
  const isPaid = PAID.has(order.displayFinancialStatus ?? "") && order.fullyPaid;
  if (isPaid && total <= 0n) return order.processedAt;
  // An edit may since have brought in something that is not paid.
  return settledAt(question) ?? (isPaid ? lastMoment(question) : null);
}

function lastMoment({ order, changes }: Question): Instant {
  const moments = [...changes, ...paymentsOf(order, "shopMoney", order.currencyCode)];
  return moments.reduce((latest, { at }) => Math.max(latest, at), order.processedAt);
}

type Moment = { at: Instant; paid: bigint; owed: bigint };

/** The first moment at which nothing was owed any more, payments and changes taken together. */
function settledAt(question: Question): Instant | null {
  const { order, changes } = question;
  const { taxesIncluded, currencyCode } = order;
  const moments: Moment[] = [
    ...paymentsOf(order, "shopMoney", currencyCode).map(({ at, amount }) => ({
      ...{ at, paid: amount, owed: -amount },
    })),
    ...changes.map((change) => ({ at: change.at, paid: 0n, owed: worthOf(change, taxesIncluded) })),
  ];
  let owed = placedTotal(question, "shopMoney", currencyCode);
  let paid = 0n;
  // Each amount converted from another currency may be off by one.
  const tolerance = order.presentmentCurrencyCode === currencyCode ? 0 : moments.length;
  for (const [at, together] of byTime(moments)) {
    owed += sum(together.map((moment) => moment.owed));
    paid += sum(together.map((moment) => moment.paid));
    if (paid > 0n && owed <= BigInt(tolerance)) return at;
  }
  return null;
}

/** A refund's money and what it is for are one moment. */
function byTime(moments: Moment[]): [Instant, Moment[]][] {
  const groups = new Map<Instant, Moment[]>();
  for (const moment of moments) {
    groups.set(moment.at, [...(groups.get(moment.at) ?? []), moment]);
  }
  return [...groups].sort(([one], [other]) => one - other);
}

function worthOf(change: OrderChange, taxesIncluded: boolean): bigint {
  const lines = [...change.lines, ...change.addedLines];
  const tax = sum(lines.map((line) => line.taxMinor)) + change.shippingTaxMinor;
  const net = sum(lines.map((line) => line.netMinor)) + change.shippingMinor;
  return net + change.tipMinor + change.adjustmentMinor + (taxesIncluded ? 0n : tax);
}

type Side = "shopMoney" | "presentmentMoney";

/** Payments are exact in the buyer's currency. */
function placedTotal({ order, agreements }: Question, side: Side, currency: string): bigint {
  const minor = (money: OrderNode["totalPriceSet"]): bigint =>
    parseMinor(money[side].amount, currency);
  const [placed] = [...agreements].sort((one, other) => one.happenedAt - other.happenedAt);
  if (!order.edited || !placed) return minor(order.totalPriceSet);
  return sum(placed.sales.nodes.map((sale) => minor(sale.totalAmount)));
}

/** Money that moved: what came in is positive, what went back negative. */
function paymentsOf(order: OrderNode, side: Side, currency: string) {
  return order.transactions
    .filter(({ kind, status }) => status === "SUCCESS" && SIGNS.has(kind))
    .map(({ kind, processedAt, amountSet }) => ({
      // Payments are authorized some seconds before there is an order.
      at: Math.max(processedAt ?? order.processedAt, order.processedAt),
      amount: (SIGNS.get(kind) ?? 0n) * parseMinor(amountSet[side].amount, currency),
    }))
    .sort((one, other) => one.at - other.at);
}
