import type { MoneyBag } from "#dev-shop/model.ts";
import type { Order, OrderLine } from "#dev-shop/order-model.ts";
import { liquidAmount } from "#dev-shop/storefront/money-format.ts";

/** An order as its status page shows it: what was bought, what applied, what went back. */
export function orderStatusObject(order: Order): Record<string, unknown> {
  const { totals } = order;
  const amount = (bag: MoneyBag) => liquidAmount(bag.presentment, order.presentmentCurrency);
  return {
    name: order.name,
    confirmation_number: order.confirmationNumber,
    created_at: order.createdAt,
    email: order.email,
    currency: order.presentmentCurrency,
    financial_status: order.financialStatus.toLowerCase(),
    cancelled: order.cancelledAt !== null,
    test: order.test,
    lines: order.lines.map((line) => lineObject(line, amount)),
    discount_codes: order.discountCodes.map(({ code, amount: taken, type }) => ({
      code,
      type,
      amount: amount(taken),
    })),
    shipping_lines: order.shippingLines.map(({ title, price }) => ({
      title,
      price: amount(price),
    })),
    subtotal: amount(totals.lineItems),
    discounts: amount(totals.discounts),
    shipping: amount(totals.shipping),
    tax: amount(totals.tax),
    taxes_included: order.taxesIncluded,
    tip: amount(order.tip),
    total: amount(totals.total),
    current_total: amount(totals.currentTotal),
    refunded: amount(totals.refunded),
    outstanding: amount(totals.outstanding),
    shipping_address: order.shippingAddress,
  };
}

function lineObject(line: OrderLine, amount: (bag: MoneyBag) => number) {
  return {
    title: line.title,
    variant_title: line.variantTitle,
    quantity: line.currentQuantity,
    was_quantity: line.quantity,
    price: amount(line.unitPrice) * line.quantity,
    discount: line.discountAllocations.reduce((sum, one) => sum + amount(one.amount), 0),
  };
}
