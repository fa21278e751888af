import type { ShopContext } from "#app/db/context.ts";
import { keepCounts } from "#app/db/shop-counts.ts";
import { getShop } from "#app/db/shops.ts";
import { dayOf } from "#app/domain/calendar.ts";
import { lastYearOf } from "#app/domain/engine/spend-by-month.ts";

/**
 * Counts what the admin shows of a whole shop, if it is too large to be counted at every look.
 * True if it was counted.
 */
export async function countShop(ctx: ShopContext): Promise<boolean> {
  return ctx.inTransaction(async (tx) => {
    const { timeZone } = await getShop(tx, ctx.shopId);
    const today = dayOf(ctx.clock.now().getTime(), timeZone);
    return keepCounts(tx, ctx, lastYearOf(today));
  });
}
