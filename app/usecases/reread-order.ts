import type { ShopContext, Tx } from "#app/db/context.ts";
import { listKeptOrders, lockIntake } from "#app/db/order-facts.ts";
import { getShop } from "#app/db/shops.ts";
import { enqueue } from "#app/db/work-items.ts";
import type { ShopifyGateway } from "#app/shopify/gateway.ts";
import { parseRereadSubject } from "#app/usecases/keep-order-hints.ts";
import { keepOrders } from "#app/usecases/keep-orders.ts";

/**
 * Reads an order again and keeps what Shopify says. Where only one change was in question and the
 * order has told of it since, nothing is asked.
 */
export async function rereadOrder(
  ctx: ShopContext,
  gateway: ShopifyGateway,
  subject: string,
): Promise<void> {
  const { orderId, changeId } = parseRereadSubject(subject);
  if (changeId !== null && (await isChangeKnown(ctx, { orderId, changeId }))) return;
  const facts = await gateway.findOrder(orderId);
  await ctx.inTransaction(async (tx) => {
    await lockIntake(tx, ctx.shopId);
    // The shop may have been deleted since Shopify was asked.
    await getShop(tx, ctx.shopId);
    if (facts) await keepOrders(tx, ctx, [{ facts, complete: true, authoritative: true }]);
    await settleAtOnce(tx, ctx, orderId);
  });
}

/** Settling has waited for this answer, even if it brought nothing new. */
async function settleAtOnce(tx: Tx, ctx: ShopContext, orderId: string): Promise<void> {
  const kept = (await listKeptOrders(tx, ctx.shopId, [orderId])).get(orderId);
  if (!kept?.memberId) return;
  const dueAt = ctx.clock.now();
  enqueue(tx, ctx.shopId, { kind: "settle", subjects: [kept.memberId], dueAt });
}

async function isChangeKnown(
  ctx: ShopContext,
  { orderId, changeId }: { orderId: string; changeId: string },
): Promise<boolean> {
  const kept = await ctx.inTransaction((tx) => listKeptOrders(tx, ctx.shopId, [orderId]));
  return kept.get(orderId)?.facts.changes.some(({ id }) => id === changeId) ?? false;
}
