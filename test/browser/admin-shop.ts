import { buildAdmin } from "#bin/build-admin.ts";
import { openAdminPages } from "#bin/admin-pages.ts";
import { startLocalLaurel, type LocalLaurel } from "#bin/local-laurel.ts";
import type { PostgresServer } from "#bin/postgres.ts";
import type { ShopContext } from "#app/db/context.ts";
import { findMemberOfCustomer } from "#app/db/members.ts";
import { redeemReward } from "#app/usecases/redeem-reward.ts";
import { createClock } from "#dev-shop/clock.ts";
import { variantOf } from "#dev-shop/commerce/products.ts";

/** A shop with the app installed, seen through the admin's frame. */
export type AdminShop = {
  local: LocalLaurel;
  ctx: ShopContext;
  /** Delivers what the shop has to say, and waits until nothing is left to do. */
  settleDown(): Promise<void>;
  /** A new customer's orders, one of each total in minor units; returns customer and member. */
  buys(name: string, totals: number[]): Promise<{ customerId: number; memberId: string }>;
  redeems(memberId: string, customerId: number, rewardId: string): Promise<string>;
  stop(): Promise<void>;
};

/** Starts Laurel beside a dev shop, with the app installed and nothing published. */
export async function openAdminShop(postgres: PostgresServer, name: string): Promise<AdminShop> {
  buildAdmin();
  const local = await startLocalLaurel({
    postgres,
    name,
    clock: createClock(new Date("2026-06-01T12:00:00Z")),
    shop: { myshopifyDomain: "fern-and-moss.myshopify.com", name: "Fern & Moss" },
    admin: await openAdminPages(),
  });
  const { devShop, worker, context } = local;
  devShop.webhooks.hold();
  await local.install();
  await worker.idle();
  const shop = await context.findShop(devShop.shop.myshopifyDomain);
  if (!shop) throw new Error("the shop is not installed");
  const ctx = context.shopContext(shop.id, "customer");
  const settleDown = async () => {
    while ((await devShop.webhooks.flush()).waiting > 0);
    await worker.idle();
  };
  return {
    local,
    ctx,
    settleDown,
    buys: async (buyer, totals) => {
      const customerId = await placeOrders(local, buyer, totals);
      await settleDown();
      const gid = `gid://shopify/Customer/${customerId}`;
      const memberId = await ctx.inTransaction((tx) => findMemberOfCustomer(tx, shop.id, gid));
      if (memberId === null) throw new Error(`${buyer} is no member`);
      return { customerId, memberId };
    },
    redeems: async (memberId, customerId, rewardId) => {
      const gid = `gid://shopify/Customer/${customerId}`;
      const wish = { memberId, customerId: gid, rewardId, requestId: ctx.newId() };
      const redeemed = await redeemReward(ctx, wish);
      if (!redeemed.ok) throw new Error(redeemed.reason);
      await settleDown();
      return redeemed.redemptionId;
    },
    stop: () => local.stop(),
  };
}

async function placeOrders({ devShop }: LocalLaurel, name: string, totals: number[]) {
  const { commerce, store } = devShop;
  const [firstName = name, lastName = ""] = name.split(" ");
  const email = `${name.toLowerCase().replaceAll(" ", ".")}@example.com`;
  const { id: customerId } = await commerce.createCustomer({ firstName, lastName, email });
  for (const price of totals) {
    const variant = variantOf(store.ids, { price });
    const product = await commerce.createProduct({ title: `Fern ${price}`, variants: [variant] });
    const variantId = product.variants[0]?.id ?? variant.id;
    const lines = [{ variantId, quantity: 1 }];
    await commerce.placeOrder({ customerId, lines, payment: "paid" });
  }
  return customerId;
}
