import type { ShopContext } from "#app/db/context.ts";
import { comesByItself } from "#app/domain/program/activity.ts";
import { readNewestVersion } from "#app/queries/program-draft.ts";

/** What staff can say of a member by hand: activities people report. */
export async function byHandPage(ctx: ShopContext) {
  return ctx.inTransaction(async (tx) => {
    const newest = await readNewestVersion(tx, ctx.shopId);
    const activities = newest?.document.activities ?? [];
    return {
      activities: activities
        .filter((activity) => !comesByItself(activity))
        .map(({ id, name }) => ({ id, name })),
    };
  });
}
