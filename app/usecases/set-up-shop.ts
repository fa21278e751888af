import type { ShopContext, Tx } from "#app/db/context.ts";
import { reviveDeliveries } from "#app/db/deliveries.ts";
import { addDraftIfNone } from "#app/db/draft-start.ts";
import { getShop, updateShop } from "#app/db/shops.ts";
import { hasCompared, updateComparison } from "#app/db/order-comparisons.ts";
import { reviveParkedWork } from "#app/db/parked-work.ts";
import { starterProgramFor } from "#app/domain/program/starter.ts";
import type { ShopifyGateway } from "#app/shopify/gateway.ts";
import { ALL_ORDERS, startComparison } from "#app/usecases/start-comparison.ts";

/**
 * Learns what the shop is, after an installation and whenever its settings change; gives a new
 * shop a program to start from, and takes up what waited for the installation.
 */
export async function setUpShop(ctx: ShopContext, gateway: ShopifyGateway): Promise<void> {
  const { grantedScopes, ...info } = await gateway.getShop();
  await ctx.inTransaction(async (tx) => {
    const before = await getShop(tx, ctx.shopId);
    await updateShop(tx, ctx.shopId, { ...info, scopes: grantedScopes.join(",") });
    const now = ctx.clock.now();
    const document = starterProgramFor(info.currency);
    await addDraftIfNone(tx, ctx.shopId, { document, at: now });
    await bringHistory(tx, ctx, { before: before.scopes, granted: grantedScopes });
    await reviveParkedWork(tx, ctx.shopId, now);
    await reviveDeliveries(tx, { shopDomain: before.domain, dueAt: now });
  });
}

/**
 * Orders of before our time are brought in once, and again when the shop shows us older ones. They
 * give no points by themselves: a program counts from its first version on.
 */
async function bringHistory(
  tx: Tx,
  ctx: ShopContext,
  { before, granted }: { before: string; granted: string[] },
): Promise<void> {
  const saw = before === "" || before.split(",").includes(ALL_ORDERS);
  const sees = granted.includes(ALL_ORDERS) && !saw;
  if (!sees && (await hasCompared(tx, ctx.shopId))) return;
  const { number, state } = await startComparison(tx, ctx, { kind: "import" });
  if (state === "asked") return;
  // One that is under way was begun without what the shop shows now.
  await updateComparison(tx, { shopId: ctx.shopId, number }, { state: "asked", operationId: "" });
}
