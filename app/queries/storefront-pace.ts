import type { ShopContext } from "#app/db/context.ts";

const PER_MINUTE = 5;
const MINUTE_MS = 60_000;

/**
 * Whether a member redeems faster than people do. Counted in the database, so by all processes
 * together; requests at the very same moment may still pass side by side. A curb, not a lock:
 * that no point is spent twice is the ledger's doing.
 */
export async function isRedeemingTooFast(
  ctx: ShopContext,
  { memberId, requestId }: { memberId: string; requestId: string },
): Promise<boolean> {
  const since = new Date(ctx.clock.now().getTime() - MINUTE_MS);
  const others = await ctx.inTransaction((tx) =>
    tx.redemption.count({
      where: {
        shopId: ctx.shopId,
        memberId,
        author: ctx.author,
        reservedAt: { gt: since },
        // Asking again after a lost answer is no new redemption.
        NOT: { requestId: { endsWith: `:${requestId}` } },
      },
    }),
  );
  return others >= PER_MINUTE;
}
