import { expect, test } from "vitest";

import { soldInAll } from "#dev-shop/commerce/sales.ts";
import type { DevShop } from "#dev-shop/dev-shop.ts";
import type { Order } from "#dev-shop/order-model.ts";
import { runActions } from "#dev-shop/sample/run-actions.ts";
import { sampleActions } from "#dev-shop/sample/sample-actions.ts";
import { sampleShop } from "#dev-shop/sample/sample-catalog.ts";
import { aDevShop, noon } from "#test/dev-shop/a-shop.ts";

test("the sample is the same for the same seed, in order of time, and over at its end", () => {
  const actions = sampleActions(1, noon);
  expect(sampleActions(1, noon)).toEqual(actions);
  expect(sampleActions(2, noon)).not.toEqual(actions);
  const times = actions.map(({ at }) => at.getTime());
  expect(times).toEqual([...times].sort((a, b) => a - b));
  expect(times.at(-1)).toBeLessThanOrEqual(noon.getTime());
  expect(new Set(actions.map(({ key }) => key)).size).toBe(actions.length);
});

test("the sample has something of everything, and goes on where it was interrupted", async () => {
  const shop = await aDevShop({ shop: sampleShop });
  const actions = sampleActions(1, noon);
  const half = await runActions(shop, actions, {
    until: new Date(noon.getTime() - 20 * 86_400_000),
  });
  const rest = await runActions(shop, actions);

  expect(half.refused).toEqual([]);
  expect(rest.refused).toEqual([]);
  expect(rest.skipped).toBe(sum(half.done));
  expect(sum(half.done) + sum(rest.done)).toBe(actions.length);
  const orders = await allOrders(shop);
  expect(orders).toHaveLength(300);
  for (const order of orders) expect(soldInAll(order)).toEqual(order.totals.currentTotal);

  const count = (is: (order: Order) => boolean) => orders.filter(is).length;
  const having = {
    test: count(({ test: isTest }) => isTest),
    giftCard: count(({ lines }) => lines.some(({ isGiftCard }) => isGiftCard)),
    guests: count(({ customerId }) => customerId === null),
    euro: count(({ presentmentCurrency }) => presentmentCurrency === "EUR"),
    yen: count(({ presentmentCurrency }) => presentmentCurrency === "JPY"),
    tip: count(({ tip }) => tip.shop > 0),
    edited: count(({ edited }) => edited),
    cancelled: count(({ cancelledAt }) => cancelledAt !== null),
    voided: count(({ financialStatus }) => financialStatus === "VOIDED"),
    refundedInFull: count(({ financialStatus }) => financialStatus === "REFUNDED"),
    refundedInPart: count(({ financialStatus }) => financialStatus === "PARTIALLY_REFUNDED"),
    shippingRefunded: count(({ refunds }) => refunds.some(({ shipping }) => shipping.length > 0)),
    byAmount: count(({ refunds }) => refunds.some(({ adjustments }) => adjustments.length > 0)),
    twoCodes: count(({ discountCodes }) => discountCodes.length > 1),
  };
  expect(Object.entries(having).filter(([, n]) => n === 0)).toEqual([]);
  const kinds = new Set(
    orders.flatMap((order) => order.discountApplications.map(({ title }) => title)),
  );
  expect(kinds.size).toBe(7);
  expect(half.done.merge + rest.done.merge).toBe(1);
  expect(half.done.assign + rest.done.assign).toBeGreaterThan(0);
});

async function allOrders({ store }: DevShop): Promise<Order[]> {
  return (await store.list("order", { limit: 1000 })).items;
}

function sum(done: Record<string, number>): number {
  return Object.values(done).reduce((a, b) => a + b, 0);
}
