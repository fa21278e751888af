import { expect, test } from "vitest";
import type { OrderFacts } from "#app/domain/order-facts.ts";
import type { ShopifyGateway } from "#app/shopify/gateway.ts";
import { reconcileOrders } from "#app/usecases/reconcile-orders.ts";
import { verifyComparisons } from "#app/usecases/verify-comparisons.ts";
import { breakingAt, Crash } from "#test/support/breaking.ts";
import { anExportedShop } from "#test/support/order-exports.ts";
import { aShop, type TestShop } from "#test/support/shop.ts";

const PLACED = Date.parse("2026-03-01T13:00:00Z");
const PER_PAGE = 2;

/** Lists orders two by two. */
function listing(orders: OrderFacts[]): ShopifyGateway {
  const { gateway } = anExportedShop(0, { placedAt: PLACED });
  return {
    ...gateway,
    listOrdersUpdated: async ({ after }) => {
      const end = Number(after ?? 0) + PER_PAGE;
      const next = end < orders.length ? String(end) : null;
      return { orders: orders.slice(end - PER_PAGE, end), incomplete: [], next };
    },
  };
}

function recordsOf({ ctx: { inTransaction, shopId } }: TestShop) {
  return inTransaction(async (tx) => ({
    records: await tx.orderComparison.findMany({ where: { shopId }, orderBy: { number: "asc" } }),
    named: await tx.orderSighting.count({ where: { shopId, finding: "silent", repaired: true } }),
  }));
}

test("dead before or after any call, the next hourly look names what the dead one had found", async () => {
  const { orders } = anExportedShop(5, { placedAt: PLACED });
  for (let point = 0; ; point++) {
    const shop = await aShop();
    shop.clock.set("2026-03-01T14:00:00Z");
    const breaking = breakingAt(point, { ctx: shop.ctx, gateway: listing(orders) });
    await reconcileOrders(breaking.ctx, breaking.gateway).catch((error: unknown) => {
      if (!(error instanceof Crash)) throw error;
    });
    shop.clock.set("2026-03-01T15:00:00Z");
    await reconcileOrders(shop.ctx, listing(orders));
    const { records, named } = await recordsOf(shop);
    expect(records.reduce((total, { missed }) => total + missed, 0n)).toBe(5n);
    expect(records.every(({ finishedAt, seen }) => finishedAt !== null && seen === 5n)).toBe(true);
    expect(named).toBe(5);
    const verdicts = await verifyComparisons(shop.ctx);
    expect(verdicts.every(({ verdict }) => verdict === "sound")).toBe(true);
    if (!breaking.happened()) break;
  }
});

test("two looks at once name every missed order once", async () => {
  const { orders } = anExportedShop(7, { placedAt: PLACED });
  const shop = await aShop();
  shop.clock.set("2026-03-01T14:00:00Z");
  await Promise.all([1, 2, 3].map(() => reconcileOrders(shop.ctx, listing(orders))));
  const { records, named } = await recordsOf(shop);
  expect(records.reduce((total, { missed }) => total + missed, 0n)).toBe(7n);
  expect(records.every(({ finishedAt }) => finishedAt !== null)).toBe(true);
  expect(named).toBe(7);
});
