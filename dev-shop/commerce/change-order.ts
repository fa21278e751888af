/**
 * The frame of every change of an order: lock, decide, recalculate, keep, and queue what must be
 * told.
 */
import type { Customer } from "#dev-shop/model.ts";
import type { Order, Refund } from "#dev-shop/order-model.ts";
import type { StoreAccess } from "#dev-shop/store/access.ts";
import type { Payload } from "#dev-shop/webhooks/events.ts";
import { orderPayload } from "#dev-shop/webhooks/order-payload.ts";
import { refundPayload } from "#dev-shop/webhooks/refund-payload.ts";
import type { WebhookEvent } from "#dev-shop/webhooks/webhooks.ts";
import type { CommerceContext } from "#dev-shop/commerce/context.ts";
import { timeOf } from "#dev-shop/commerce/context.ts";
import type { OrderChange, OrderRefusal } from "#dev-shop/commerce/order-inputs.ts";
import { netPayment, recalculated } from "#dev-shop/commerce/order-worth.ts";

export type Changed = {
  order: Order;
  refund?: Refund;
  /** Beside orders/updated, and refunds/create where there is a refund. */
  topics?: ("orders/paid" | "orders/cancelled" | "orders/fulfilled")[];
  /** Body of orders/edited. */
  edit?: Payload;
};

export type DecideChange = (order: Order, stamp: string) => Changed | OrderRefusal;

export async function changeOrder(
  ctx: CommerceContext,
  tx: StoreAccess,
  { orderId, at, decide }: { orderId: number; at: Date | undefined; decide: DecideChange },
): Promise<OrderChange> {
  const [before] = await tx.lock("order", [orderId]);
  if (!before) return { ok: false, reason: "order-missing" };
  const time = timeOf(ctx, at);
  const changed = decide(before, time.stamp);
  if (typeof changed === "string") return { ok: false, reason: changed };

  const order = recalculated({ ...changed.order, updatedAt: time.stamp });
  await tx.put("order", order);
  const customer = await updateSpent(tx, { before, order });
  await ctx.emit(tx, eventsOf(ctx, { changed: { ...changed, order }, customer, at: time.at }));
  return { ok: true, order, refund: changed.refund ?? null };
}

/** The customer of the order, with what the change did to the amount spent. */
async function updateSpent(
  tx: StoreAccess,
  { before, order }: { before: Order; order: Order },
): Promise<Customer | null> {
  if (order.customerId === null) return null;
  const change = netPayment(order).shop - netPayment(before).shop;
  if (change === 0) return tx.find("customer", order.customerId);
  const [customer] = await tx.lock("customer", [order.customerId]);
  if (!customer) return null;
  const updated = { ...customer, amountSpent: customer.amountSpent + change };
  await tx.put("customer", updated);
  return updated;
}

function eventsOf(
  ctx: CommerceContext,
  { changed, customer, at }: { changed: Changed; customer: Customer | null; at: Date },
): WebhookEvent[] {
  const { order, refund, edit } = changed;
  const shop = ctx.shop();
  const payload = orderPayload({ shop, order, customer });
  const events = (changed.topics ?? []).map((topic): WebhookEvent => ({ topic, payload, at }));
  if (refund) {
    events.push({ topic: "refunds/create", payload: refundPayload({ shop, order, refund }), at });
  }
  if (edit) events.push({ topic: "orders/edited", payload: edit, at });
  return [...events, { topic: "orders/updated", payload, at }];
}
