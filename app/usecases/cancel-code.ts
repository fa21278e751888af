import type { ShopContext } from "#app/db/context.ts";
import { writeDiscountId } from "#app/db/redemption-codes.ts";
import { findRedemption, lockRedemption, type Redemption } from "#app/db/redemptions.ts";
import type { ShopifyGateway } from "#app/shopify/gateway.ts";
import { codeWishOf } from "#app/usecases/code-wish.ts";
import { endRedemption } from "#app/usecases/end-redemption.ts";
import { findOrCreateCode, findOurCode } from "#app/usecases/find-or-create-code.ts";
import { mayStillLand } from "#app/usecases/may-still-land.ts";
import { findSweepStart, sweepOrders } from "#app/usecases/sweep-orders.ts";

/**
 * Takes a code out of Shopify and gives its points back, once it is certain that it was not used
 * and never can be. Safe to repeat, killed anywhere. False: look again later.
 */
export async function cancelCode(
  ctx: ShopContext,
  gateway: ShopifyGateway,
  redemptionId: string,
): Promise<boolean> {
  const redemption = await findCanceling(ctx, redemptionId);
  if (!redemption) return true;

  const discountId = redemption.discountId ?? (await settleExistence(ctx, gateway, redemption));
  if (discountId === "unclear") return false;
  if (discountId !== null && !(await gateway.deactivateDiscount(discountId))) return false;

  // Nobody can use it from here on; orders that did are in Shopify, if not yet with us.
  const standing = await findOurCode(gateway, codeWishOf(redemption));
  const reserved = redemption.reservedAt.getTime();
  const since = Math.max(reserved, (await findSweepStart(ctx)) ?? reserved);
  await sweepOrders(ctx, gateway, { since });
  if (!(await findCanceling(ctx, redemptionId))) return true;
  const used = standing !== null && "used" in standing && standing.used;
  await end(ctx, { redemptionId, used, existed: discountId !== null });
  return true;
}

async function findCanceling(ctx: ShopContext, redemptionId: string): Promise<Redemption | null> {
  const redemption = await ctx.inTransaction((tx) => findRedemption(tx, ctx.shopId, redemptionId));
  return redemption?.state === "canceling" ? redemption : null;
}

/**
 * Whether the code exists is unknown while its creation went unanswered: a late request could
 * still create it. So it is created, or adopted, before it is taken away. An erased customer's
 * code can only be looked for, until none can come any more. Null: it does not exist, and will not.
 */
async function settleExistence(
  ctx: ShopContext,
  gateway: ShopifyGateway,
  redemption: Redemption,
): Promise<string | "unclear" | null> {
  const wish = codeWishOf(redemption);
  const standing =
    redemption.customerId === ""
      ? await findOurCode(gateway, wish)
      : await findOrCreateCode(gateway, wish);
  if (standing === null && (await mayStillLand(ctx, redemption.id))) return "unclear";
  if (standing === null || standing.kind === "absent" || standing.kind === "foreign") return null;
  if (standing.kind === "unclear") return "unclear";
  const { discountId } = standing;
  const known = { redemptionId: redemption.id, discountId };
  await ctx.inTransaction((tx) => writeDiscountId(tx, ctx.shopId, known));
  return discountId;
}

/** Shopify may count a use of which no order tells; then the points are spent all the same. */
async function end(
  ctx: ShopContext,
  { redemptionId, used, existed }: { redemptionId: string; used: boolean; existed: boolean },
): Promise<void> {
  await ctx.inTransaction(async (tx) => {
    const redemption = await lockRedemption(tx, ctx.shopId, redemptionId);
    if (redemption?.state !== "canceling") return;
    const ending = used
      ? ({ outcome: "used", state: "used", reason: "Shopify counts a use of the code" } as const)
      : ({
          outcome: "returned",
          state: "returned",
          reason: existed ? "the code was taken back unused" : "the code never came to exist",
        } as const);
    await endRedemption(tx, ctx, { redemptionId, ...ending });
  });
}
