import type { ShopContext, Tx } from "#app/db/context.ts";
import { deleteShop, getShop } from "#app/db/shops.ts";

/**
 * Deletes everything of the shop, the ledger included. A request that is older than the present
 * installation changes nothing.
 */
export async function redactShop(tx: Tx, ctx: ShopContext, askedAt: Date): Promise<void> {
  const shop = await getShop(tx, ctx.shopId);
  if (shop.uninstalledAt === null && askedAt < shop.installedAt) return;
  await deleteShop(tx, ctx.shopId);
}
