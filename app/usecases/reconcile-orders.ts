import { addCheckResult } from "#app/db/check-results.ts";
import type { ShopContext, Tx } from "#app/db/context.ts";
import { addComparison } from "#app/db/order-comparisons.ts";
import { lockIntake } from "#app/db/order-facts.ts";
import { addSightings } from "#app/db/order-sightings.ts";
import { getShop } from "#app/db/shops.ts";
import { decideFinding } from "#app/domain/order-comparison.ts";
import type { ShopifyGateway } from "#app/shopify/gateway.ts";
import { signComparison } from "#app/usecases/finish-comparison.ts";
import { findSweepStart, sweepOrders, type Sweep } from "#app/usecases/sweep-orders.ts";

export type Reconciliation = {
  /** Orders compared. */
  checked: number;
  differences: number;
  /** Differences that are put right by now. */
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
  const differences = missed.length;
  await ctx.inTransaction(async (tx) => {
    await addCheckResult(tx, ctx.shopId, {
      kind: "reconciliation",
      ranAt: ctx.clock.now(),
      checked: BigInt(checked),
      differences: BigInt(differences),
      repaired: BigInt(differences),
      details: { since, passed: sweep.passed, missed: missed.slice(0, SHOWN) },
    });
    await keepRecord(tx, ctx, { sweep, since });
  });
  return { checked, differences, repaired: differences, missed };
}

async function findInstallation(ctx: ShopContext): Promise<number> {
  const shop = await ctx.inTransaction((tx) => getShop(tx, ctx.shopId));
  return shop.installedAt.getTime();
}

async function keepRecord(
  tx: Tx,
  ctx: ShopContext,
  { sweep, since }: { sweep: Sweep; since: number },
): Promise<void> {
  await lockIntake(tx, ctx.shopId);
  const run = await addComparison(tx, ctx.shopId, {
    kind: "hourly",
    state: "repairing",
    author: ctx.author,
    startedAt: new Date(sweep.passed),
    finishedAt: ctx.clock.now(),
    coversFrom: new Date(since),
    expected: BigInt(sweep.checked),
    seen: BigInt(sweep.checked),
  });
  const installedAt = (await getShop(tx, ctx.shopId)).installedAt.getTime();
  const sightings = sweep.missed.map((order) => ({
    orderId: order.orderId,
    finding: decideFinding({ ...order, installedAt }),
    rereadAs: null,
    repaired: true,
  }));
  const place = { shopId: ctx.shopId, number: run.number };
  await addSightings(tx, place, [...new Map(sightings.map((it) => [it.orderId, it])).values()]);
  await signComparison(tx, ctx, { run, ending: { outcome: "done", note: "" } });
}
