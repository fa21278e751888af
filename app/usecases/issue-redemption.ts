import type { ShopContext } from "#app/db/context.ts";
import { findRedemption, lockRedemption, type Redemption } from "#app/db/redemptions.ts";
import { enqueue } from "#app/db/work-items.ts";
import { fulfilmentOf } from "#app/domain/fulfilment.ts";
import type { ShopifyGateway } from "#app/shopify/gateway.ts";
import { cancelCode } from "#app/usecases/cancel-code.ts";
import { changeRedemptionState, endRedemption } from "#app/usecases/end-redemption.ts";
import { cancelGiftCard, issueGiftCard } from "#app/usecases/issue-gift-card.ts";
import { issueCode } from "#app/usecases/issue-code.ts";
import { cancelStoreCredit, issueStoreCredit } from "#app/usecases/issue-store-credit.ts";

type Work = (ctx: ShopContext, gateway: ShopifyGateway, redemptionId: string) => Promise<boolean>;
type Works = Record<"code" | "gift-card" | "store-credit", Work>;

const ISSUING: Works = {
  code: issueCode,
  "gift-card": issueGiftCard,
  "store-credit": issueStoreCredit,
};
const CANCELING: Works = {
  code: cancelCode,
  "gift-card": cancelGiftCard,
  "store-credit": cancelStoreCredit,
};

/**
 * Makes sure that what a redemption promises exists in Shopify, or gives it up once its last day
 * is over. Safe to repeat, killed anywhere. False: look again later.
 */
export async function issueRedemption(
  ctx: ShopContext,
  gateway: ShopifyGateway,
  redemptionId: string,
): Promise<boolean> {
  const redemption = await find(ctx, redemptionId);
  if (!redemption) return true;
  const { state, endsAt } = redemption;
  if (state === "requested" && endsAt !== null && endsAt <= ctx.clock.now()) {
    return giveUpUnmade(ctx, redemptionId);
  }
  return work(ISSUING, redemption)(ctx, gateway, redemptionId);
}

/** Takes what a redemption made out of Shopify, and gives its points back if it was not used. */
export async function cancelRedemption(
  ctx: ShopContext,
  gateway: ShopifyGateway,
  redemptionId: string,
): Promise<boolean> {
  const redemption = await find(ctx, redemptionId);
  return redemption === null || work(CANCELING, redemption)(ctx, gateway, redemptionId);
}

function find(ctx: ShopContext, redemptionId: string): Promise<Redemption | null> {
  return ctx.inTransaction((tx) => findRedemption(tx, ctx.shopId, redemptionId));
}

function work(works: Works, redemption: Redemption): Work {
  const fulfilment = fulfilmentOf(redemption.reward);
  // Nothing of these is in Shopify.
  if (fulfilment === "at-once" || fulfilment === "staff") return (ctx) => giveUp(ctx, redemption);
  return works[fulfilment];
}

/** Nobody pays for what can no longer be used; an earlier try may have made it all the same. */
async function giveUpUnmade(ctx: ShopContext, redemptionId: string): Promise<true> {
  await ctx.inTransaction(async (tx) => {
    const redemption = await lockRedemption(tx, ctx.shopId, redemptionId);
    if (redemption?.state !== "requested") return;
    const reason = "its last day was over before it was made";
    await changeRedemptionState(tx, ctx, { redemptionId, state: "canceling", reason });
    const dueAt = ctx.clock.now();
    enqueue(tx, ctx.shopId, { kind: "cancel-code", subjects: [redemptionId], dueAt });
  });
  return true;
}

/** What staff has not done ends at once when it is given up. */
async function giveUp(ctx: ShopContext, { id, state }: Redemption): Promise<true> {
  if (state !== "canceling") return true;
  const ending = { outcome: "returned", state: "returned", reason: "given up" } as const;
  await ctx.inTransaction((tx) => endRedemption(tx, ctx, { redemptionId: id, ...ending }));
  return true;
}
