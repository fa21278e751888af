import { addCheckResult } from "#app/db/check-results.ts";
import type { ShopContext } from "#app/db/context.ts";
import { listKeptOrderIds } from "#app/db/order-facts.ts";
import { getShop } from "#app/db/shops.ts";
import type { ShopifyGateway } from "#app/shopify/gateway.ts";
import { findSweepStart, sweepOrders } from "#app/usecases/sweep-orders.ts";

export type Reconciliation = {
  /** Orders compared. */
  checked: number;
  differences: number;
  /** Differences that are put right by now. */
  repaired: number;
  /** Orders that Shopify has and we had not, or not as they are. */
  missed: string[];
  /** Orders we keep that Shopify does not list; only a full comparison can tell. */
  unlisted: string[];
};

const SHOWN = 50;
const READABLE_MS = 59 * 86_400_000;

/**
 * Compares our orders with the shop's own, repairs what we missed, and keeps the result. Normally
 * from the last good comparison on; `everything` compares every order the shop lets us read.
 */
export async function reconcileOrders(
  ctx: ShopContext,
  gateway: ShopifyGateway,
  { everything }: { everything: boolean },
): Promise<Reconciliation> {
  const since = everything ? 0 : ((await findSweepStart(ctx)) ?? (await findInstallation(ctx)));
  const sweep = await sweepOrders(ctx, gateway, { since });
  const unlisted = everything ? await listUnlisted(ctx, new Set(sweep.orderIds)) : [];
  const differences = sweep.missed.length + unlisted.length;
  await ctx.inTransaction((tx) =>
    addCheckResult(tx, ctx.shopId, {
      kind: "reconciliation",
      ranAt: ctx.clock.now(),
      checked: BigInt(sweep.checked),
      differences: BigInt(differences),
      repaired: BigInt(sweep.missed.length),
      details: {
        since,
        passed: sweep.passed,
        everything,
        missed: sweep.missed.slice(0, SHOWN),
        unlisted: unlisted.slice(0, SHOWN),
      },
    }),
  );
  return {
    checked: sweep.checked,
    differences,
    repaired: sweep.missed.length,
    missed: sweep.missed,
    unlisted,
  };
}

async function findInstallation(ctx: ShopContext): Promise<number> {
  const shop = await ctx.inTransaction((tx) => getShop(tx, ctx.shopId));
  return shop.installedAt.getTime();
}

/** Without leave to read all orders Shopify lists those of the last 60 days. */
async function listUnlisted(ctx: ShopContext, listed: Set<string>): Promise<string[]> {
  const { scopes } = await ctx.inTransaction((tx) => getShop(tx, ctx.shopId));
  const readable = ctx.clock.now().getTime() - READABLE_MS;
  const since = new Date(scopes.split(",").includes("read_all_orders") ? 0 : readable);
  const unlisted: string[] = [];
  const limit = 1000;
  for (let after = ""; ;) {
    const from = after;
    const page = await ctx.inTransaction((tx) =>
      listKeptOrderIds(tx, ctx.shopId, { since, after: from, limit }),
    );
    unlisted.push(...page.filter((orderId) => !listed.has(orderId)));
    after = page.at(-1) ?? "";
    if (page.length < limit) return unlisted;
  }
}
