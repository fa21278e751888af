import { timestamp } from "#dev-shop/clock.ts";
import { buildOrder } from "#dev-shop/commerce/build-order.ts";
import { decideCancel } from "#dev-shop/commerce/cancel-order.ts";
import type { Changed } from "#dev-shop/commerce/change-order.ts";
import { decideEdit } from "#dev-shop/commerce/edit-order.ts";
import type { CancelOrder, RefundOrder } from "#dev-shop/commerce/order-inputs.ts";
import { recalculated } from "#dev-shop/commerce/order-worth.ts";
import { priceCartFacts } from "#dev-shop/commerce/price-cart.ts";
import { decideRefund } from "#dev-shop/commerce/refund-order.ts";
import type { Customer, Discount, Product, Shop } from "#dev-shop/model.ts";
import type { Order } from "#dev-shop/order-model.ts";
import { createIds, type Ids } from "#dev-shop/store/ids.ts";
import { orderPayload } from "#dev-shop/webhooks/order-payload.ts";
import { refundPayload } from "#dev-shop/webhooks/refund-payload.ts";
import { noGifts, type Gifts } from "#test/simulation/shop-gifts.ts";
import { aCustomer, aProduct, aShop, type ShopSettings } from "#test/simulation/shop-parts.ts";

/** A message that Shopify has to deliver. */
export type Letter = { topic: string; at: number; body: string };

/** Shopify in memory: what the development shop computes, without its database. */
export type SimShop = {
  settings: Shop;
  ids: Ids;
  customers: Map<number, Customer>;
  products: Product[];
  orders: Map<number, Order>;
  discounts: Map<string, Discount>;
  gifts: Gifts;
  metafields: Map<string, string>;
  /** What has not been handed to the post yet. */
  letters: Letter[];
};

export function openShop(settings: ShopSettings): SimShop {
  const ids = createIds(0);
  const shop: SimShop = {
    settings: aShop(settings),
    ids,
    customers: new Map(),
    products: settings.prices.map((price, index) => aProduct(ids, { price, index })),
    orders: new Map(),
    discounts: new Map(),
    gifts: noGifts(),
    metafields: new Map(),
    letters: [],
  };
  for (let index = 0; index < settings.customers; index++) {
    const customer = aCustomer(ids, index, shop.settings.createdAt);
    shop.customers.set(customer.id, customer);
  }
  return shop;
}

export type Purchase = {
  customerId: number | null;
  items: { product: number; quantity: number }[];
  shipping: string | null;
  codes: string[];
  paid: boolean;
  at: number;
};

/** Places an order; null if the cart or a code is refused. */
export function placeOrder(shop: SimShop, wish: Purchase): Order | null {
  const customer = wish.customerId === null ? null : (shop.customers.get(wish.customerId) ?? null);
  const at = new Date(wish.at);
  const lines = wish.items.map(({ product, quantity }) => lineOf(shop, product, quantity));
  const input = {
    lines: lines.map(({ line }) => line),
    customerId: customer?.id ?? null,
    email: customer?.email ?? null,
    codes: wish.codes,
    shippingCode: wish.shipping,
    payment: wish.paid ? ("paid" as const) : ("pending" as const),
  };
  const cart = priceCartFacts({
    ...{ shop: shop.settings, input, at, lines, missingVariantIds: [], functions: new Map() },
    discounts: new Map([...shop.discounts].map(([code, each]) => [code.toLowerCase(), each])),
    usedDiscountIds: new Set(),
  } as unknown as Parameters<typeof priceCartFacts>[0]);
  if (cart.codes.some(({ applied }) => !applied)) return null;
  const number = 1001 + shop.orders.size;
  const { ids, settings } = shop;
  const order = buildOrder({ ids, shop: settings, input, cart, customer, number, at });
  shop.orders.set(order.id, order);
  for (const { code } of cart.codes) useCode(shop, code);
  const paid = order.financialStatus === "PAID" ? ["orders/paid"] : [];
  tellOrder(shop, order, { topics: ["orders/create", ...paid], at: wish.at });
  return order;
}

function lineOf(shop: SimShop, index: number, quantity: number) {
  const product = shop.products[index % shop.products.length];
  const [variant] = product?.variants ?? [];
  if (!product || !variant) throw new Error("The shop sells nothing");
  return { line: { variantId: variant.id, quantity }, product, variant };
}

function useCode(shop: SimShop, typed: string): void {
  for (const { codes } of shop.discounts.values()) {
    for (const code of codes) {
      if (code.code.toLowerCase() === typed.toLowerCase()) code.usageCount += 1;
    }
  }
}

