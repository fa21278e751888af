import type { ShopContext, Tx } from "#app/db/context.ts";
import { addRedemptionEvent, lockRedemption, type Redemption } from "#app/db/redemptions.ts";
import { returnStock } from "#app/db/reward-stock.ts";
import { enqueue } from "#app/db/work-items.ts";
import type { RedemptionOutcome, RedemptionState } from "#app/domain/redemption.ts";

type Change = {
  redemptionId: string;
  state: RedemptionState;
  /** In plain English, without personal data; shown to merchants. */
  reason: string;
  discountId?: string;
};

/**
 * Moves an open redemption to another state, as a row with its reason. Does nothing, and says
 * false, if it is in that state already or has ended.
 */
export async function changeRedemptionState(
  tx: Tx,
  ctx: ShopContext,
  { redemptionId, state, reason, discountId }: Change,
): Promise<boolean> {
  const redemption = await lockRedemption(tx, ctx.shopId, redemptionId);
  if (!redemption || redemption.outcome !== null || redemption.state === state) return false;
  await tx.redemption.update({
    where: { shopId_id: { shopId: ctx.shopId, id: redemptionId } },
    data: { state, ...(discountId === undefined ? {} : { discountId }) },
  });
  await addRedemptionEvent(tx, ctx, { redemptionId, state, reason });
  enqueue(tx, ctx.shopId, {
    kind: "sync",
    subjects: [redemption.memberId],
    dueAt: ctx.clock.now(),
  });
  return true;
}

/**
 * Ends a redemption: what became of its points is a fact from then on, and the member is settled
 * by it. Does nothing, and says false, if it has ended already. `at` is when it happened.
 */
export async function endRedemption(
  tx: Tx,
  ctx: ShopContext,
  ending: Change & { outcome: RedemptionOutcome; at?: Date; orderId?: string },
): Promise<boolean> {
  const { redemptionId, state, reason, outcome, at, orderId } = ending;
  const redemption = await lockRedemption(tx, ctx.shopId, redemptionId);
  if (!redemption || redemption.outcome !== null) return false;
  const now = ctx.clock.now();
  await tx.redemption.update({
    where: { shopId_id: { shopId: ctx.shopId, id: redemptionId } },
    data: { state, outcome, endedAt: at ?? now, ...(orderId === undefined ? {} : { orderId }) },
  });
  await addRedemptionEvent(tx, ctx, { redemptionId, state, reason });
  // Before work is asked for, as redeeming does, so that the two cannot deadlock.
  if (outcome === "returned" && redemption.stocked) {
    await returnStock(tx, ctx.shopId, redemption.reward.id);
  }
  const subjects = [redemption.memberId];
  enqueue(tx, ctx.shopId, { kind: "settle", subjects, dueAt: now });
  tellOfPerk(tx, ctx, redemption);
  return true;
}

/** What was free moves no points, of which the storefront would be told; but less of it is left. */
export function tellOfPerk(
  tx: Tx,
  ctx: ShopContext,
  { memberId, free }: Pick<Redemption, "memberId" | "free">,
): void {
  if (free !== "perk") return;
  enqueue(tx, ctx.shopId, { kind: "sync", subjects: [memberId], dueAt: ctx.clock.now() });
}
