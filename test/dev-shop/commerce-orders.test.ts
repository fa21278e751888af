import fc from "fast-check";
import { expect, test } from "vitest";

import { soldInAll } from "#dev-shop/commerce/sales.ts";
import type { PlaceOrder } from "#dev-shop/commerce/order-inputs.ts";
import type { DevShop } from "#dev-shop/dev-shop.ts";
import type { Order } from "#dev-shop/order-model.ts";

import { aDevShop, aProduct } from "#test/dev-shop/a-shop.ts";

test("two checkouts with one single-use code: one succeeds, the other is told why", async () => {
  const { shop, cart } = await aPaidCart();
  await shop.commerce.createDiscount({ ...tenPercent, codes: ["ONCE"], usageLimit: 1 });

  const placed = await Promise.all(
    ["ONCE", "once", "Once"].map((code) => shop.commerce.placeOrder({ ...cart, codes: [code] })),
  );

  expect(placed.filter(({ ok }) => ok)).toHaveLength(1);
  const refused = placed.find(({ ok }) => !ok);
  expect(refused).toMatchObject({ reason: "code-refused", codes: [{ refusal: "usage-limit" }] });
  expect(await shop.store.count("order", {})).toBe(1);
});

test("once per customer holds for a customer, for a guest's address, and within one batch", async () => {
  const { shop, cart } = await aPaidCart();
  const ada = await shop.commerce.createCustomer({ email: "ada@example.com" });
  await shop.commerce.createDiscount({
    ...tenPercent,
    codes: ["ME"],
    appliesOncePerCustomer: true,
  });
  const asAda = { ...cart, customerId: ada.id, codes: ["ME"] };
  const asGuest = { ...cart, email: "Bo@example.com", codes: ["me"] };

  const placed = await shop.commerce.placeOrders([asAda, asAda, asGuest, asGuest]);

  expect(placed.map(({ ok }) => ok)).toEqual([true, false, true, false]);
  const later = await shop.commerce.placeOrder({ ...asGuest, email: "ADA@example.com" });
  expect(later.ok).toBe(false);
});

test("a full refund in two steps gives back every penny and leaves nothing", async () => {
  const { shop, order } = await anOrder({ prices: [333], quantity: 3, codes: ["TEN"] });
  const lineId = order.lines[0]?.id ?? 0;

  await refundOf(shop, { orderId: order.id, lines: [{ lineId, quantity: 1 }] });
  const last = await refundOf(shop, {
    orderId: order.id,
    lines: [{ lineId, quantity: 2 }],
    shipping: "full",
  });

  expect(order.totals.total.shop).toBe(899 + 395);
  expect(last.order.refunds.map(({ total }) => total.shop)).toEqual([300, 599 + 395]);
  expect(last.order.financialStatus).toBe("REFUNDED");
  expect(last.order.totals).toMatchObject({
    currentTotal: { shop: 0 },
    outstanding: { shop: 0 },
    subtotal: { shop: 899 },
  });
});

test("money alone given back is an adjustment, less than the lines' worth one of the other sign", async () => {
  const { shop, order } = await anOrder({ prices: [1000] });
  const more = await refundOf(shop, { orderId: order.id, amount: 250 });
  expect(more.refund?.adjustments.map(({ amount }) => amount.shop)).toEqual([-250]);
  expect(more.order.totals).toMatchObject({
    currentSubtotal: { shop: 1000 },
    outstanding: { shop: 0 },
  });

  const { order: second } = await anOrder({ prices: [1000], shop });
  const lineId = second.lines[0]?.id ?? 0;
  const less = await refundOf(shop, {
    orderId: second.id,
    lines: [{ lineId, quantity: 1 }],
    amount: 600,
  });
  expect(less.refund?.adjustments.map(({ amount }) => amount.shop)).toEqual([400]);
});

test("more than was paid, more pieces than there are, and unknown lines are refused", async () => {
  const { shop, order } = await anOrder({ prices: [1000] });
  const lineId = order.lines[0]?.id ?? 0;
  const reasons = [];
  for (const refund of [
    { amount: 100_000 },
    { lines: [{ lineId, quantity: 2 }] },
    { lines: [{ lineId: 1, quantity: 1 }] },
    {},
  ]) {
    const result = await shop.commerce.refund({ orderId: order.id, ...refund });
    reasons.push(result.ok ? "done" : result.reason);
  }
  expect(reasons).toEqual([
    "amount-too-high",
    "quantity-too-high",
    "line-missing",
    "nothing-to-do",
  ]);
});

test("a pending refund counts as money given back only once it has arrived", async () => {
  const { shop, order } = await anOrder({ prices: [1000] });
  const lines = [{ lineId: order.lines[0]?.id ?? 0, quantity: 1 }];
  const { refund } = await refundOf(shop, { orderId: order.id, lines, pending: true });
  expect((await shop.store.get("order", order.id)).financialStatus).toBe("PAID");

  const settled = { orderId: order.id, refundId: refund?.id ?? 0, succeeded: true };
  expect((await shop.commerce.settleRefund(settled)).financialStatus).toBe("PARTIALLY_REFUNDED");
});

