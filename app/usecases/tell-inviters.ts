import type { ShopContext } from "#app/db/context.ts";
import { addMemberEvents, type NewMemberEvent } from "#app/db/member-events.ts";
import { lockIntake } from "#app/db/order-facts.ts";
import { listToldReferrals } from "#app/db/referrals.ts";
import { enqueue } from "#app/db/work-items.ts";
import { decideNews } from "#app/domain/referral-news.ts";
import { byOf } from "#app/usecases/record-member-event.ts";
import { settleWithin } from "#app/usecases/settle-members.ts";

/**
 * Tells inviters how their friends stand, as events of theirs, and asks for them to be settled. In
 * a transaction of its own, with the shop's intake locked: an inviter who is just being merged
 * would be told as somebody who is no longer there. Running it again changes nothing.
 */
export async function tellInviters(ctx: ShopContext, friendIds: string[]): Promise<void> {
  await ctx.inTransaction(async (tx) => {
    await lockIntake(tx, ctx.shopId);
    const decisions = await settleWithin(tx, ctx, friendIds);
    const told = await listToldReferrals(tx, ctx.shopId, friendIds);
    const now = ctx.clock.now().getTime();
    const events = friendIds.flatMap((friendId): NewMemberEvent[] => {
      const state = decisions.get(friendId)?.state;
      if (!state) return [];
      const last = told.get(friendId) ?? null;
      const news = decideNews(state, last, now);
      return news.map(({ inviterId, outcome, at }, index) => ({
        id: ctx.newId(),
        memberId: inviterId,
        at: new Date(at),
        requestId: `referral:${friendId}:${(last?.count ?? 0) + 1 + index}`,
        event: { kind: "referral", friendId, outcome },
      }));
    });
    await addMemberEvents(tx, byOf(ctx), events);
    const subjects = [...new Set(events.map(({ memberId }) => memberId))];
    enqueue(tx, ctx.shopId, { kind: "settle", subjects, dueAt: ctx.clock.now() });
  });
}
