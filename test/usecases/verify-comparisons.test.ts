import { expect, test } from "vitest";
import type { ShopifyGateway } from "#app/shopify/gateway.ts";
import { findLastCheck } from "#app/db/check-results.ts";
import { compareOrders } from "#app/usecases/compare-orders.ts";
import { keepLedgerCheck } from "#app/usecases/keep-ledger-check.ts";
import { pruneShop } from "#app/usecases/prune-shop.ts";
import { reconcileOrders } from "#app/usecases/reconcile-orders.ts";
import { startComparison } from "#app/usecases/start-comparison.ts";
import { verifyComparisons } from "#app/usecases/verify-comparisons.ts";
import { anExportedShop } from "#test/support/order-exports.ts";
import { aShop, type TestShop } from "#test/support/shop.ts";

const DAY_MS = 86_400_000;
const START = Date.parse("2026-03-01T12:00:00Z");
const { gateway: ofExports } = anExportedShop(2, { placedAt: START - DAY_MS });
const gateway: ShopifyGateway = {
  ...ofExports,
  listOrdersUpdated: async () => ({ orders: [], incomplete: [], next: null }),
};

/** A shop that lives for so many days, looked at every day, with its history brought in before. */
async function aShopOfDays(days: number) {
  const shop = await aShop();
  const { ctx, clock } = shop;
  const { number } = await ctx.inTransaction((tx) => startComparison(tx, ctx, { kind: "import" }));
  while ((await compareOrders(ctx, gateway, number)) !== null);
  for (let day = 1; day <= days; day++) {
    clock.set(new Date(START + day * DAY_MS).toISOString());
    await pruneShop(ctx);
    await reconcileOrders(ctx, gateway);
  }
  return shop;
}

async function unsound({ ctx }: TestShop) {
  const verdicts = await verifyComparisons(ctx);
  return verdicts.filter(({ verdict }) => verdict !== "sound");
}

function remove({ ctx }: TestShop, number: number) {
  const { shopId } = ctx;
  return ctx.inTransaction((tx) => tx.orderComparison.deleteMany({ where: { shopId, number } }));
}

test("records that were pruned accuse nobody; one that was taken out is missed", async () => {
  const shop = await aShopOfDays(100);
  const kept = await verifyComparisons(shop.ctx);
  expect(
    kept
      .map(({ number }) => number)
      .toSorted((a, b) => a - b)
      .slice(0, 3),
  ).toEqual([1, 11, 12]);
  expect(await unsound(shop)).toEqual([]);
  await remove(shop, 50);
  expect(await unsound(shop)).toEqual([{ number: 51, verdict: "gap-before" }]);
});

test("before anything may be pruned, a record after the first is missed as well", async () => {
  const shop = await aShopOfDays(5);
  expect(await unsound(shop)).toEqual([]);
  await remove(shop, 2);
  expect(await unsound(shop)).toEqual([{ number: 3, verdict: "gap-before" }]);
});

test("the nightly check names a record that is altered, and where one was taken out", async () => {
  const shop = await aShopOfDays(5);
  const { ctx } = shop;
  const { shopId } = ctx;
  expect(await keepLedgerCheck(ctx)).toMatchObject({ differences: 0n, details: [] });
  await remove(shop, 2);
  await ctx.inTransaction((tx) =>
    tx.orderComparison.updateMany({ where: { shopId, number: 5 }, data: { missed: 7n } }),
  );
  const says = [{ says: "Comparison 5 is not what was signed." }];
  const found = [...says, { says: "What comparison 3 followed is gone." }];
  expect(await keepLedgerCheck(ctx)).toMatchObject({ differences: 2n, details: found });
  const kept = await ctx.inTransaction((tx) => findLastCheck(tx, shopId, "ledger"));
  expect(kept).toMatchObject({ differences: 2n, details: { differences: found } });
});

test("a record that was signed by a worker whose clock is behind is missed when it is taken out", async () => {
  const shop = await aShopOfDays(3);
  shop.clock.set(new Date(START + 3 * DAY_MS - 2000).toISOString());
  await reconcileOrders(shop.ctx, gateway);
  shop.clock.set(new Date(START + 3 * DAY_MS + 3_600_000).toISOString());
  await reconcileOrders(shop.ctx, gateway);
  expect(await unsound(shop)).toEqual([]);
  await remove(shop, 5);
  expect(await unsound(shop)).toEqual([{ number: 6, verdict: "gap-before" }]);
});
