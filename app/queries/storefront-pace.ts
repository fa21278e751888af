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

const PER_DAY = 5;
const DAY_MS = 86_400_000;

/**
 * Whether a member has told something about themselves so often that they should wait for a day.
 * Each time is kept for good, and read whenever they are settled anew.
 */
export async function isTellingTooOften(
  ctx: ShopContext,
  { memberId, requestId, kind }: { memberId: string; requestId: string; kind: TellableKind },
): Promise<boolean> {
  const since = new Date(ctx.clock.now().getTime() - DAY_MS);
  const others = await ctx.inTransaction((tx) =>
    tx.memberEvent.count({
      where: {
        shopId: ctx.shopId,
        memberId,
        kind,
        author: ctx.author,
        recordedAt: { gt: since },
        NOT: { requestId: { endsWith: `:${requestId}` } },
      },
    }),
  );
  return others >= PER_DAY;
}

/** What members tell: their birthday, and whom they came by. */
type TellableKind = "birthday" | "referred";
