import { expect, test } from "vitest";
import { listKeptOrders, storeOrders } from "#app/db/order-facts.ts";
import { keepDeletedOrder } from "#app/usecases/keep-order-hints.ts";
import { keepOrders } from "#app/usecases/keep-orders.ts";
import { anOrder, aRefund, on } from "#test/support/facts.ts";
import { breaks, brokenRounds, together } from "#test/support/race.ts";
import { aShop, type TestShop } from "#test/support/shop.ts";

const ROUNDS = 6;
const GONE_AT = new Date("2026-03-05T12:00:00Z");

/** An order of which a refund is told while it is found to be gone; whether both are known then. */
async function toldAndGone(
  { ctx, ...shop }: TestShop,
  { number, markGone }: { number: number; markGone: (orderId: string) => Promise<unknown> },
): Promise<boolean> {
  const { customerId } = await shop.aMember();
  const orderId = `gid://shopify/Order/${number}`;
  const tell = (change: Partial<ReturnType<typeof anOrder>>) =>
    ctx.inTransaction((tx) => {
      const facts = anOrder({ orderId, customerId, placedAt: on("2026-03-01"), ...change });
      return keepOrders(tx, ctx, [{ facts, complete: true, authoritative: false }]);
    });
  await tell({});
  const refunded = { updatedAt: on("2026-03-04"), changes: [aRefund()] };
  await together(
    () => tell(refunded),
    () => markGone(orderId),
  );
  const kept = await ctx.inTransaction((tx) => listKeptOrders(tx, ctx.shopId, [orderId]));
  const { facts, deletedAt } = kept.get(orderId) ?? {};
  return facts?.changes.length === 1 && deletedAt !== null;
}

test("deletion × news: what is told of an order that is found to be gone is not lost", async () => {
  const shop = await aShop();
  const { ctx } = shop;
  const broken = await brokenRounds(ROUNDS, (round) =>
    toldAndGone(shop, {
      number: 5000 + round,
      markGone: (orderId) =>
        ctx.inTransaction((tx) => keepDeletedOrder(tx, ctx, { orderId, at: GONE_AT })),
    }),
  );
  expect(broken).toBe(0);
});

test("deletion × news, without the lock of intake: what was told is overwritten", async () => {
  const shop = await aShop();
  const { ctx } = shop;
  let number = 6000;
  const isBroken = await breaks(() =>
    toldAndGone(shop, {
      number: (number += 1),
      markGone: (orderId) =>
        ctx.inTransaction(async (tx) => {
          const known = (await listKeptOrders(tx, ctx.shopId, [orderId])).get(orderId);
          if (known) await storeOrders(tx, ctx.shopId, [{ ...known, deletedAt: GONE_AT }]);
        }),
    }),
  );
  expect(isBroken).toBe(true);
});
