import type { ShopContext, Tx } from "#app/db/context.ts";
import { writeDiscountId } from "#app/db/redemption-codes.ts";
import { findRedemption, lockRedemption } from "#app/db/redemptions.ts";
import { enqueue } from "#app/db/work-items.ts";
import type { ShopifyGateway } from "#app/shopify/gateway.ts";
import { codeWishOf } from "#app/usecases/code-wish.ts";
import { changeRedemptionState, endRedemption } from "#app/usecases/end-redemption.ts";
import { reissueCode } from "#app/usecases/reissue-code.ts";
import { rechooseCode } from "#app/usecases/rechoose-code.ts";
import { findOrCreateCode, type CodeStanding } from "#app/usecases/find-or-create-code.ts";

/**
 * Makes sure that the code of a redemption exists in Shopify. Safe to repeat, killed anywhere:
 * the same code is asked for until it stands or is refused for good. False: look again later.
 */
export async function issueCode(
  ctx: ShopContext,
  gateway: ShopifyGateway,
  redemptionId: string,
): Promise<boolean> {
  const redemption = await ctx.inTransaction((tx) => findRedemption(tx, ctx.shopId, redemptionId));
  if (redemption?.state === "active") {
    const reissue = await reissueCode(ctx, gateway, redemption);
    return reissue === "again" ? issueCode(ctx, gateway, redemptionId) : reissue === "kept";
  }
  if (!redemption || redemption.state !== "requested") return true;
  const standing = await findOrCreateCode(gateway, codeWishOf(redemption));
  if (standing.kind === "unclear") return false;
  if (standing.kind === "foreign") {
    const rechosen = await rechooseCode(ctx, redemption);
    return rechosen ? issueCode(ctx, gateway, redemptionId) : true;
  }
  await ctx.inTransaction((tx) => record(tx, ctx, { redemptionId, standing }));
  return true;
}

type Settled = Exclude<CodeStanding, { kind: "unclear" | "foreign" }>;
type Outcome = { redemptionId: string; standing: Settled };

async function record(tx: Tx, ctx: ShopContext, { redemptionId, standing }: Outcome) {
  const redemption = await lockRedemption(tx, ctx.shopId, redemptionId);
  if (!redemption) return;
  if (standing.kind === "absent") {
    if (redemption.state !== "requested") return;
    const reason = `Shopify refused the code: ${standing.why}`;
    await endRedemption(tx, ctx, { redemptionId, outcome: "returned", state: "refused", reason });
    return;
  }

  const { discountId } = standing;
  await writeDiscountId(tx, ctx.shopId, { redemptionId, discountId });
  // An order may have used it, or somebody given it up, before the answer came.
  if (redemption.state !== "requested") return;
  if (standing.kind === "ours") {
    const reason = "the code exists in Shopify";
    await changeRedemptionState(tx, ctx, { redemptionId, state: "active", reason });
    return;
  }
  const reason = "the discount was changed in Shopify before it was issued";
  await changeRedemptionState(tx, ctx, { redemptionId, state: "canceling", reason });
  const dueAt = ctx.clock.now();
  enqueue(tx, ctx.shopId, { kind: "cancel-code", subjects: [redemptionId], dueAt });
}
