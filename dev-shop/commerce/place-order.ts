/**
 * Turns carts into orders: prices them under lock, counts the uses of codes, queues the webhooks.
 */
import type { Customer, Discount, DiscountUse } from "#dev-shop/model.ts";
import type { Order } from "#dev-shop/order-model.ts";
import type { StoreAccess } from "#dev-shop/store/access.ts";
import type { WebhookEvent } from "#dev-shop/webhooks/webhooks.ts";
import { orderPayload } from "#dev-shop/webhooks/order-payload.ts";
import { buildOrder } from "#dev-shop/commerce/build-order.ts";
import type { CartInput, PricedCart } from "#dev-shop/commerce/cart.ts";
import type { CommerceContext } from "#dev-shop/commerce/context.ts";
import { timeOf } from "#dev-shop/commerce/context.ts";
import { loadCarts, lockDiscounts } from "#dev-shop/commerce/load-carts.ts";
import type { CartLoader } from "#dev-shop/commerce/load-carts.ts";
import type { PlacedOrder, PlaceOrder } from "#dev-shop/commerce/order-inputs.ts";
import { netPayment } from "#dev-shop/commerce/order-worth.ts";
import { priceCartFacts } from "#dev-shop/commerce/price-cart.ts";

export async function priceCart(ctx: CommerceContext, input: CartInput): Promise<PricedCart> {
  const loader = await loadCarts(ctx, ctx.store, [input]);
  return priceCartFacts(loader.factsOf(input));
}

/** Those refused leave no trace. */
export async function placeOrders(
  ctx: CommerceContext,
  tx: StoreAccess,
  inputs: PlaceOrder[],
): Promise<PlacedOrder[]> {
  await lockDiscounts(tx, inputs);
  const customers = await lockCustomers(tx, inputs);
  const loader = await loadCarts(
    ctx,
    tx,
    inputs.map((input) => withEmail(input, customers)),
  );
  const numbers = await nextNumbers(tx, inputs.length);
  const batch: Batch = { ctx, loader, customers };
  const placed = inputs.map((input, index) => placeOne(batch, input, numbers[index] ?? 0));

  const orders = placed.flatMap((each) => (each.ok ? [each.order] : []));
  await tx.put("order", ...orders);
  await tx.put("discount", ...loader.usedDiscounts());
  await tx.put("discount_use", ...loader.uses);
  const touched = new Set(orders.map(({ customerId }) => customerId));
  await tx.put("customer", ...[...customers.values()].filter(({ id }) => touched.has(id)));
  await ctx.emit(
    tx,
    orders.flatMap((order) => eventsOf(ctx, order, customers)),
  );
  return placed;
}

type Batch = { ctx: CommerceContext; loader: CartLoader; customers: Map<number, Customer> };

async function lockCustomers(
  tx: StoreAccess,
  inputs: PlaceOrder[],
): Promise<Map<number, Customer>> {
  const ids = [...new Set(inputs.flatMap(({ customerId }) => customerId ?? []))];
  const found = await tx.lock("customer", ids);
  return new Map(found.flatMap((customer) => (customer ? [[customer.id, customer] as const] : [])));
}

async function nextNumbers(tx: StoreAccess, count: number): Promise<number[]> {
  const rows = await tx.query<{ n: number }>(
    "select nextval('order_number')::int n from generate_series(1, $1::int)",
    [count],
  );
  return rows.map(({ n }) => n);
}

function withEmail<T extends CartInput>(input: T, customers: Map<number, Customer>): T {
  const customer = input.customerId === null ? null : customers.get(input.customerId);
  return { ...input, email: input.email ?? customer?.email ?? null };
}

function placeOne(
  { ctx, loader, customers }: Batch,
  given: PlaceOrder,
  number: number,
): PlacedOrder {
  const input = withEmail(given, customers);
  if (input.lines.length === 0) return { ok: false, reason: "empty-cart" };
  const cart = priceCartFacts(loader.factsOf(input));
  if (cart.missingVariantIds.length > 0) {
    return { ok: false, reason: "variant-missing", variantIds: cart.missingVariantIds };
  }
  if (cart.codes.some(({ applied }) => !applied)) {
    return { ok: false, reason: "code-refused", codes: cart.codes };
  }
  const customer = input.customerId === null ? null : (customers.get(input.customerId) ?? null);
  const { at } = timeOf(ctx, input.at);
  const order = buildOrder({
    ids: ctx.store.ids,
    shop: ctx.shop(),
    input,
    cart,
    customer,
    number,
    at,
  });
  for (const { code, discountId } of cart.codes) {
    const discount =
      discountId === null ? null : loader.factsOf(input).discounts.get(code.toLowerCase());
    if (discount) loader.recordUse(discount, useOf(ctx, { discount, code, order }));
  }
  if (customer) countOrder(customer, order);
  return { ok: true, order };
}

function useOf(
  ctx: CommerceContext,
  { discount, code, order }: { discount: Discount; code: string; order: Order },
): DiscountUse {
  return {
    id: ctx.store.ids.next("other"),
    createdAt: order.createdAt,
    updatedAt: order.createdAt,
    discountId: discount.id,
    code,
    orderId: order.id,
    customerId: order.customerId,
    email: order.email?.toLowerCase() ?? null,
  };
}

function countOrder(customer: Customer, order: Order) {
  customer.numberOfOrders += 1;
  customer.amountSpent += netPayment(order).shop;
  customer.lastOrderId = order.id;
  customer.updatedAt = order.createdAt;
}

function eventsOf(
  ctx: CommerceContext,
  order: Order,
  customers: Map<number, Customer>,
): WebhookEvent[] {
  const customer = order.customerId === null ? null : (customers.get(order.customerId) ?? null);
  // One payload for both, so that it is written and stored once.
  const payload = orderPayload({ shop: ctx.shop(), order, customer });
  const at = new Date(order.createdAt);
  const created = { topic: "orders/create", payload, at, action: order.id };
  return order.financialStatus === "PAID"
    ? [created, { ...created, topic: "orders/paid" }]
    : [created];
}
