import type { ShopContext, Tx } from "#app/db/context.ts";
import type { LockedMember } from "#app/db/ledger.ts";
import { listToldReferrals } from "#app/db/referrals.ts";
import { enqueue } from "#app/db/work-items.ts";
import type { Decision } from "#app/domain/engine/decide.ts";
import type { MemberFacts } from "#app/domain/engine/timeline.ts";
import { decideNews, referralOf } from "#app/domain/referral-news.ts";

/**
 * Asks for inviters to be told where settling has shown something new about their friends. Only
 * those who came by somebody, and those who have become another member, cost a look.
 */
export async function askForReferrals(
  tx: Tx,
  ctx: ShopContext,
  settled: {
    members: LockedMember[];
    facts: Map<string, MemberFacts>;
    decisions: Map<string, Decision>;
  },
): Promise<void> {
  const { facts, decisions } = settled;
  const friends = settled.members.filter(
    ({ id, merged }) => merged || (decisions.get(id)?.state.referralOutcome ?? null) !== null,
  );
  const ids = friends.map(({ id }) => id);
  const told = await listToldReferrals(tx, ctx.shopId, ids);
  const now = ctx.clock.now();
  const subjects = ids.filter((id) => {
    const [known, decision] = [facts.get(id), decisions.get(id)];
    if (!known || !decision) return false;
    const standing = referralOf(known, decision);
    return decideNews(standing, told.get(id) ?? null, now.getTime()).length > 0;
  });
  await enqueue(tx, ctx.shopId, { kind: "tell-inviter", subjects, dueAt: now });
}
