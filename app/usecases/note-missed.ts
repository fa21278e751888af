import type { ShopContext, Tx } from "#app/db/context.ts";
import { addComparison, findOpenHourly, type OrderComparison } from "#app/db/order-comparisons.ts";
import { lockIntake } from "#app/db/order-facts.ts";
import { addSightings } from "#app/db/order-sightings.ts";
import { getShop } from "#app/db/shops.ts";
import { decideFinding } from "#app/domain/order-comparison.ts";
import type { Missed } from "#app/usecases/keep-missed.ts";

/**
 * Names missed orders in the record that the hourly look signs when it is through. Whoever repairs
 * an order names it in the same transaction: afterwards nobody can tell that it was missed.
 */
export async function noteMissed(tx: Tx, ctx: ShopContext, missed: Missed[]): Promise<void> {
  if (missed.length === 0) return;
  const { number } = await openHourly(tx, ctx);
  const installedAt = (await getShop(tx, ctx.shopId)).installedAt.getTime();
  const sightings = missed.map((order) => ({
    orderId: order.orderId,
    finding: decideFinding({ ...order, installedAt }),
    rereadAs: null,
    repaired: true,
  }));
  await addSightings(tx, { shopId: ctx.shopId, number }, sightings);
}

/** The hourly record that is not signed yet. */
export async function openHourly(tx: Tx, ctx: ShopContext): Promise<OrderComparison> {
  await lockIntake(tx, ctx.shopId);
  const open = await findOpenHourly(tx, ctx.shopId);
  if (open) return open;
  const now = ctx.clock.now();
  return addComparison(tx, ctx.shopId, {
    kind: "hourly",
    state: "repairing",
    author: ctx.author,
    startedAt: now,
    coversFrom: now,
  });
}
