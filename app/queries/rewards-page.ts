import type { ShopContext, Tx } from "#app/db/context.ts";
import type { Reward } from "#app/domain/program/reward.ts";
import { isSameDocument } from "#app/queries/program-changes.ts";
import { readDraft, readNewestVersion } from "#app/queries/program-draft.ts";
import { rewardSupply } from "#app/queries/reward-supply-card.ts";

/** What the list of rewards shows: the draft's, how they stand to what is in force, their use. */
export async function rewardsPage(ctx: ShopContext) {
  return ctx.inTransaction(async (tx) => {
    const { document, revision } = await readDraft(tx, ctx.shopId);
    const newest = await readNewestVersion(tx, ctx.shopId);
    const used = await countRedeemed(tx, ctx.shopId);
    const rewards = document.rewards.map((reward) => ({
      id: reward.id,
      name: reward.name,
      gives: reward.gives,
      costPoints: reward.costPoints,
      redeemed: used.get(reward.id) ?? 0,
      state: stateOf(reward, newest?.document.rewards ?? []),
    }));
    const differs = !isSameDocument(newest?.document ?? null, document);
    return { draft: { document, revision }, rewards, differs, published: newest !== null };
  });
}

/** What one reward's page edits, the whole draft and the reward's place in it; and its supply. */
export async function rewardPage(ctx: ShopContext, rewardId: string) {
  return ctx.inTransaction(async (tx) => {
    const draft = await readDraft(tx, ctx.shopId);
    const index = draft.document.rewards.findIndex(({ id }) => id === rewardId);
    const reward = draft.document.rewards[index];
    if (!reward) return null;
    return { draft, index, supply: await rewardSupply(tx, ctx.shopId, reward) };
  });
}

function stateOf(reward: Reward, published: Reward[]): "live" | "changed" | "fresh" | "retired" {
  const live = published.find(({ id }) => id === reward.id);
  if (!live) return "fresh";
  if (!isSameDocument(live, reward)) return "changed";
  return reward.retired ? "retired" : "live";
}

async function countRedeemed(tx: Tx, shopId: bigint): Promise<Map<string, number>> {
  const rows = await tx.$queryRaw<{ id: string; count: bigint }[]>`
    SELECT reward->>'id' AS id, count(*) AS count FROM redemption
    WHERE shop_id = ${shopId} AND state <> 'refused' GROUP BY 1`;
  return new Map(rows.map(({ id, count }) => [id, Number(count)]));
}
