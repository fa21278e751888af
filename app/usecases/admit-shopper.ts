import type { ShopContext } from "#app/db/context.ts";
import { ensureMembers } from "#app/db/members.ts";

export type Shopper = {
  memberId: string;
  /** They have redeemed more within a minute than people do. */
  tooOften: boolean;
};

const MINUTE_MS = 60_000;
const PER_MINUTE = 10;

/**
 * The member a signed-in customer is, from their first visit on. Null for visitors, and for
 * customers who were erased: they are served like visitors.
 */
export async function admitShopper(
  ctx: ShopContext,
  customerId: string | null,
): Promise<Shopper | null> {
  if (customerId === null) return null;
  return ctx.inTransaction(async (tx) => {
    const memberId = (await ensureMembers(tx, ctx, [customerId])).get(customerId);
    if (memberId === undefined) return null;
    const since = new Date(ctx.clock.now().getTime() - MINUTE_MS);
    const lately = await tx.redemption.count({
      where: { shopId: ctx.shopId, memberId, author: "customer", reservedAt: { gt: since } },
    });
    return { memberId, tooOften: lately >= PER_MINUTE };
  });
}
