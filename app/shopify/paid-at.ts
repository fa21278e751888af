import { parseMinor } from "#app/domain/money.ts";
import type { Instant } from "#app/domain/order-facts.ts";
import type { AgreementNode, OrderNode } from "#app/shopify/order-answers.ts";

const PAID = new Set(["PAID", "PARTIALLY_REFUNDED", "REFUNDED"]);
const PAYMENTS = new Set(["SALE", "CAPTURE"]);

/**
 * When the order, as placed, was first paid in full: at the payment that completed it. Null while
 * it is not.
 */
export function paidAtOf({
  order,
  agreements,
}: {
  order: OrderNode;
  agreements: AgreementNode[];
}): Instant | null {
  const total = placedTotal(order, agreements);
  let paid = 0n;
  for (const payment of paymentsOf(order)) {
    paid += payment.amount;
    if (paid >= total) return payment.at;
  }
  const isPaid = PAID.has(order.displayFinancialStatus ?? "") && order.fullyPaid;
  if (!isPaid) return null;
  // Nothing was to pay, or a refund or an edit took away what was still owed.
  if (total <= 0n) return order.processedAt;
  return Math.max(order.processedAt, ...order.refunds.map((refund) => refund.processedAt));
}

/** In the buyer's currency, in which payments are exact. */
function placedTotal(order: OrderNode, agreements: AgreementNode[]): bigint {
  const inMinor = (money: { presentmentMoney: { amount: string } }): bigint =>
    parseMinor(money.presentmentMoney.amount, order.presentmentCurrencyCode);
  const [placed] = [...agreements].sort((one, other) => one.happenedAt - other.happenedAt);
  if (!order.edited || !placed) return inMinor(order.totalPriceSet);
  return placed.sales.nodes.reduce((total, sale) => total + inMinor(sale.totalAmount), 0n);
}

function paymentsOf(order: OrderNode): { at: Instant; amount: bigint }[] {
  return order.transactions
    .filter(({ kind, status }) => status === "SUCCESS" && PAYMENTS.has(kind))
    .map(({ processedAt, amountSet }) => ({
      // Payments are authorized some seconds before there is an order.
      at: Math.max(processedAt ?? order.processedAt, order.processedAt),
      amount: parseMinor(amountSet.presentmentMoney.amount, order.presentmentCurrencyCode),
    }))
    .sort((one, other) => one.at - other.at);
}
