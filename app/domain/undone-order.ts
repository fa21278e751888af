import type { Instant, OrderFacts } from "#app/domain/order-facts.ts";

/**
 * When an order first came to nothing: cancelled, or refunded until nothing of it was left; null
 * while something is. Refunds that name no lines count by their money.
 */
export function undoneAt(order: OrderFacts): Instant | null {
  const emptiedAt = refundedAt(order);
  const { cancelledAt } = order;
  if (emptiedAt === null || cancelledAt === null) return emptiedAt ?? cancelledAt;
  return Math.min(emptiedAt, cancelledAt);
}

/** The refund or edit after which nothing was left. */
function refundedAt(order: OrderFacts): Instant | null {
  const changes = [...order.changes].sort((a, b) => a.at - b.at);
  const left = new Map(order.lines.map(({ id, quantity }) => [id, quantity]));
  let keptMinor = worthOf(order);
  let refunded = false;
  for (const change of changes) {
    refunded ||= change.kind === "refund";
    for (const { id, quantity } of change.addedLines) left.set(id, quantity);
    for (const { lineId, quantity } of change.lines) {
      left.set(lineId, (left.get(lineId) ?? 0) + quantity);
    }
    keptMinor += sum(change.addedLines.map((line) => valueOf(order, line)));
    keptMinor += sum(change.lines.map((line) => valueOf(order, line))) + change.adjustmentMinor;
    keptMinor += change.shippingMinor + (order.taxesIncluded ? 0n : change.shippingTaxMinor);
    const nothingLeft = [...left.values()].every((quantity) => quantity <= 0);
    if (refunded && (nothingLeft || keptMinor <= 0n)) return change.at;
  }
  return null;
}

function worthOf(order: OrderFacts): bigint {
  const shipping = order.shippingMinor + (order.taxesIncluded ? 0n : order.shippingTaxMinor);
  return sum(order.lines.map((line) => valueOf(order, line))) + shipping;
}

function valueOf(
  { taxesIncluded }: OrderFacts,
  { netMinor, taxMinor }: { netMinor: bigint; taxMinor: bigint },
): bigint {
  return taxesIncluded ? netMinor : netMinor + taxMinor;
}

function sum(amounts: bigint[]): bigint {
  return amounts.reduce((total, amount) => total + amount, 0n);
}
