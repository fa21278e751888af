import type { ShopContext } from "#app/db/context.ts";
import { askForSetUp } from "#app/usecases/keep-shop.ts";

/** Has the shop's settings read again, which keeps its tokens alive, too. */
export async function refreshShop(ctx: ShopContext): Promise<void> {
  await ctx.inTransaction(async (tx) => askForSetUp(tx, ctx));
}
