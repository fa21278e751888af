import type { ShopContext } from "#app/db/context.ts";
import { listKeptOrders } from "#app/db/order-facts.ts";
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
  if (!facts) return;
  await ctx.inTransaction((tx) =>
    keepOrders(tx, ctx, [{ facts, complete: true, authoritative: true }]),
  );
}

async function isChangeKnown(
  ctx: ShopContext,
  { orderId, changeId }: { orderId: string; changeId: string },
): Promise<boolean> {
  const kept = await ctx.inTransaction((tx) => listKeptOrders(tx, ctx.shopId, [orderId]));
  return kept.get(orderId)?.facts.changes.some(({ id }) => id === changeId) ?? false;
}
