import type { ShopContext } from "#app/db/context.ts";
import { closingOf, findMember, stateOf } from "#app/queries/member-page.ts";

/** What a member has to lose, and whether their account is open; or null. */
export async function accountPage(ctx: ShopContext, memberId: string) {
  return ctx.inTransaction(async (tx) => {
    const { shopId } = ctx;
    const member = await findMember(tx, shopId, memberId);
    if (!member) return null;
    const state = await stateOf(tx, ctx, memberId);
    const openRewards = await tx.redemption.count({ where: { shopId, memberId, outcome: null } });
    return { member, openRewards, closing: await closingOf(tx, shopId, { memberId, state }) };
  });
}
