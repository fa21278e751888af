import { pruneCheckResults } from "#app/db/check-results.ts";
import type { ShopContext } from "#app/db/context.ts";
import { pruneComparisons } from "#app/db/order-comparisons.ts";
import { dropOldAnswers } from "#app/db/privacy.ts";

const DAY_MS = 86_400_000;
const ANSWERS_KEPT_DAYS = 30;
/** Results of checks, and comparisons but for the last good one of each kind. */
export const CHECKS_KEPT_DAYS = 90;

/** Drops what a shop needs no longer: answers to data requests, and old results of checks. */
export async function pruneShop(ctx: ShopContext): Promise<void> {
  const before = (days: number) => new Date(ctx.clock.now().getTime() - days * DAY_MS);
  await ctx.inTransaction(async (tx) => {
    await dropOldAnswers(tx, ctx.shopId, before(ANSWERS_KEPT_DAYS));
    await pruneCheckResults(tx, ctx.shopId, before(CHECKS_KEPT_DAYS));
    await pruneComparisons(tx, ctx.shopId, before(CHECKS_KEPT_DAYS));
  });
}
