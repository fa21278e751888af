import { addCheckResult } from "#app/db/check-results.ts";
import type { ShopContext, Tx } from "#app/db/context.ts";
import { updateComparison } from "#app/db/order-comparisons.ts";
import { getShop } from "#app/db/shops.ts";
import type { ShopifyGateway } from "#app/shopify/gateway.ts";
import { signComparison } from "#app/usecases/finish-comparison.ts";
import { openHourly } from "#app/usecases/note-missed.ts";
import { findSweepStart, sweepOrders, type Sweep } from "#app/usecases/sweep-orders.ts";

export type Reconciliation = {
  /** Orders compared. */
  checked: number;
  differences: number;
  /** Differences that are put right by now, by this look and by those before that died. */
  repaired: number;
  /** Orders that Shopify has and we had not, or not as they are. */
  missed: string[];
};

const SHOWN = 50;

/**
 * The hourly look: compares the orders that changed since the last one with ours, repairs what we
 * missed, and keeps a signed record of it. What it cannot see, the full comparison does.
 */
export async function reconcileOrders(
  ctx: ShopContext,
  gateway: ShopifyGateway,
): Promise<Reconciliation> {
  const since = (await findSweepStart(ctx)) ?? (await findInstallation(ctx));
  const sweep = await sweepOrders(ctx, gateway, { since });
  const missed = sweep.missed.map(({ orderId }) => orderId);
  const { checked } = sweep;
  return ctx.inTransaction(async (tx) => {
    const counts = await signRecord(tx, ctx, { sweep, since });
    const differences = Number(counts.missed + counts.imported);
    await addCheckResult(tx, ctx.shopId, {
      kind: "reconciliation",
      ranAt: ctx.clock.now(),
      checked: BigInt(checked),
      differences: BigInt(differences),
      repaired: BigInt(differences),
      details: { since, passed: sweep.passed, missed: missed.slice(0, SHOWN) },
    });
    return { checked, differences, repaired: differences, missed };
  });
}

async function findInstallation(ctx: ShopContext): Promise<number> {
  const shop = await ctx.inTransaction((tx) => getShop(tx, ctx.shopId));
  return shop.installedAt.getTime();
}

/** Also what a look found that did not come to its end. */
async function signRecord(
  tx: Tx,
  ctx: ShopContext,
  { sweep, since }: { sweep: Sweep; since: number },
): Promise<{ missed: bigint; imported: bigint }> {
  const open = await openHourly(tx, ctx);
  const news = {
    author: ctx.author,
    startedAt: new Date(sweep.passed),
    coversFrom: new Date(since),
    expected: BigInt(sweep.checked),
    seen: BigInt(sweep.checked),
  };
  await updateComparison(tx, { shopId: ctx.shopId, number: open.number }, news);
  const run = { ...open, ...news };
  return signComparison(tx, ctx, { run, ending: { outcome: "done", note: "" } });
}
