import type { ShopContext } from "#app/db/context.ts";
import { addRedemptionEvent, lockRedemption, type Redemption } from "#app/db/redemptions.ts";
import { CODE_BYTES, formatCode } from "#app/domain/code.ts";

/**
 * Chooses another code for a redemption whose code turned out to be somebody else's. True if it
 * was chosen, so that it has to be asked for; false if the redemption waits for no code any more.
 */
export async function rechooseCode(ctx: ShopContext, taken: Redemption): Promise<boolean> {
  const redemptionId = taken.id;
  return ctx.inTransaction(async (tx) => {
    const redemption = await lockRedemption(tx, ctx.shopId, redemptionId);
    if (redemption?.state !== "requested") return false;
    // Two workers who both found it taken choose once.
    if (redemption.code !== taken.code) return true;
    await tx.redemption.update({
      where: { shopId_id: { shopId: ctx.shopId, id: redemptionId } },
      data: { code: formatCode(ctx.randomBytes(CODE_BYTES)) },
    });
    const reason = "the code was taken; another one was chosen";
    await addRedemptionEvent(tx, ctx, { redemptionId, state: "requested", reason });
    return true;
  });
}
