import type { Order } from "#dev-shop/order-model.ts";

/** A word for where the order is: cancelled, or its payment. */
export function stateOf({ cancelledAt, financialStatus, test }: Order): string {
  const state =
    cancelledAt === null ? financialStatus.toLowerCase().replace("_", " ") : "cancelled";
  return test ? `${state}, test` : state;
}
