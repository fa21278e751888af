import type { ShopContext } from "#app/db/context.ts";
import { lockRedemption } from "#app/db/redemptions.ts";
import { enqueue } from "#app/db/work-items.ts";
import { changeRedemptionState } from "#app/usecases/end-redemption.ts";

export type ReturnResult = { ok: true } | { ok: false; reason: "unknown" | "used" | "ended" };

/**
 * Asks for an unused reward to be taken back. Its points return once Shopify has confirmed that
 * the code can no longer be used, and was not. Asking twice is asking once.
 */
export async function returnRedemption(
  ctx: ShopContext,
  { redemptionId, reason }: { redemptionId: string; reason: string },
): Promise<ReturnResult> {
  return ctx.inTransaction(async (tx): Promise<ReturnResult> => {
    const redemption = await lockRedemption(tx, ctx.shopId, redemptionId);
    if (!redemption) return { ok: false, reason: "unknown" };
    if (redemption.outcome === "used") return { ok: false, reason: "used" };
    if (redemption.outcome === "kept") return { ok: false, reason: "ended" };
    if (redemption.outcome === "returned" || redemption.state === "canceling") return { ok: true };

    await changeRedemptionState(tx, ctx, { redemptionId, state: "canceling", reason });
    const work = { subjects: [redemptionId], dueAt: ctx.clock.now() };
    await enqueue(tx, ctx.shopId, { kind: "cancel-code", ...work });
    return { ok: true };
  });
}
