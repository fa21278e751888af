import type { ShopContext } from "#app/db/context.ts";
import { addRedemptionEvent, lockRedemption } from "#app/db/redemptions.ts";
import { enqueue } from "#app/db/work-items.ts";
import { fulfilmentOf } from "#app/domain/fulfilment.ts";
import { endRedemption } from "#app/usecases/end-redemption.ts";

export type FulfillResult = { ok: true } | { ok: false; reason: "unknown" | "ended" };

/** Staff has done what a reward promises: its points are spent. Ticking twice is ticking once. */
export async function fulfillRedemption(
  ctx: ShopContext,
  { redemptionId }: { redemptionId: string },
): Promise<FulfillResult> {
  return ctx.inTransaction(async (tx): Promise<FulfillResult> => {
    const redemption = await lockRedemption(tx, ctx.shopId, redemptionId);
    if (!redemption || fulfilmentOf(redemption.reward) !== "staff") {
      return { ok: false, reason: "unknown" };
    }
    if (redemption.state === "delivered") return { ok: true };
    if (redemption.state !== "waiting") return { ok: false, reason: "ended" };
    const ending = { outcome: "used", state: "delivered", reason: "done by staff" } as const;
    await endRedemption(tx, ctx, { redemptionId, ...ending });
    return { ok: true };
  });
}

/** It was ticked off by mistake: it waits again, and its points are set aside again. */
export async function undoFulfillment(
  ctx: ShopContext,
  { redemptionId }: { redemptionId: string },
): Promise<FulfillResult> {
  return ctx.inTransaction(async (tx): Promise<FulfillResult> => {
    const redemption = await lockRedemption(tx, ctx.shopId, redemptionId);
    if (!redemption || fulfilmentOf(redemption.reward) !== "staff") {
      return { ok: false, reason: "unknown" };
    }
    if (redemption.state === "waiting") return { ok: true };
    if (redemption.state !== "delivered") return { ok: false, reason: "ended" };
    await tx.redemption.update({
      where: { shopId_id: { shopId: ctx.shopId, id: redemptionId } },
      data: { state: "waiting", outcome: null, endedAt: null },
    });
    const reason = "marked as done by mistake";
    await addRedemptionEvent(tx, ctx, { redemptionId, state: "waiting", reason });
    const subjects = [redemption.memberId];
    enqueue(tx, ctx.shopId, { kind: "settle", subjects, dueAt: ctx.clock.now() });
    return { ok: true };
  });
}
