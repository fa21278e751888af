import type { ShopContext } from "#app/db/context.ts";
import { lockRedemption } from "#app/db/redemptions.ts";
import { enqueue } from "#app/db/work-items.ts";
import { changeRedemptionState, endRedemption } from "#app/usecases/end-redemption.ts";

export type ReturnResult =
  { ok: true } | { ok: false; reason: "unknown" | "used" | "ended" | "final" };

/**
 * Asks for an unused reward to be taken back, by staff, or by the member where the program lets
 * them. Its points return once Shopify has confirmed that it can no longer be used, and was not.
 * Asking twice is asking once.
 */
export async function returnRedemption(
  ctx: ShopContext,
  wish: { redemptionId: string; reason: string; by?: "staff" | "member" },
): Promise<ReturnResult> {
  const { redemptionId, reason, by = "staff" } = wish;
  return ctx.inTransaction(async (tx): Promise<ReturnResult> => {
    const redemption = await lockRedemption(tx, ctx.shopId, redemptionId);
    if (!redemption) return { ok: false, reason: "unknown" };
    if (redemption.outcome === "returned" || redemption.returnedAt !== null) return { ok: true };
    if (redemption.outcome === "used") return { ok: false, reason: "used" };
    if (redemption.outcome === "kept") return { ok: false, reason: "ended" };
    if (redemption.state === "canceling") return { ok: true };
    if (by === "member" && !redemption.reward.returnsWhenHandedBack) {
      return { ok: false, reason: "final" };
    }
    // Nothing of what staff does is in Shopify.
    if (redemption.state === "waiting") {
      const ending = { outcome: "returned", state: "returned", reason } as const;
      await endRedemption(tx, ctx, { redemptionId, ...ending });
      return { ok: true };
    }
    await changeRedemptionState(tx, ctx, { redemptionId, state: "canceling", reason });
    const work = { subjects: [redemptionId], dueAt: ctx.clock.now() };
    enqueue(tx, ctx.shopId, { kind: "cancel-code", ...work });
    return { ok: true };
  });
}
