import type { ShopContext, Tx } from "#app/db/context.ts";
import { listUsedIn } from "#app/db/redemption-codes.ts";
import { addRedemptionEvent, lockRedemption } from "#app/db/redemptions.ts";
import { enqueue } from "#app/db/work-items.ts";
import type { OrderFacts } from "#app/domain/order-facts.ts";
import { undoneAt } from "#app/domain/undone-order.ts";
import { tellOfPerk } from "#app/usecases/end-redemption.ts";

/**
 * Gives back, once, the points of rewards that were used in orders which came to nothing, where
 * the program says so. That is a fact from then on, also where the order should come to life again.
 */
export async function noteUndoneOrders(
  tx: Tx,
  ctx: ShopContext,
  orders: OrderFacts[],
): Promise<void> {
  const undone = new Map<string, number>();
  for (const order of orders) {
    const at = undoneAt(order);
    if (at !== null) undone.set(order.orderId, at);
  }
  const used = await listUsedIn(tx, ctx.shopId, [...undone.keys()]);
  for (const { id, orderId } of used) {
    await giveBack(tx, ctx, { redemptionId: id, at: undone.get(orderId) ?? 0 });
  }
}

async function giveBack(
  tx: Tx,
  ctx: ShopContext,
  { redemptionId, at }: { redemptionId: string; at: number },
): Promise<void> {
  const redemption = await lockRedemption(tx, ctx.shopId, redemptionId);
  if (redemption?.outcome !== "used" || redemption.returnedAt !== null) return;
  if (!redemption.reward.returnsWhenRefunded) return;
  await tx.redemption.update({
    where: { shopId_id: { shopId: ctx.shopId, id: redemptionId } },
    data: { state: "returned", returnedAt: new Date(at) },
  });
  const reason = "the order was refunded or cancelled";
  await addRedemptionEvent(tx, ctx, { redemptionId, state: "returned", reason });
  const subjects = [redemption.memberId];
  enqueue(tx, ctx.shopId, { kind: "settle", subjects, dueAt: ctx.clock.now() });
  tellOfPerk(tx, ctx, redemption);
}
