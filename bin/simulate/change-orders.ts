import { productNumber, variantNumber } from "#bin/simulate/names.ts";
import type { Edit, Refund } from "#bin/simulate/scenario-orders.ts";
import { done, minorOf, type Outcome, type World } from "#bin/simulate/world.ts";
import type { OrderChange, RefundOrder } from "#dev-shop/commerce/order-inputs.ts";
import type { Order } from "#dev-shop/order-model.ts";

type Pieces = { product: string; variant?: string | undefined; quantity: number };

/** Gives money back for lines, shipping, or nothing in particular. */
export async function refund(world: World, wish: Refund): Promise<Outcome> {
  const order = await getOrder(world, wish.order);
  const minor = (amount: string) => minorOf(world, amount, order.presentmentCurrency);
  const pieces = (wish.lines ?? []).map((each) => lineOf(world, order, each));
  const given: RefundOrder = {
    orderId: order.id,
    lines: wish.everything ? linesLeft(order) : pieces,
  };
  const shipping = wish.everything ? "all" : wish.shipping;
  if (shipping !== undefined) given.shipping = shipping === "all" ? "full" : minor(shipping);
  if (wish.amount !== undefined) given.amount = minor(wish.amount);
  if (wish.pending !== undefined) given.pending = wish.pending;
  return outcomeOf(await world.devShop.commerce.refund(given));
}

/** The money of a pending refund has arrived, or never will. */
export async function settleRefund(
  world: World,
  { order: name, succeeded }: { order: string; succeeded: boolean },
): Promise<Outcome> {
  const order = await getOrder(world, name);
  const pending = order.transactions.findLast(({ status }) => status === "PENDING");
  if (!pending?.refundId) return { refused: "nothing-pending" };
  await world.devShop.commerce.settleRefund({
    orderId: order.id,
    refundId: pending.refundId,
    succeeded,
  });
  return done;
}

/** Changes what was ordered. */
export async function edit(world: World, wish: Edit): Promise<Outcome> {
  const order = await getOrder(world, wish.order);
  const changed = await world.devShop.commerce.editOrder({
    orderId: order.id,
    add: wish.add.map(({ product, variant, quantity }) => ({
      variantId: variantNumber(world.scenario, product, variant),
      quantity,
    })),
    setQuantities: wish.set.map((each) => lineOf(world, order, each)),
  });
  return outcomeOf(changed);
}

export async function cancel(
  world: World,
  wish: { order: string; refund: boolean },
): Promise<Outcome> {
  const { id } = await getOrder(world, wish.order);
  return outcomeOf(await world.devShop.commerce.cancel({ orderId: id, refund: wish.refund }));
}

export async function getOrder(world: World, name: string): Promise<Order> {
  const id = world.orders.get(name);
  if (id === undefined) throw new Error(`The order ${name} was never placed.`);
  return world.devShop.store.get("order", id);
}

function lineOf(world: World, order: Order, { product, variant, quantity }: Pieces) {
  const productId = productNumber(world.scenario, product);
  const variantId = variantNumber(world.scenario, product, variant);
  const line = order.lines.find(
    (each) =>
      each.productId === productId && (variant === undefined || each.variantId === variantId),
  );
  if (!line) throw new Error(`The order has no line of ${product}.`);
  return { lineId: line.id, quantity };
}

function linesLeft(order: Order) {
  return order.lines
    .filter(({ currentQuantity }) => currentQuantity > 0)
    .map(({ id, currentQuantity }) => ({ lineId: id, quantity: currentQuantity }));
}

function outcomeOf(change: OrderChange): Outcome {
  return change.ok ? done : { refused: change.reason };
}
