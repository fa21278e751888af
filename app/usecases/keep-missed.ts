import type { ShopContext, Tx } from "#app/db/context.ts";
import { listKeptOrders, lockIntake, type KeptOrder } from "#app/db/order-facts.ts";
import { getShop } from "#app/db/shops.ts";
import { saySame } from "#app/domain/merge-order-facts.ts";
import type { Instant, OrderFacts } from "#app/domain/order-facts.ts";
import { keepOrders } from "#app/usecases/keep-orders.ts";

/** An order that was not with us as the shop has it. */
export type Missed = {
  orderId: string;
  /** As of when the shop says it is, and as of when we knew it, or null. */
  updatedAt: Instant;
  knownAs: Instant | null;
};

/**
 * Keeps orders as Shopify has just told them, and says which of them we had not, or not so. A
 * payment seen a little earlier, or a product looked up, is no difference between the two.
 */
export async function keepMissed(
  tx: Tx,
  ctx: ShopContext,
  orders: OrderFacts[],
): Promise<Missed[]> {
  await lockIntake(tx, ctx.shopId);
  // The shop may have been deleted since Shopify was asked.
  await getShop(tx, ctx.shopId);
  const ids = orders.map(({ orderId }) => orderId);
  const before = await listKeptOrders(tx, ctx.shopId, ids);
  const learned = orders.map((facts) => ({ facts, complete: true, authoritative: true }));
  const changed = await keepOrders(tx, ctx, learned);
  const after = await listKeptOrders(tx, ctx.shopId, changed);
  const asTold = new Map(orders.map(({ orderId, updatedAt }) => [orderId, updatedAt]));
  return changed.flatMap((orderId) => {
    const known = before.get(orderId);
    if (!differ(known, after.get(orderId))) return [];
    const updatedAt = asTold.get(orderId) ?? 0;
    return [{ orderId, updatedAt, knownAs: known?.facts.updatedAt ?? null }];
  });
}

function differ(before: KeptOrder | undefined, after: KeptOrder | undefined): boolean {
  if (!before || !after) return true;
  // Customers who merged are one member; their orders change hands without a message.
  const sameMember = before.memberId !== null && before.memberId === after.memberId;
  const customerId = sameMember ? after.customerId : before.customerId;
  return !saySame({ ...before.facts, customerId }, after.facts);
}
