import type { ShopContext } from "#app/db/context.ts";
import { findMemberOfCustomer } from "#app/db/members.ts";
import { linkOf } from "#app/queries/storefront-panel.ts";

/** One redemption of the shopper who asks; null for anybody else's. */
export async function findShopperRedemption(
  ctx: ShopContext,
  { customerId, redemptionId }: { customerId: string; redemptionId: string },
): Promise<{ id: string; state: string; code: string; link: string } | null> {
  return ctx.inTransaction(async (tx) => {
    const memberId = await findMemberOfCustomer(tx, ctx.shopId, customerId);
    if (memberId === null) return null;
    const row = await tx.redemption.findFirst({
      where: { shopId: ctx.shopId, id: redemptionId, memberId },
      select: { id: true, state: true, code: true },
    });
    return row && { ...row, link: linkOf(row.code) };
  });
}
