import { gid } from "#dev-shop/model.ts";
import type { MoneyBag } from "#dev-shop/model.ts";
import type { Order, Sale } from "#dev-shop/order-model.ts";
import type { ModelChange, ModelOrder, ModelPiece } from "#test/simulation/model-facts.ts";

const AT_CHECKOUT_MS = 60_000;

/** An order as the model wants it: as it was placed, when it was paid, and each change. */
export function orderForModel(order: Order): ModelOrder {
  const placedAt = Date.parse(order.processedAt);
  const [shipping] = order.shippingLines;
  const off = (allocations: { amount: MoneyBag }[]) => sum(allocations.map((one) => one.amount));
  const edits = order.agreements.filter(({ type }) => type === "OrderEditAgreement");
  const changes = [
    ...order.refunds.map((refund): ModelChange => ({
      id: gid("Refund", refund.id),
      at: Date.parse(refund.processedAt),
      kind: "refund",
      pieces: refund.lines.map((line) => ({
        ...nameOf(order, line.lineId),
        quantity: -line.quantity,
        net: -line.subtotal.shop,
        tax: -line.tax.shop,
      })),
      shipping: -sum(refund.shipping.map(({ amount }) => amount)),
      shippingTax: -sum(refund.shipping.map(({ tax }) => tax)),
      beside: sum(refund.adjustments.map(({ amount }) => amount)),
    })),
    ...edits.map((edit): ModelChange => ({
      id: gid("OrderEditAgreement", edit.id),
      at: Date.parse(edit.happenedAt),
      kind: "edit",
      pieces: edit.sales.map((sale) => pieceOf(order, sale)),
      ...{ shipping: 0, shippingTax: 0, beside: 0 },
    })),
  ];
  return {
    id: gid("Order", order.id),
    placedAt,
    paidAt: paidAtOf(order, placedAt),
    chargedAt: chargedAtOf(order, placedAt),
    cancelledAt: order.cancelledAt === null ? null : Date.parse(order.cancelledAt),
    taxesIncluded: order.taxesIncluded,
    pieces: order.lines
      .filter(({ addedAt }) => addedAt === null)
      .map((line) => ({
        ...nameOf(order, line.id),
        quantity: line.quantity,
        net: line.unitPrice.shop * line.quantity - off(line.discountAllocations),
        tax: sum(line.taxLines.map(({ price }) => price)),
      })),
    shipping: shipping ? shipping.price.shop - off(shipping.discountAllocations) : 0,
    shippingTax: shipping ? sum(shipping.taxLines.map(({ price }) => price)) : 0,
    changes: changes.sort((a, b) => a.at - b.at),
  };
}

function pieceOf(order: Order, sale: Sale): ModelPiece {
  const tax = sale.totalTax.shop;
  const net = sale.totalAmount.shop - (order.taxesIncluded ? 0 : tax);
  return { ...nameOf(order, sale.lineId ?? 0), quantity: sale.quantity ?? 0, net, tax };
}

function nameOf({ lines }: Order, lineId: number) {
  const product = lines.find(({ id }) => id === lineId)?.productId ?? null;
  return { line: String(lineId), product };
}

/** What is paid within a minute is paid at the checkout. Free orders are paid when placed. */
function paidAtOf(order: Order, placedAt: number): number | null {
  const at = chargedAtOf(order, placedAt);
  return at !== null && at - placedAt <= AT_CHECKOUT_MS ? placedAt : at;
}

function chargedAtOf(order: Order, placedAt: number): number | null {
  const [first] = order.transactions.filter(({ kind }) => kind === "SALE");
  if (first) return Date.parse(first.processedAt);
  return order.totals.total.shop === 0 ? placedAt : null;
}

function sum(bags: MoneyBag[]): number {
  return bags.reduce((total, { shop }) => total + shop, 0);
}
