import { expect, test } from "vitest";
import { deleteShop } from "#app/db/shops.ts";
import type { ShopifyGateway } from "#app/shopify/gateway.ts";
import { compareOrders } from "#app/usecases/compare-orders.ts";
import { fetchProducts } from "#app/usecases/fetch-products.ts";
import { reconcileOrders } from "#app/usecases/reconcile-orders.ts";
import { rereadOrder } from "#app/usecases/reread-order.ts";
import { proveOrders } from "#app/usecases/start-comparison.ts";
import { anOrder } from "#test/support/facts.ts";
import { anExportedShop } from "#test/support/order-exports.ts";
import { leftOf } from "#test/support/left-rows.ts";
import { aShop, type TestShop } from "#test/support/shop.ts";

const PLACED = Date.parse("2026-03-01T13:00:00Z");

/** Shopify answers, and before the answer is kept the shop is deleted. */
function endingShop({ ctx }: TestShop) {
  const { gateway, orders } = anExportedShop(3, { placedAt: PLACED, aloneEvery: 2 });
  let asked = 0;
  const known = {
    ...gateway,
    listOrdersUpdated: async () => ({ orders, incomplete: [], next: null }),
    findOrder: gateway.findOrderAtLeisure,
  };
  const endsAt = (call: number): ShopifyGateway =>
    new Proxy(known, {
      get: (target, name: keyof ShopifyGateway) => {
        const ask = target[name] as (...input: unknown[]) => Promise<unknown>;
        return async (...input: unknown[]) => {
          const answer = await ask(...input);
          if (++asked === call) await ctx.inTransaction((tx) => deleteShop(tx, ctx.shopId));
          return answer;
        };
      },
    });
  return { endsAt, orders, asked: () => asked };
}

test("an order read while its shop is deleted leaves nothing behind", async () => {
  for (const work of ["hour", "alone"]) {
    const shop = await aShop();
    shop.clock.set("2026-03-01T15:00:00Z");
    const { endsAt, orders } = endingShop(shop);
    const run =
      work === "hour"
        ? reconcileOrders(shop.ctx, endsAt(1))
        : rereadOrder(shop.ctx, endsAt(1), orders[0]?.orderId ?? "");
    await run.catch(() => undefined);
    expect(await leftOf(shop.ctx.shopId), work).toEqual([]);
  }
});

test("a comparison under way while its shop is deleted leaves nothing behind", async () => {
  for (let call = 1; ; call++) {
    const shop = await aShop();
    shop.clock.set("2026-03-01T15:00:00Z");
    const { endsAt, asked } = endingShop(shop);
    const { number } = await proveOrders(shop.ctx);
    const gateway = endsAt(call);
    const carryOn = async () => {
      while ((await compareOrders(shop.ctx, gateway, number)) !== null);
    };
    await carryOn().catch(() => undefined);
    if (asked() < call) break;
    expect(await leftOf(shop.ctx.shopId), `call ${call}`).toEqual([]);
  }
});

test("a product read while the shop is deleted leaves nothing behind", async () => {
  const shop = await aShop();
  const { ctx } = shop;
  const ada = await shop.aMember();
  const [line] = anOrder({}).lines;
  const productId = "gid://shopify/Product/7";
  const order = anOrder({ lines: line ? [{ ...line, productId }] : [] });
  await shop.keepOrder(ada.memberId, order);
  let asked: string[] = [];
  const listProducts = async (productIds: string[]) => {
    asked = productIds;
    await ctx.inTransaction((tx) => deleteShop(tx, ctx.shopId));
    return [{ productId, title: "Tea", tags: [], collections: [], type: "" }];
  };
  const gateway = { listProducts } as unknown as ShopifyGateway;
  await fetchProducts(ctx, gateway, [order.orderId]).catch(() => undefined);
  expect(asked).toEqual([productId]);
  expect(await leftOf(ctx.shopId)).toEqual([]);
});
