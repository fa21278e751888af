import { expect, test } from "vitest";
import { compareOrders } from "#app/usecases/compare-orders.ts";
import { proveOrders } from "#app/usecases/start-comparison.ts";
import { verifyComparisons } from "#app/usecases/verify-comparisons.ts";
import { anExportedShop } from "#test/support/order-exports.ts";
import { aShop } from "#test/support/shop.ts";

const PLACED = Date.parse("2026-03-01T08:00:00Z");

test("a worker that comes late changes nothing of a record that is signed", async () => {
  const shop = await aShop();
  shop.clock.set("2026-03-02T08:00:00Z");
  const { ctx } = shop;
  const installedAt = new Date(PLACED - 1000);
  await shop.database.prisma.shop.update({ where: { id: ctx.shopId }, data: { installedAt } });
  const exported = anExportedShop(3, { placedAt: PLACED, aloneEvery: 1 });
  const { gateway } = exported;
  const { number } = await proveOrders(ctx);
  const state = async () =>
    (
      await ctx.inTransaction((tx) =>
        tx.orderComparison.findFirstOrThrow({ where: { shopId: ctx.shopId, number } }),
      )
    ).state;
  while ((await state()) !== "repairing") await compareOrders(ctx, gateway, number);

  // One worker waits for Shopify, who is asked at leisure; the merchant asks for a comparison,
  // is shown the one under way, and another worker is woken by that.
  let answer = () => {};
  const waits = new Promise<void>((resolve) => (answer = resolve));
  let ask = () => {};
  const asked = new Promise<void>((resolve) => (ask = resolve));
  const slow = {
    ...gateway,
    findOrderAtLeisure: async (orderId: string) => {
      ask();
      await waits;
      return gateway.findOrderAtLeisure(orderId);
    },
  };
  const late = compareOrders(ctx, slow, number);
  await asked;
  await proveOrders(ctx);
  while ((await compareOrders(ctx, gateway, number)) !== null);
  expect(await verifyComparisons(ctx)).toEqual([{ number, verdict: "sound" }]);
  answer();
  await late.catch(() => undefined);
  expect(await verifyComparisons(ctx)).toEqual([{ number, verdict: "sound" }]);
});
