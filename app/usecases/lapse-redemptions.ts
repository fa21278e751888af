import type { ShopContext } from "#app/db/context.ts";
import { listEndedCodes } from "#app/db/redemption-codes.ts";
import { lockRedemption } from "#app/db/redemptions.ts";
import { endRedemption } from "#app/usecases/end-redemption.ts";
import { findSweepStart } from "#app/usecases/sweep-orders.ts";

const BATCH = 200;

/**
 * Ends redemptions whose codes expired unused. Only once reconciliation has passed the end of a
 * code is it certain that no order used it. Returns how many ended.
 */
export async function lapseRedemptions(ctx: ShopContext): Promise<number> {
  const certainUntil = await findSweepStart(ctx);
  if (certainUntil === null) return 0;
  const endedBy = new Date(certainUntil);
  for (let ended = 0; ;) {
    const codes = await ctx.inTransaction((tx) =>
      listEndedCodes(tx, ctx.shopId, { endedBy, limit: BATCH }),
    );
    // One by one: a transaction that held the stock of several rewards could deadlock.
    for (const { id, returnsWhenUnused } of codes) {
      await ctx.inTransaction(async (tx) => {
        // Somebody may have asked for it back since it was listed.
        if ((await lockRedemption(tx, ctx.shopId, id))?.state !== "active") return;
        await endRedemption(tx, ctx, {
          redemptionId: id,
          outcome: returnsWhenUnused ? "returned" : "kept",
          state: "lapsed",
          reason: "the code expired unused",
        });
      });
    }
    ended += codes.length;
    if (codes.length < BATCH) return ended;
  }
}
