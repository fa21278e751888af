import type { ShopContext } from "#app/db/context.ts";
import { addRedemptionEvent, lockRedemption, type Redemption } from "#app/db/redemptions.ts";
import { CODE_BYTES, formatCode } from "#app/domain/code.ts";
import type { ShopifyGateway } from "#app/shopify/gateway.ts";
import { codeWishOf } from "#app/usecases/code-wish.ts";
import { sweepOrders } from "#app/usecases/sweep-orders.ts";

/** `kept`: the code is good for whom it is meant. `again`: another one has to be made. */
export type Reissue = "kept" | "again" | "unclear";

/**
 * Looks whether an active code still is for the customer it is meant for, who may have become
 * another one by a merge. If it is not, it is taken out of use, and another one chosen once it is
 * certain that no order used it.
 */
export async function reissueCode(
  ctx: ShopContext,
  gateway: ShopifyGateway,
  redemption: Redemption,
): Promise<Reissue> {
  const wish = codeWishOf(redemption);
  const found = await gateway.findDiscountCode(wish);
  if (!found?.active || found.customerIds.includes(wish.customerId)) return "kept";
  if (!(await gateway.deactivateDiscount(found.discountId))) return "unclear";

  const after = await gateway.findDiscountCode(wish);
  await sweepOrders(ctx, gateway, { since: redemption.reservedAt.getTime() });
  // An order that nobody has told of yet will: then the code is used, and needs no successor.
  if (after !== null && after.usageCount > 0) return "kept";
  return (await choose(ctx, redemption)) ? "again" : "kept";
}

async function choose(ctx: ShopContext, { id, code }: Redemption): Promise<boolean> {
  return ctx.inTransaction(async (tx) => {
    const redemption = await lockRedemption(tx, ctx.shopId, id);
    if (redemption?.state !== "active" || redemption.code !== code) return false;
    await tx.redemption.update({
      where: { shopId_id: { shopId: ctx.shopId, id } },
      data: {
        state: "requested",
        discountId: null,
        code: formatCode(ctx.randomBytes(CODE_BYTES)),
      },
    });
    const reason = "the customer was merged; another code was chosen";
    await addRedemptionEvent(tx, ctx, { redemptionId: id, state: "requested", reason });
    return true;
  });
}
