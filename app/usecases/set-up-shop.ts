import type { ShopContext } from "#app/db/context.ts";
import { reviveDeliveries } from "#app/db/deliveries.ts";
import { addDraftIfNone } from "#app/db/draft-start.ts";
import { getShop, updateShop } from "#app/db/shops.ts";
import { reviveParkedWork } from "#app/db/parked-work.ts";
import { starterProgram } from "#app/domain/program/starter.ts";
import type { ShopifyGateway } from "#app/shopify/gateway.ts";

/**
 * Learns what the shop is, after an installation and whenever its settings change; gives a new
 * shop a program to start from, and takes up what waited for the installation.
 */
export async function setUpShop(ctx: ShopContext, gateway: ShopifyGateway): Promise<void> {
  const { grantedScopes, ...info } = await gateway.getShop();
  await ctx.inTransaction(async (tx) => {
    const { domain } = await getShop(tx, ctx.shopId);
    await updateShop(tx, ctx.shopId, { ...info, scopes: grantedScopes.join(",") });
    const now = ctx.clock.now();
    await addDraftIfNone(tx, ctx.shopId, { document: starterProgram, at: now });
    await reviveParkedWork(tx, ctx.shopId, now);
    await reviveDeliveries(tx, { shopDomain: domain, dueAt: now });
  });
}
