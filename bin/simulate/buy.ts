import { PLAIN_PRODUCT, customerNumber, variantNumber } from "#bin/simulate/names.ts";
import type { Buy } from "#bin/simulate/scenario-orders.ts";
import { done, minorOf, type Outcome, type World } from "#bin/simulate/world.ts";
import type { PlaceOrder } from "#dev-shop/commerce/order-inputs.ts";
import type { Address } from "#dev-shop/model.ts";

/** Somebody buys; the code of a redemption is used by the redemption's name. */
export async function buy(world: World, wish: Buy): Promise<Outcome> {
  const placed = await world.devShop.commerce.placeOrder(orderOf(world, wish));
  if (placed.ok) {
    if (wish.order !== undefined) world.orders.set(wish.order, placed.order.id);
    return done;
  }
  if (placed.reason !== "code-refused") return { refused: placed.reason };
  const refusals = placed.codes.flatMap(({ refusal }) => refusal ?? []);
  return { refused: refusals.join(", ") };
}

function orderOf(world: World, wish: Buy): PlaceOrder {
  const { scenario } = world;
  const { by, email = null, channel, country, currency, payment, tags, test, paid } = wish;
  return {
    lines: linesOf(world, wish),
    customerId: by === undefined ? null : customerNumber(scenario, by),
    email,
    codes: wish.codes.map((code) => world.redemptions.get(code)?.code ?? code),
    shippingCode: wish.shipping === undefined ? null : shippingCode(minorOf(world, wish.shipping)),
    payment: paid === "now" ? "paid" : "pending",
    ...(channel === undefined ? {} : { sourceName: channel }),
    ...(country === undefined ? {} : { address: { ...nowhere, countryCode: country } }),
    ...(currency === undefined ? {} : { presentmentCurrency: currency }),
    ...(wish.tip === undefined ? {} : { tip: minorOf(world, wish.tip, currency) }),
    ...(payment === undefined ? {} : { gateway: payment }),
    ...(tags === undefined ? {} : { tags }),
    ...(test === undefined ? {} : { test }),
  };
}

function linesOf(world: World, { lines, spend }: Buy): PlaceOrder["lines"] {
  const { scenario } = world;
  const wanted = lines ?? [{ product: PLAIN_PRODUCT, price: spend, quantity: 1 }];
  return wanted.map(({ product, price, quantity, ...line }) => ({
    variantId: variantNumber(scenario, product, "variant" in line ? line.variant : undefined),
    quantity,
    ...(price === undefined ? {} : { unitPrice: minorOf(world, price) }),
  }));
}

/** Shipping costs what an order says: the shop has a rate for each of these prices. */
export function shippingCode(minor: number): string {
  return `for-${minor}`;
}

const nowhere: Address = {
  firstName: null,
  lastName: null,
  company: null,
  address1: null,
  address2: null,
  city: null,
  province: null,
  provinceCode: null,
  zip: null,
  country: null,
  countryCode: null,
  phone: null,
};
