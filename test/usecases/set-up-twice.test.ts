import { expect, test } from "vitest";
import { enqueue, finishWork, takeWork } from "#app/db/work-items.ts";
import { getShop } from "#app/db/shops.ts";
import type { ShopifyGateway } from "#app/shopify/gateway.ts";
import { leaseFrom } from "#app/usecases/keep-lease.ts";
import { setUpShop } from "#app/usecases/set-up-shop.ts";
import { aShop } from "#test/support/shop.ts";

test("an older answer about the shop does not overwrite a newer one", async () => {
  const shop = await aShop();
  const { ctx, clock, database } = shop;
  const ask = () =>
    ctx.inTransaction(async (tx) =>
      enqueue(tx, ctx.shopId, { kind: "set-up-shop", subjects: ["shop"], dueAt: clock.now() }),
    );
  let scopes = ["read_orders"];
  const info = { shopifyId: "gid://shopify/Shop/1", name: "A", currency: "USD", timeZone: "UTC" };
  /** What a worker does that finds work: nothing where none is due. */
  const worker = async (onTheWay: () => Promise<void>) => {
    const now = clock.now();
    const wish = { kind: "set-up-shop" as const, limit: 20, now, until: leaseFrom(now) };
    const all = await takeWork(database.pool, wish);
    const items = all.filter(({ shopId }) => shopId === ctx.shopId);
    if (items.length === 0) return;
    const getShop = async () => {
      const answer = { ...info, grantedScopes: scopes };
      await onTheWay();
      return answer;
    };
    await setUpShop(ctx, { getShop } as unknown as ShopifyGateway);
    const outcomes = items.map((item) => ({ item, nextDueAt: null }));
    await finishWork(database.pool, outcomes, clock.now());
  };
  const idle = async () => {};
  await ask();
  await worker(async () => {
    // The merchant grants more while the answer is on its way; another worker hears of it.
    scopes = ["read_orders", "write_gift_cards"];
    await ask();
    await worker(idle);
  });
  await worker(idle); // whatever is due by now
  expect((await ctx.inTransaction((tx) => getShop(tx, ctx.shopId))).scopes).toContain("gift_cards");
});
