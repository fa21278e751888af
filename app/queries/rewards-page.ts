import type { ShopContext, Tx } from "#app/db/context.ts";
import { countRedeemed } from "#app/db/figures.ts";
import { readCount } from "#app/db/shop-counts.ts";
import { getShop, scopesOf } from "#app/db/shops.ts";
import { missingScopes, scopesFor } from "#app/domain/fulfilment.ts";
import type { Reward } from "#app/domain/program/reward.ts";
import { beginItem, type Fresh } from "#app/queries/begun-draft.ts";
import { draftStanding, type DraftStanding } from "#app/queries/draft-standing.ts";
import { isSameDocument } from "#app/queries/program-changes.ts";
import { readDraft, readNewestVersion } from "#app/queries/program-draft.ts";
import { rewardSupply } from "#app/queries/reward-supply-card.ts";

/** What the list of rewards shows: the draft's, how they stand to what is in force, their use. */
export async function rewardsPage(ctx: ShopContext) {
  return ctx.inTransaction(async (tx) => {
    const { document } = await readDraft(tx, ctx.shopId);
    const newest = await readNewestVersion(tx, ctx.shopId);
    const { value: used } = await readCount(tx, ctx, {
      name: "redeemed",
      count: () => countRedeemed(tx, ctx.shopId),
    });
    const lacked = await lackedScopes(tx, ctx.shopId);
    const rewards = document.rewards.map((reward) => ({
      id: reward.id,
      lacksAccess: lacked[reward.gives.kind] !== undefined,
      name: reward.name,
      gives: reward.gives,
      costPoints: reward.costPoints,
      redeemed: used[reward.id] ?? 0,
      state: stateOf(reward, newest?.document.rewards ?? []),
    }));
    const differs = !isSameDocument(newest?.document ?? null, document);
    return { rewards, differs, published: newest !== null };
  });
}

/**
 * What one reward's page edits, the whole draft and the reward's place in it; and its supply. One
 * that the draft has not is begun with `fresh`; null if there is nothing to begin with.
 */
export async function rewardPage(
  ctx: ShopContext,
  { rewardId, fresh }: { rewardId: string; fresh: Fresh | null },
) {
  return ctx.inTransaction(async (tx) => {
    const draft = await readDraft(tx, ctx.shopId);
    const { document } = draft;
    const index = document.rewards.findIndex(({ id }) => id === rewardId);
    const reward = document.rewards[index];
    const lacked = await lackedScopes(tx, ctx.shopId);
    if (reward) {
      const supply = await rewardSupply(tx, ctx.shopId, reward);
      const newest = await readNewestVersion(tx, ctx.shopId);
      const published = newest?.document.rewards.find(({ id }) => id === rewardId);
      const onOffer = published !== undefined && !published.retired;
      return { draft, begun: null, index, lacked, supply, onOffer };
    }
    const begun = fresh && (await beginItem(tx, ctx, { document, list: "rewards", fresh }));
    if (!begun) return null;
    return { draft, begun, index: document.rewards.length, lacked, supply: null, onOffer: false };
  });
}

type Lacked = Partial<Record<Reward["gives"]["kind"], string[]>>;

/** What the merchant has still to let us do for rewards of a kind, where that is anything. */
async function lackedScopes(tx: Tx, shopId: bigint): Promise<Lacked> {
  const granted = scopesOf(await getShop(tx, shopId));
  const lacked: Lacked = {};
  for (const kind of ["gift-card", "store-credit"] as const) {
    const missing = missingScopes(scopesFor({ gives: { kind } }), granted);
    if (missing.length > 0) lacked[kind] = missing;
  }
  return lacked;
}

function stateOf(reward: Reward, published: Reward[]): DraftStanding | "retired" {
  const standing = draftStanding(reward, published);
  return standing === "live" && reward.retired ? "retired" : standing;
}
