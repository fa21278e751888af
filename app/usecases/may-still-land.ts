import type { ShopContext } from "#app/db/context.ts";
import { findGivenUpAt } from "#app/db/redemption-codes.ts";
import { LATEST_LANDING_MS } from "#app/domain/store-credit.ts";

/**
 * Whether a request that was sent before a redemption was given up could still reach Shopify, or
 * what it made not be found there yet.
 */
export async function mayStillLand(ctx: ShopContext, redemptionId: string): Promise<boolean> {
  const givenUpAt = await ctx.inTransaction((tx) => findGivenUpAt(tx, ctx.shopId, redemptionId));
  if (givenUpAt === null) return false;
  return ctx.clock.now().getTime() - givenUpAt.getTime() <= LATEST_LANDING_MS;
}
