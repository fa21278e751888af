import type { ShopContext } from "#app/db/context.ts";
import { findRedemption, type Redemption } from "#app/db/redemptions.ts";
import { fulfilmentOf } from "#app/domain/fulfilment.ts";
import type { ShopifyGateway } from "#app/shopify/gateway.ts";
import { cancelCode } from "#app/usecases/cancel-code.ts";
import { endRedemption } from "#app/usecases/end-redemption.ts";
import { cancelGiftCard, issueGiftCard } from "#app/usecases/issue-gift-card.ts";
import { issueCode } from "#app/usecases/issue-code.ts";
import { cancelStoreCredit, issueStoreCredit } from "#app/usecases/issue-store-credit.ts";

type Work = (ctx: ShopContext, gateway: ShopifyGateway, redemptionId: string) => Promise<boolean>;

/**
 * Makes sure that what a redemption promises exists in Shopify. Safe to repeat, killed anywhere.
 * False: look again later.
 */
export const issueRedemption: Work = byFulfilment({
  code: issueCode,
  "gift-card": issueGiftCard,
  "store-credit": issueStoreCredit,
});

/** Takes what a redemption made out of Shopify, and gives its points back if it was not used. */
export const cancelRedemption: Work = byFulfilment({
  code: cancelCode,
  "gift-card": cancelGiftCard,
  "store-credit": cancelStoreCredit,
});

function byFulfilment(work: Record<"code" | "gift-card" | "store-credit", Work>): Work {
  return async (ctx, gateway, redemptionId) => {
    const redemption = await ctx.inTransaction((tx) =>
      findRedemption(tx, ctx.shopId, redemptionId),
    );
    if (!redemption) return true;
    const fulfilment = fulfilmentOf(redemption.reward);
    // Nothing of these is in Shopify.
    if (fulfilment === "at-once" || fulfilment === "staff") return giveUp(ctx, redemption);
    return work[fulfilment](ctx, gateway, redemptionId);
  };
}

/** What staff has not done ends at once when it is given up. */
async function giveUp(ctx: ShopContext, { id, state }: Redemption): Promise<true> {
  if (state !== "canceling") return true;
  const ending = { outcome: "returned", state: "returned", reason: "given up" } as const;
  await ctx.inTransaction((tx) => endRedemption(tx, ctx, { redemptionId: id, ...ending }));
  return true;
}
