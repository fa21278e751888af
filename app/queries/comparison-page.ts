import type { ShopContext, Tx } from "#app/db/context.ts";
import { listFinishedComparisons } from "#app/db/order-comparisons.ts";
import { countFindings } from "#app/db/order-sightings.ts";
import { listSoundComparisons } from "#app/db/sound-comparisons.ts";
import { shownRun } from "#app/queries/comparisons-page.ts";

const SHOWN = 100;

/** One finished comparison: what was wrong with which orders, and whether it is put right. */
export async function comparisonPage(ctx: ShopContext, number: number) {
  return ctx.inTransaction(async (tx) => {
    const wish = { below: number + 1, limit: 1, hourly: true };
    const [record] = await listFinishedComparisons(tx, ctx.shopId, wish);
    if (record?.number !== number) return null;
    const place = { shopId: ctx.shopId, number };
    const findings = await countFindings(tx, place);
    return {
      run: shownRun(record, await listSoundComparisons(tx, ctx, [record])),
      findings: findings.map((row) => ({ ...row, count: Number(row.count) })),
      orders: await listOrders(tx, place),
    };
  });
}

async function listOrders(tx: Tx, { shopId, number }: { shopId: bigint; number: number }) {
  const sightings = await tx.orderSighting.findMany({
    where: { shopId, number },
    orderBy: { orderId: "desc" },
    take: SHOWN,
    select: { orderId: true, finding: true, repaired: true },
  });
  const orders = await tx.orderFact.findMany({
    where: { shopId, orderId: { in: sightings.map(({ orderId }) => orderId) } },
    select: { orderId: true, name: true, memberId: true },
  });
  const known = new Map(orders.map((order) => [order.orderId, order]));
  return sightings.map(({ orderId, finding, repaired }) => ({
    orderId,
    finding,
    repaired,
    name: known.get(orderId)?.name || orderId.slice(orderId.lastIndexOf("/") + 1),
    memberId: known.get(orderId)?.memberId ?? null,
  }));
}
