import { expect, test } from "vitest";
import { deleteShop, getShop } from "#app/db/shops.ts";
import { confirmEnd } from "#app/usecases/confirm-end.ts";
import { recordDeliveries } from "#app/usecases/record-deliveries.ts";
import { settleMembers } from "#app/usecases/settle-members.ts";
import { ShopifyAccessLost } from "#app/shopify/errors.ts";
import { anOrder } from "#test/support/facts.ts";
import { leftOf } from "#test/support/left-rows.ts";
import { brokenRounds, together } from "#test/support/race.ts";
import { aShop, plainStarter } from "#test/support/shop.ts";

const ROUNDS = 25;

test("a message taken by one lane while the other deletes the shop leaves nothing behind", async () => {
  const shop = await aShop();
  const { ctx } = shop;
  const known = await ctx.inTransaction((tx) => getShop(tx, ctx.shopId));
  const key = { shopDomain: shop.domain, triggeredOn: "2026-03-01", webhookId: "w" };
  const customerId = "gid://shopify/Customer/4711";
  const customer = {
    customerId,
    displayName: "Ada Lovelace",
    email: "ada@example.com",
    locale: null,
  };
  const event = {
    kind: "order" as const,
    facts: anOrder({ customerId }),
    complete: true,
    customer,
    shopifyId: null,
  };
  // The drain has found the shop; the other lane of the same drain ends it.
  await ctx.inTransaction((tx) => deleteShop(tx, ctx.shopId));
  await recordDeliveries(ctx, { shop: known, told: [{ key, at: shop.clock.now(), event }] }).catch(
    () => undefined,
  );
  expect(await leftOf(ctx.shopId)).toEqual([]);
});

test("settling beside the end of a shop leaves nothing behind", async () => {
  let left: string[] = [];
  const broken = await brokenRounds(ROUNDS, async () => {
    const shop = await aShop();
    const { ctx } = shop;
    await shop.publish(plainStarter);
    const ada = await shop.aMember();
    const orders = Array.from({ length: 20 }, (_, n) =>
      anOrder({
        orderId: `gid://shopify/Order/${n}`,
        customerId: ada.customerId,
        placedAt: Date.parse("2026-03-01T12:30:00Z"),
      }),
    );
    for (const order of orders) await shop.keepOrder(ada.memberId, order);
    shop.clock.set("2026-03-02T12:00:00Z");
    const gateway = async () => {
      throw new ShopifyAccessLost("gone");
    };
    await together<unknown>(
      () => settleMembers(ctx, [ada.memberId]).catch(() => undefined),
      async () => {
        await new Promise((resolve) => setTimeout(resolve, Math.random() * 12));
        return confirmEnd(ctx, gateway as never, `redacted@2026-03-02T12:00:00Z`);
      },
    );
    left = await leftOf(ctx.shopId);
    return left.length === 0;
  });
  expect(broken, left.join()).toBe(0);
});
