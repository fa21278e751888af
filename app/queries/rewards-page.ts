import type { ShopContext } from "#app/db/context.ts";
import { countRedeemed } from "#app/db/figures.ts";
import { readCount } from "#app/db/shop-counts.ts";
import type { Reward } from "#app/domain/program/reward.ts";
import { isSameDocument } from "#app/queries/program-changes.ts";
import { readDraft, readNewestVersion } from "#app/queries/program-draft.ts";
import { rewardSupply } from "#app/queries/reward-supply-card.ts";

/** What the list of rewards shows: the draft's, how they stand to what is in force, their use. */
export async function rewardsPage(ctx: ShopContext) {
  return ctx.inTransaction(async (tx) => {
    const { document, revision } = await readDraft(tx, ctx.shopId);
    const newest = await readNewestVersion(tx, ctx.shopId);
    const { value: used } = await readCount(tx, ctx, {
      name: "redeemed",
      count: () => countRedeemed(tx, ctx.shopId),
    });
    const rewards = document.rewards.map((reward) => ({
      id: reward.id,
      name: reward.name,
      gives: reward.gives,
      costPoints: reward.costPoints,
      redeemed: used[reward.id] ?? 0,
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
