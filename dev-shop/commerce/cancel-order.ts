/**
 * Cancels an order: everything goes back, and the money with it unless the caller keeps it for
 * later.
 */
import type { Order } from "#dev-shop/order-model.ts";
import type { Ids } from "#dev-shop/store/ids.ts";
import type { Changed } from "#dev-shop/commerce/change-order.ts";
import type { CancelOrder, OrderRefusal, RefundOrder } from "#dev-shop/commerce/order-inputs.ts";
import { netPayment } from "#dev-shop/commerce/order-worth.ts";
import { decideRefund } from "#dev-shop/commerce/refund-order.ts";

export function decideCancel(
  ids: Ids,
  { order, cancel, stamp }: { order: Order; cancel: CancelOrder; stamp: string },
): Changed | OrderRefusal {
  if (order.cancelledAt !== null) return "already-cancelled";
  const cancelled: Order = {
    ...order,
    cancelledAt: stamp,
    cancelReason: cancel.reason ?? "OTHER",
    closedAt: stamp,
  };
  const left = order.lines.filter(({ currentQuantity }) => currentQuantity > 0);
  const refund = decideRefund(ids, {
    order: cancelled,
    stamp,
    refund: {
      orderId: order.id,
      lines: left.map(({ id, currentQuantity }) => ({
        lineId: id,
        quantity: currentQuantity,
        restockType: cancel.restock === false ? "NO_RESTOCK" : "CANCEL",
      })),
      shipping: "full",
      // All that was paid goes back, a tip too; an unpaid order only loses its lines.
      ...moneyBack(order, cancel),
    },
  });
  // An order with nothing left in it can still be cancelled.
  if (refund === "nothing-to-do") return { order: cancelled, topics: ["orders/cancelled"] };
  return typeof refund === "string" ? refund : { ...refund, topics: ["orders/cancelled"] };
}

function moneyBack(
  order: Order,
  { refund = true }: CancelOrder,
): Pick<RefundOrder, "amount" | "stillOwed"> {
  const paid = netPayment(order).presentment;
  if (paid === 0) return {};
  return refund ? { amount: paid } : { amount: 0, stillOwed: true };
}
