import { expect, test } from "vitest";
import type { ShopifyGateway } from "#app/shopify/gateway.ts";
import { fetchProducts } from "#app/usecases/fetch-products.ts";
import { keepOrders } from "#app/usecases/keep-orders.ts";
import { recordDeliveries } from "#app/usecases/record-deliveries.ts";
import { getShop } from "#app/db/shops.ts";
import { aLine, anOrder, on } from "#test/support/facts.ts";
import { aShop, plainStarter } from "#test/support/shop.ts";

test("what a message says of a product while it is being fetched is not overwritten", async () => {
  const shop = await aShop();
  const { ctx } = shop;
  const earning = {
    ...plainStarter.earning,
    exclude: { ...plainStarter.earning.exclude, tags: ["no-points"] },
  };
  await shop.publish({ ...plainStarter, earning });
  const { customerId } = await shop.aMember();
  const productId = "gid://shopify/Product/1";
  const keep = (orderId: string) =>
    ctx.inTransaction((tx) => {
      const facts = anOrder({
        orderId,
        customerId,
        placedAt: on("2026-03-01T12:30"),
        lines: [aLine({ productId })],
      });
      return keepOrders(tx, ctx, [{ facts, complete: true, authoritative: false }]);
    });
  await keep("gid://shopify/Order/1");
  const row = await ctx.inTransaction((tx) => getShop(tx, ctx.shopId));
  const gateway = {
    listProducts: async () => {
      // Shopify has answered; on the way the merchant tags the product, and that is told.
      const answer = [{ productId, title: "Tea", tags: [], collections: [], type: "" }];
      const event = {
        kind: "product" as const,
        productId,
        title: "Tea",
        tags: ["no-points"],
        type: "",
      };
      const key = { shopDomain: shop.domain, triggeredOn: "2026-03-01", webhookId: "w" };
      await recordDeliveries(ctx, { shop: row, told: [{ key, at: shop.clock.now(), event }] });
      return answer;
    },
  } as unknown as ShopifyGateway;
  await fetchProducts(ctx, gateway, ["gid://shopify/Order/1"]);
  // An order placed the next day is pinned to what the product is now.
  await keep("gid://shopify/Order/2");
  const where = { shopId_orderId: { shopId: ctx.shopId, orderId: "gid://shopify/Order/2" } };
  const order = await ctx.inTransaction((tx) => tx.orderFact.findUniqueOrThrow({ where }));
  // Pinned with the tag, or still waiting to be asked for.
  expect(JSON.stringify(order.pins)).not.toMatch(/"tags": ?\[\]/);
});
