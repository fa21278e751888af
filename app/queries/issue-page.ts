import type { ShopContext } from "#app/db/context.ts";
import { readNewestVersion } from "#app/queries/program-draft.ts";

/** The rewards that can be issued to a member by hand. */
export async function issuableRewards(ctx: ShopContext) {
  return ctx.inTransaction(async (tx) => {
    const newest = await readNewestVersion(tx, ctx.shopId);
    const rewards = newest?.document.rewards.filter(({ retired }) => !retired) ?? [];
    return rewards.map(({ id, name }) => ({ id, name }));
  });
}