test("an order that was cancelled is worth nothing, paid or not, tip or not", async () => {
  const paid = await anOrder({ prices: [1000, 500], tip: 100 });
  const cancelled = await paid.shop.commerce.cancel({ orderId: paid.order.id, reason: "CUSTOMER" });
  expect(cancelled).toMatchObject({
    ok: true,
    order: { financialStatus: "REFUNDED", totals: { currentTotal: { shop: 0 } } },
  });
  const again = await paid.shop.commerce.cancel({ orderId: paid.order.id });
  expect(again).toEqual({ ok: false, reason: "already-cancelled" });

  const unpaid = await anOrder({ prices: [1000], payment: "pending" });
  const voided = await unpaid.shop.commerce.cancel({ orderId: unpaid.order.id });
  expect(voided).toMatchObject({
    order: {
      financialStatus: "VOIDED",
      totals: { currentTotal: { shop: 0 }, outstanding: { shop: 0 } },
    },
  });
});

test("an edit adds a line that is owed, and a removal is owed to the buyer", async () => {
  const { shop, order } = await anOrder({ prices: [1000] });
  const cup = await aProduct(shop, 600);
  const added = await shop.commerce.editOrder({
    orderId: order.id,
    add: [{ variantId: cup.variantId, quantity: 2 }],
  });
  if (!added.ok) throw new Error(added.reason);
  expect(added.order.financialStatus).toBe("PARTIALLY_PAID");
  expect(added.order.totals).toMatchObject({ outstanding: { shop: 1200 }, total: { shop: 2595 } });

  await shop.commerce.markAsPaid({ orderId: order.id });
  const lineId = order.lines[0]?.id ?? 0;
  const removed = await shop.commerce.editOrder({
    orderId: order.id,
    setQuantities: [{ lineId, quantity: 0 }],
  });
  expect(removed).toMatchObject({
    order: { totals: { outstanding: { shop: -1000 } }, edited: true },
  });
});

test("the sales of an order's agreements add up to what it is worth, whatever happens to it", async () => {
  const shop = await aDevShop();
  await shop.commerce.createDiscount({ ...tenPercent, codes: ["TEN"] });
  const products = [await aProduct(shop, 333), await aProduct(shop, 1099), await aProduct(shop, 5)];
  const step = fc.record({
    what: fc.constantFrom("refund", "amount", "edit"),
    line: fc.nat(2),
    n: fc.nat(4),
  });
  const history = fc.record({
    steps: fc.array(step, { maxLength: 6 }),
    presentmentCurrency: fc.constantFrom("GBP", "EUR", "JPY"),
    quantity: fc.integer({ min: 1, max: 4 }),
  });

  await fc.assert(
    fc.asyncProperty(history, async ({ steps, presentmentCurrency, quantity }) => {
      const lines = products.map(({ variantId }) => ({ variantId, quantity }));
      const placed = await shop.commerce.placeOrder({
        ...{ lines, presentmentCurrency, customerId: null, codes: ["TEN"], payment: "paid" },
        shippingCode: "standard",
      });
      if (!placed.ok) throw new Error(placed.reason);
      let { order } = placed;
      for (const { what, line, n } of steps) {
        const lineId = order.lines[line]?.id ?? 0;
        const orderId = order.id;
        const result =
          what === "edit"
            ? await shop.commerce.editOrder({ orderId, setQuantities: [{ lineId, quantity: n }] })
            : await shop.commerce.refund({
                orderId,
                ...(what === "refund" ? { lines: [{ lineId, quantity: n }] } : { amount: n * 7 }),
              });
        if (result.ok) order = result.order;
        expect(soldInAll(order)).toEqual(order.totals.currentTotal);
      }
    }),
    { numRuns: 40 },
  );
});

const tenPercent = {
  title: "Ten percent",
  kind: { type: "percentage", percentage: "0.1", items: { all: true } },
} as const;

async function aPaidCart(): Promise<{ shop: DevShop; cart: PlaceOrder }> {
  const shop = await aDevShop();
  const { variantId } = await aProduct(shop, 1000);
  return { shop, cart: { lines: [{ variantId, quantity: 1 }], customerId: null, payment: "paid" } };
}

async function anOrder({
  prices,
  quantity = 1,
  ...settings
}: { prices: number[]; quantity?: number; shop?: DevShop } & Partial<PlaceOrder>): Promise<{
  shop: DevShop;
  order: Order;
}> {
  const { shop = await aDevShop(), ...cart } = settings;
  if (cart.codes) await shop.commerce.createDiscount({ ...tenPercent, codes: cart.codes });
  const lines = [];
  for (const price of prices)
    lines.push({ variantId: (await aProduct(shop, price)).variantId, quantity });
  const usual = { customerId: null, payment: "paid", shippingCode: "standard" } as const;
  const placed = await shop.commerce.placeOrder({ lines, ...usual, ...cart });
  if (!placed.ok) throw new Error(placed.reason);
  return { shop, order: placed.order };
}

async function refundOf(shop: DevShop, refund: Parameters<DevShop["commerce"]["refund"]>[0]) {
  const result = await shop.commerce.refund(refund);
  if (!result.ok) throw new Error(result.reason);
  return result;
}
