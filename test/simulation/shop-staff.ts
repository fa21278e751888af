import { change, tell, type OfOrder, type SimShop } from "#test/simulation/shop.ts";

/** The order is another customer's from now on, or nobody's; false if it is already. */
export function handOver(shop: SimShop, of: OfOrder, customerId: number | null): boolean {
  return change(shop, of, (order) =>
    order.customerId === customerId ? "nothing-to-do" : { order: { ...order, customerId } },
  );
}

/** The order is gone, as if it had never been there. */
export function deleteOrder(shop: SimShop, { orderId, at }: OfOrder): boolean {
  if (!shop.orders.delete(orderId)) return false;
  tell(shop, "orders/delete", { payload: { id: orderId }, at });
  return true;
}
