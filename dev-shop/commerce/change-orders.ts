/** The operations on orders that are there. */
import type { Order } from "#dev-shop/order-model.ts";
import { variantKey } from "#dev-shop/store/columns.ts";
import type { StoreAccess } from "#dev-shop/store/access.ts";
import { decideCancel } from "#dev-shop/commerce/cancel-order.ts";
import { changeOrder } from "#dev-shop/commerce/change-order.ts";
import type { DecideChange } from "#dev-shop/commerce/change-order.ts";
import type { CommerceContext } from "#dev-shop/commerce/context.ts";
import { timeOf } from "#dev-shop/commerce/context.ts";
import { decideEdit } from "#dev-shop/commerce/edit-order.ts";
import type {
  CancelOrder,
  EditOrder,
  OrderChange,
  RefundOrder,
  RefundQuote,
} from "#dev-shop/commerce/order-inputs.ts";
import { netPayment } from "#dev-shop/commerce/order-worth.ts";
import { decideRefund, quoteRefund } from "#dev-shop/commerce/refund-order.ts";

type OfOrder = { orderId: number; at?: Date };

export async function markAsPaid(
  ctx: CommerceContext,
  tx: StoreAccess,
  { orderId, at }: OfOrder,
): Promise<Order> {
  const decide: DecideChange = (order, stamp) => {
    const { outstanding } = order.totals;
    if (outstanding.presentment <= 0 || order.cancelledAt !== null) return "nothing-to-do";
    const sale = {
      id: ctx.store.ids.next("transaction"),
      kind: "SALE" as const,
      status: "SUCCESS" as const,
      gateway: "manual",
      amount: outstanding,
      processedAt: stamp,
      parentId: null,
      refundId: null,
      test: order.test,
    };
    return {
      order: { ...order, transactions: [...order.transactions, sale] },
      topics: ["orders/paid"],
    };
  };
  return orderOf(await changeOrder(ctx, tx, { orderId, at, decide }));
}

/** Sends everything that has not been sent. */
export async function fulfillOrder(
  ctx: CommerceContext,
  tx: StoreAccess,
  { orderId, at }: OfOrder,
): Promise<Order> {
  const decide: DecideChange = (order, stamp) => {
    const isOpen = order.fulfillmentStatus === "UNFULFILLED" && order.cancelledAt === null;
    if (!isOpen) return "nothing-to-do";
    const id = ctx.store.ids.next("other");
    const fulfillment = { id, createdAt: stamp, status: "SUCCESS" as const };
    const fulfillments = [...(order.fulfillments ?? []), fulfillment];
    return {
      order: { ...order, fulfillmentStatus: "FULFILLED", fulfillments },
      topics: ["orders/fulfilled"],
    };
  };
  return orderOf(await changeOrder(ctx, tx, { orderId, at, decide }));
}

export async function quoteRefundOf(
  ctx: CommerceContext,
  refund: RefundOrder,
): Promise<RefundQuote> {
  const order = await ctx.store.get("order", refund.orderId);
  const quote = quoteRefund(order, refund);
  if (typeof quote === "string") throw new Error(`Cannot refund: ${quote}`);
  return quote;
}

export function refundOrder(
  ctx: CommerceContext,
  tx: StoreAccess,
  refund: RefundOrder,
): Promise<OrderChange> {
  const { ids } = ctx.store;
  const decide: DecideChange = (order, stamp) => decideRefund(ids, { order, refund, stamp });
  return changeOrder(ctx, tx, { orderId: refund.orderId, at: refund.at, decide });
}

/** The money of a pending refund has arrived, or will not. */
export async function settleRefund(
  ctx: CommerceContext,
  tx: StoreAccess,
  { orderId, refundId, succeeded, at }: OfOrder & { refundId: number; succeeded: boolean },
): Promise<Order> {
  const decide: DecideChange = (order, stamp) => {
    const status = succeeded ? ("SUCCESS" as const) : ("FAILURE" as const);
    const isPending = order.transactions.some(
      (each) => each.refundId === refundId && each.status === "PENDING",
    );
    if (!isPending) return "nothing-to-do";
    const transactions = order.transactions.map((each) =>
      each.refundId === refundId && each.status === "PENDING"
        ? { ...each, status, processedAt: stamp }
        : each,
    );
    return { order: { ...order, transactions } };
  };
  return orderOf(await changeOrder(ctx, tx, { orderId, at, decide }));
}

