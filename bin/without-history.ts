import type { ShopContext } from "#app/db/context.ts";
import { addComparison } from "#app/db/order-comparisons.ts";
import { lockIntake } from "#app/db/order-facts.ts";
import { signComparison } from "#app/usecases/finish-comparison.ts";

/** A new shop with nothing to bring in: what happens from here on is all there is to know of it. */
export async function startWithoutHistory(ctx: ShopContext): Promise<void> {
  await ctx.inTransaction(async (tx) => {
    await lockIntake(tx, ctx.shopId);
    const now = ctx.clock.now();
    const run = await addComparison(tx, ctx.shopId, {
      kind: "import",
      state: "repairing",
      author: ctx.author,
      startedAt: now,
      finishedAt: now,
      coversFrom: now,
    });
    await signComparison(tx, ctx, { run, ending: { outcome: "done", note: "" } });
  });
}
