import type { OrderRefusal } from "#dev-shop/commerce/order-inputs.ts";
import { parseMinor } from "#dev-shop/commerce/money.ts";
import { gid } from "#dev-shop/model.ts";
import type { Order } from "#dev-shop/order-model.ts";
import type { Context, Resolvers } from "#dev-shop/graphql/context.ts";
import { idArgument } from "#dev-shop/graphql/global-ids.ts";

type RefundInput = {
  orderId: string;
  note?: string | null;
  refundLineItems?:
    | {
        lineItemId: string;
        quantity: number;
        restockType?: "RETURN" | "CANCEL" | "NO_RESTOCK" | null;
      }[]
    | null;
  shipping?: { amount?: string | number | null; fullRefund?: boolean | null } | null;
  transactions?: { amount: string | number; kind: string }[] | null;
};
type CancelArgs = {
  orderId: string;
  reason: NonNullable<Order["cancelReason"]>;
  refund?: boolean | null;
  restock: boolean;
};
type CustomerArgs = { orderId: string; customerId: string };

export const orderMutations: Resolvers = {
  Mutation: {
    orderMarkAsPaid: async (_: unknown, { input }: { input: { id: string } }, context) => {
      const order = await context.load("order", idArgument(input.id, "Order"));
      if (!order) return { order: null, userErrors: [error(["id"], "Order does not exist")] };
      if (order.totals.outstanding.presentment <= 0) {
        return { order, userErrors: [error(["id"], "Order cannot be marked as paid.")] };
      }
      const paid = await context.devShop.commerce.markAsPaid({ orderId: order.id });
      return { order: paid, userErrors: [] };
    },
    orderCancel: (_: unknown, args: CancelArgs, context) => cancel(context, args),
    refundCreate: (_: unknown, { input }: { input: RefundInput }, context) =>
      refund(context, input),
    orderCustomerSet: async (_: unknown, { orderId, customerId }: CustomerArgs, context) => {
      const order = await context.load("order", idArgument(orderId, "Order"));
      const customer = await context.load("customer", idArgument(customerId, "Customer"));
      const missing = (field: string, what: string) => ({
        order: null,
        userErrors: [{ field: [field], message: `${what} does not exist`, code: "NOT_FOUND" }],
      });
      if (!order) return missing("orderId", "Order");
      if (!customer) return missing("customerId", "Customer");
      const change = { orderId: order.id, customerId: customer.id };
      return { order: await context.devShop.commerce.setOrderCustomer(change), userErrors: [] };
    },
  },
};

async function cancel(
  context: Context,
  { orderId, reason, refund: withRefund, restock }: CancelArgs,
) {
  const order = await context.load("order", idArgument(orderId, "Order"));
  const refused = (field: string, message: string, code: string) => {
    const errors = [{ field: [field], message, code }];
    return { job: null, orderCancelUserErrors: errors, userErrors: errors };
  };
  if (!order) return refused("orderId", "Order does not exist", "NOT_FOUND");
  const result = await context.devShop.commerce.cancel({
    orderId: order.id,
    reason,
    refund: withRefund ?? false,
    restock,
  });
  if (!result.ok) return refused("orderId", messages[result.reason], "INVALID");
  const job = { id: gid("Job", context.devShop.store.ids.next("other")), done: true };
  return { job, orderCancelUserErrors: [], userErrors: [] };
}

async function refund(context: Context, input: RefundInput) {
  const order = await context.load("order", idArgument(input.orderId, "Order"));
  const refused = (field: string[] | null, message: string) => ({
    refund: null,
    order: null,
    userErrors: [error(field, message)],
  });
  if (!order) return refused(["orderId"], "Order does not exist");
  const { presentmentCurrency } = order;
  const minor = (amount: string | number) => parseMinor(String(amount), presentmentCurrency) ?? 0;
  const lines = (input.refundLineItems ?? []).map(({ lineItemId, quantity, restockType }) => ({
    lineId: idArgument(lineItemId, "LineItem"),
    quantity,
    restockType: restockType ?? "NO_RESTOCK",
  }));
  const tooMany = lines.findIndex(({ lineId, quantity }) => {
    const line = order.lines.find(({ id }) => id === lineId);
    return !line || quantity > line.currentQuantity;
  });
  if (tooMany >= 0) {
    const message = "Quantity cannot refund more items than were purchased";
    return refused(["refundLineItems", String(tooMany), "quantity"], message);
  }
  const { shipping, transactions } = input;
  const given = (transactions ?? []).reduce((sum, { amount }) => sum + minor(amount), 0);
  const result = await context.devShop.commerce.refund({
    orderId: order.id,
    lines,
    ...(shipping ? { shipping: shipping.fullRefund ? "full" : minor(shipping.amount ?? 0) } : {}),
    amount: given,
    note: input.note ?? null,
  });
  if (!result.ok) return refused(null, messages[result.reason]);
  const made = result.refund && { in: result.order, refund: result.refund };
  return { refund: made, order: result.order, userErrors: [] };
}

const messages: Record<OrderRefusal, string> = {
  "order-missing": "Order does not exist",
  "line-missing": "Line item does not exist",
  "quantity-too-high": "Quantity cannot refund more items than were purchased",
  "amount-too-high": "Refund amount is greater than net payment received",
  "already-cancelled": "Order has already been cancelled",
  "nothing-to-do": "Refund must have at least one line item, shipping or transaction",
};

function error(field: string[] | null, message: string) {
  return { field, message };
}