export function cancelOrder(
  ctx: CommerceContext,
  tx: StoreAccess,
  cancel: CancelOrder,
): Promise<OrderChange> {
  const { ids } = ctx.store;
  const decide: DecideChange = (order, stamp) => decideCancel(ids, { order, cancel, stamp });
  return changeOrder(ctx, tx, { orderId: cancel.orderId, at: cancel.at, decide });
}

export async function editOrder(
  ctx: CommerceContext,
  tx: StoreAccess,
  edit: EditOrder,
): Promise<OrderChange> {
  const wanted = edit.add ?? [];
  const products = await tx.findByKeys(
    "product",
    wanted.map((each) => variantKey(each.variantId)),
  );
  const additions = wanted.flatMap(({ variantId }) => {
    const product = products.get(variantKey(variantId));
    const variant = product?.variants.find(({ id }) => id === variantId);
    return product && variant ? [{ product, variant }] : [];
  });
  if (additions.length < wanted.length) return { ok: false, reason: "line-missing" };
  const { ids } = ctx.store;
  const decide: DecideChange = (order, stamp) =>
    decideEdit(ids, { order, edit, stamp, shop: ctx.shop(), additions });
  return changeOrder(ctx, tx, { orderId: edit.orderId, at: edit.at, decide });
}

/** Gives the order to a customer, or to nobody; counts and amounts spent move along. */
export async function setOrderCustomer(
  ctx: CommerceContext,
  tx: StoreAccess,
  { orderId, customerId, at }: OfOrder & { customerId: number | null },
): Promise<Order> {
  const [order] = await tx.lock("order", [orderId]);
  if (!order) throw new Error(`No order ${String(orderId)}`);
  if (order.customerId === customerId) return order;
  await moveCount(tx, { order, customerId });
  const decide: DecideChange = (current) => ({ order: { ...current, customerId } });
  return orderOf(await changeOrder(ctx, tx, { orderId, at, decide }));
}

async function moveCount(
  tx: StoreAccess,
  { order, customerId }: { order: Order; customerId: number | null },
) {
  const spent = netPayment(order).shop;
  const ids = [order.customerId, customerId].filter((id) => id !== null).sort((a, b) => a - b);
  for (const customer of await tx.lock("customer", ids)) {
    if (!customer) throw new Error("No such customer");
    const sign = customer.id === customerId ? 1 : -1;
    await tx.put("customer", {
      ...customer,
      numberOfOrders: customer.numberOfOrders + sign,
      amountSpent: customer.amountSpent + sign * spent,
      lastOrderId: sign === 1 ? order.id : customer.lastOrderId,
    });
  }
}

export async function updateOrder(
  ctx: CommerceContext,
  tx: StoreAccess,
  {
    orderId,
    at,
    ...change
  }: OfOrder & { note?: string | null; tags?: string[]; email?: string | null },
): Promise<Order> {
  const decide: DecideChange = (order) => ({ order: { ...order, ...change } });
  return orderOf(await changeOrder(ctx, tx, { orderId, at, decide }));
}

export async function deleteOrder(
  ctx: CommerceContext,
  tx: StoreAccess,
  { orderId, at }: OfOrder,
): Promise<void> {
  const [order] = await tx.lock("order", [orderId]);
  if (!order) return;
  if (order.customerId !== null) await moveCount(tx, { order, customerId: null });
  await tx.remove("order", orderId);
  await ctx.emit(tx, [
    { topic: "orders/delete", payload: { id: orderId }, at: timeOf(ctx, at).at },
  ]);
}

function orderOf(change: OrderChange): Order {
  if (!change.ok) throw new Error(`The order cannot be changed: ${change.reason}`);
  return change.order;
}