type Decide = (order: Order, stamp: string) => Changed | string;

/** Changes an order; false if the shop refuses. */
export function change(shop: SimShop, { orderId, at }: OfOrder, decide: Decide): boolean {
  const before = shop.orders.get(orderId);
  if (!before) return false;
  const stamp = timestamp(new Date(at));
  const changed = decide(before, stamp);
  if (typeof changed === "string") return false;
  const order = recalculated({ ...changed.order, updatedAt: stamp });
  shop.orders.set(order.id, order);
  tellOrder(shop, order, { topics: changed.topics ?? [], at });
  const { settings } = shop;
  if (changed.refund) {
    const { refund } = changed;
    tell(shop, "refunds/create", { payload: refundPayload({ shop: settings, order, refund }), at });
  }
  if (changed.edit) tell(shop, "orders/edited", { payload: changed.edit, at });
  tellOrder(shop, order, { topics: ["orders/updated"], at });
  return true;
}

export type OfOrder = { orderId: number; at: number };

export function pay(shop: SimShop, of: OfOrder): boolean {
  return change(shop, of, (order, stamp) => {
    const { outstanding } = order.totals;
    if (outstanding.presentment <= 0 || order.cancelledAt !== null) return "nothing-to-do";
    const sale = {
      id: shop.ids.next("transaction"),
      ...{ kind: "SALE" as const, status: "SUCCESS" as const, gateway: "manual" },
      ...{ amount: outstanding, processedAt: stamp, parentId: null, refundId: null, test: false },
    };
    const transactions = [...order.transactions, sale];
    return { order: { ...order, transactions }, topics: ["orders/paid"] };
  });
}

export function refund(shop: SimShop, wish: Omit<RefundOrder, "at"> & { at: number }): boolean {
  const { at, ...given } = wish;
  return change(shop, { orderId: wish.orderId, at }, (order, stamp) =>
    decideRefund(shop.ids, { order, refund: given, stamp }),
  );
}

/** The money of a pending refund has arrived, or never will. */
export function settleRefund(shop: SimShop, of: OfOrder, succeeded: boolean): boolean {
  return change(shop, of, (order, stamp) => {
    if (!order.transactions.some(({ status }) => status === "PENDING")) return "nothing-to-do";
    const status = succeeded ? ("SUCCESS" as const) : ("FAILURE" as const);
    const transactions = order.transactions.map((each) =>
      each.status === "PENDING" ? { ...each, status, processedAt: stamp } : each,
    );
    return { order: { ...order, transactions } };
  });
}

export function cancel(shop: SimShop, wish: Omit<CancelOrder, "at"> & { at: number }): boolean {
  const { at, ...given } = wish;
  return change(shop, { orderId: wish.orderId, at }, (order, stamp) =>
    decideCancel(shop.ids, { order, cancel: given, stamp }),
  );
}

/** Adds a product, or changes how many of a line there are. */
export function edit(
  shop: SimShop,
  wish: OfOrder & { add?: { product: number; quantity: number }; less?: number },
): boolean {
  return change(shop, wish, (order, stamp) => {
    const { add, less } = wish;
    const additions = add === undefined ? [] : [lineOf(shop, add.product, add.quantity)];
    const line = less === undefined ? undefined : order.lines[less % order.lines.length];
    const setQuantities =
      line && line.currentQuantity > 0
        ? [{ lineId: line.id, quantity: line.currentQuantity - 1 }]
        : [];
    const given = { orderId: order.id, add: additions.map((each) => each.line), setQuantities };
    return decideEdit(shop.ids, { order, edit: given, stamp, shop: shop.settings, additions });
  });
}

export function note(shop: SimShop, of: OfOrder): boolean {
  return change(shop, of, (order) => ({ order: { ...order, note: `looked at ${of.at}` } }));
}

type Told = { payload: object; at: number };

/** Shopify has something to say. */
export function tell(shop: SimShop, topic: string, { payload, at }: Told): void {
  const stamped = Math.floor(at / 1000) * 1000;
  const letter = { topic, at: stamped, body: JSON.stringify(payload) };
  shop.letters.push(letter);
}

function tellOrder(
  shop: SimShop,
  order: Order,
  { topics, at }: { topics: string[]; at: number },
): void {
  const customer =
    order.customerId === null ? null : (shop.customers.get(order.customerId) ?? null);
  for (const topic of topics) {
    tell(shop, topic, { payload: orderPayload({ shop: shop.settings, order, customer }), at });
  }
}
