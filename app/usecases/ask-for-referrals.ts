import type { ShopContext, Tx } from "#app/db/context.ts";
import type { LockedMember } from "#app/db/ledger.ts";
import { listToldReferrals } from "#app/db/referrals.ts";
import { enqueue } from "#app/db/work-items.ts";
import type { Decision } from "#app/domain/engine/decide.ts";
import { decideNews } from "#app/domain/referral-news.ts";

/**
 * Asks for inviters to be told where settling has shown something new about their friends. Only
 * those who came by somebody, and those who have become another member, cost a look.
 */
export async function askForReferrals(
  tx: Tx,
  ctx: ShopContext,
  { members, decisions }: { members: LockedMember[]; decisions: Map<string, Decision> },
): Promise<void> {
  const friends = members.flatMap(({ id, merged }) => {
    const state = decisions.get(id)?.state;
    return state && (merged || state.referralOutcome !== null) ? [{ id, state }] : [];
  });
  const ids = friends.map(({ id }) => id);
  const told = await listToldReferrals(tx, ctx.shopId, ids);
  const now = ctx.clock.now();
  const news = friends.filter(
    ({ id, state }) => decideNews(state, told.get(id) ?? null, now.getTime()).length > 0,
  );
  const subjects = news.map(({ id }) => id);
  enqueue(tx, ctx.shopId, { kind: "tell-inviter", subjects, dueAt: now });
}
