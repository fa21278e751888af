import type { ShopContext, Tx } from "#app/db/context.ts";
import { listKeptOrders, lockIntake, storeOrders } from "#app/db/order-facts.ts";
import { enqueue } from "#app/db/work-items.ts";
import { asDeleted, unpinned, type OrderFacts } from "#app/domain/order-facts.ts";
import { noteUndoneOrders } from "#app/usecases/note-undone-orders.ts";

/** The full order normally follows a refund's own message within this time. */
const REFUND_PATIENCE_MS = 30_000;

/** Something about an order changed that the message does not show. */
export function keepTouchedOrder(tx: Tx, ctx: ShopContext, { orderId }: { orderId: string }): void {
  const dueAt = ctx.clock.now();
  enqueue(tx, ctx.shopId, { kind: "reread-order", subjects: [orderId], dueAt });
}

/** A refund of which the order itself has not told yet is looked into a little later. */
export async function keepRefundHint(
  tx: Tx,
  ctx: ShopContext,
  { orderId, changeId }: { orderId: string; changeId: string },
): Promise<void> {
  const order = (await listKeptOrders(tx, ctx.shopId, [orderId])).get(orderId);
  if (order?.facts.changes.some(({ id }) => id === changeId)) return;
  enqueue(tx, ctx.shopId, {
    kind: "reread-order",
    subjects: [formatRereadSubject({ orderId, changeId })],
    dueAt: new Date(ctx.clock.now().getTime() + REFUND_PATIENCE_MS),
  });
}

/** Subject of the work "reread-order": an order, and the change to look for if there is one. */
export function formatRereadSubject(wish: { orderId: string; changeId: string | null }): string {
  return wish.changeId === null ? wish.orderId : `${wish.orderId} ${wish.changeId}`;
}

export function parseRereadSubject(subject: string): { orderId: string; changeId: string | null } {
  const [orderId = "", changeId] = subject.split(" ");
  return { orderId, changeId: changeId ?? null };
}

/** An order that was deleted counts as cancelled from then on, whatever comes later. */
export async function keepDeletedOrder(
  tx: Tx,
  ctx: ShopContext,
  { orderId, at }: { orderId: string; at: Date },
): Promise<void> {
  await lockIntake(tx, ctx.shopId);
  const known = (await listKeptOrders(tx, ctx.shopId, [orderId])).get(orderId);
  if (known?.deletedAt && known.deletedAt <= at) return;
  const unknown = { orderId, customerId: null, memberId: null, facts: factsOfNothing(orderId, at) };
  const order = known ?? { ...unknown, pins: {}, deletedAt: null };
  const deleted = { ...order, deletedAt: at };
  await storeOrders(tx, ctx.shopId, [deleted]);
  await noteUndoneOrders(tx, ctx, [asDeleted(deleted)]);
  const subjects = order.memberId === null ? [] : [order.memberId];
  enqueue(tx, ctx.shopId, { kind: "settle", subjects, dueAt: ctx.clock.now() });
}

/** Stands until an older message tells what the order was. */
function factsOfNothing(orderId: string, at: Date): OrderFacts {
  return {
    orderId,
    name: "",
    customerId: null,
    test: false,
    channel: "",
    currency: "",
    presentmentCurrency: "",
    taxesIncluded: false,
    placedAt: at.getTime(),
    paidAt: null,
    cancelledAt: null,
    fulfilledAt: null,
    updatedAt: 0,
    ...unpinned,
    discountCodes: [],
    lines: [],
    shippingMinor: 0n,
    shippingTaxMinor: 0n,
    tipMinor: 0n,
    changes: [],
  };
}
