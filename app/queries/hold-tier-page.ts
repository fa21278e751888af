import type { ShopContext } from "#app/db/context.ts";
import { giftPointsTo } from "#app/domain/engine/tier-gifts.ts";
import { programAt } from "#app/domain/program/program.ts";
import { heldByHand } from "#app/queries/held-by-hand.ts";
import { findMember, stateOf } from "#app/queries/member-page.ts";

/** The tiers a member can be held in, what reaching each gives, and what is set; or null. */
export async function holdTierPage(ctx: ShopContext, memberId: string) {
  return ctx.inTransaction(async (tx) => {
    const member = await findMember(tx, ctx.shopId, memberId);
    if (!member) return null;
    const state = await stateOf(tx, ctx, memberId);
    const now = ctx.clock.now().getTime();
    const levels = programAt(state.programs, now)?.levels ?? [];
    return {
      member,
      held: await heldByHand(tx, ctx.shopId, { state, now }),
      tiers: levels.map(({ id, name }, to) => ({
        id,
        name,
        giftPoints: Number(giftPointsTo(state, levels, to)),
      })),
    };
  });
}
