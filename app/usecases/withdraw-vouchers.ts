import type { ShopContext } from "#app/db/context.ts";
import { withdrawFreeVouchers } from "#app/db/vouchers.ts";

/**
 * Takes all codes that nobody has out of a reward's pool, and returns how many. One that a
 * redemption takes at the same moment stays with its member.
 */
export async function withdrawVouchers(
  ctx: ShopContext,
  { rewardId }: { rewardId: string },
): Promise<{ ok: true; withdrawn: number }> {
  const withdrawn = await ctx.inTransaction((tx) => withdrawFreeVouchers(tx, ctx.shopId, rewardId));
  return { ok: true, withdrawn };
}
