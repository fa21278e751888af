import { expect, test } from "vitest";

import type { CartInput, PricedCart } from "#dev-shop/commerce/cart.ts";
import type { DiscountDraft } from "#dev-shop/commerce/commerce.ts";
import type { DevShop } from "#dev-shop/dev-shop.ts";
import type { Shop } from "#dev-shop/model.ts";

import { aDevShop, aProduct } from "#test/dev-shop/a-shop.ts";

const everything = { all: true } as const;
const combinesWithAll = { orderDiscounts: true, productDiscounts: true, shippingDiscounts: true };

test("ten percent off the order is rounded once and shared out to the last penny", async () => {
  const { shop, cart } = await aCart([333, 333, 335]);
  await tenPercent(shop, "TEN");

  const priced = await shop.commerce.priceCart({ ...cart, codes: ["ten"] });

  const shares = priced.lines.map((line) => line.discountAllocations[0]?.amount.shop);
  expect(shares).toEqual([33, 33, 34]);
  expect(priced.totals.subtotal.shop).toBe(901);
  expect(priced.codes[0]).toMatchObject({ applied: true, code: "ten", amount: { shop: 100 } });
});

test("a fixed amount never takes more than there is, and spares gift cards", async () => {
  const { shop, cart } = await aCart([200]);
  const card = await aProduct(shop, 5000, { isGiftCard: true });
  await create(shop, "OFF", {
    kind: { type: "amount", amount: 500, onEachItem: false, items: everything },
  });

  const lines = [...cart.lines, { variantId: card.variantId, quantity: 1 }];
  const priced = await shop.commerce.priceCart({ ...cart, lines, codes: ["OFF"] });

  expect(priced.totals.discounts.shop).toBe(200);
  expect(priced.totals.subtotal.shop).toBe(5000);
  expect(priced.lines[1]?.taxLines).toEqual([]);
});

test("a discount for a collection is for its products alone, on each item when it says so", async () => {
  const { shop, cart } = await aCart([900]);
  const collection = await shop.commerce.createCollection({ title: "Teapots" });
  const teapot = await aProduct(shop, 3000, { collectionIds: [collection.id] });
  const items = {
    all: false as const,
    productIds: [],
    variantIds: [],
    collectionIds: [collection.id],
  };
  await create(shop, "POT", { kind: { type: "amount", amount: 250, onEachItem: true, items } });

  const lines = [...cart.lines, { variantId: teapot.variantId, quantity: 2 }];
  const priced = await shop.commerce.priceCart({ ...cart, lines, codes: ["POT"] });

  expect(priced.lines.map((line) => line.discountedTotal.shop)).toEqual([900, 5500]);
  expect(reason(await shop.commerce.priceCart({ ...cart, codes: ["POT"] }))).toBe("not-entitled");
});

test("buy two, get the cheapest third free, as often as there are pieces", async () => {
  const { shop, cart } = await aCart([1000, 400]);
  await create(shop, "B2G1", {
    kind: {
      type: "bxgy",
      buys: { items: everything, quantity: 2 },
      gets: { items: everything, quantity: 1, percentage: "1" },
      usesPerOrderLimit: null,
    },
  });
  const [dear, cheap] = cart.lines;
  if (!dear || !cheap) throw new Error("two lines");

  const lines = [
    { ...dear, quantity: 4 },
    { ...cheap, quantity: 2 },
  ];
  const priced = await shop.commerce.priceCart({ ...cart, lines, codes: ["B2G1"] });

  expect(priced.totals.discounts.shop).toBe(800);
});

test("free shipping takes the whole rate off and leaves the lines alone", async () => {
  const { shop, cart } = await aCart([2000]);
  await create(shop, "SHIP", { kind: freeShipping });

  const priced = await shop.commerce.priceCart({
    ...cart,
    shippingCode: "express",
    codes: ["SHIP"],
  });

  expect(priced.totals).toMatchObject({
    discounts: { shop: 895 },
    shipping: { shop: 895 },
    total: { shop: 2000 },
  });
});

test("codes are used together only if both agree; else the better one wins and the other is told why", async () => {
  const { shop, cart } = await aCart([10_000]);
  await tenPercent(shop, "TEN");
  await create(shop, "FIVE", {
    kind: { type: "amount", amount: 500, onEachItem: false, items: everything },
    combinesWith: combinesWithAll,
  });
  await create(shop, "SHIP", { kind: freeShipping, combinesWith: combinesWithAll });

  const two = await shop.commerce.priceCart({ ...cart, codes: ["FIVE", "TEN"] });
  expect(two.codes.map(({ applied }) => applied)).toEqual([false, true]);
  expect(two.codes[0]?.refusal).toBe("not-combinable");

  const input = { ...cart, codes: ["FIVE", "SHIP"], shippingCode: "standard" };
  const both = await shop.commerce.priceCart(input);
  expect(both.codes.map(({ applied }) => applied)).toEqual([true, true]);
  expect(both.totals.total.shop).toBe(9500);
});

test("every refusal of a code says its reason", async () => {
  const { shop, cart } = await aCart([1000]);
  const ada = await shop.commerce.createCustomer({ email: "ada@example.com" });
  const past = "2026-05-01T00:00:00Z";
  const future = "2026-07-01T00:00:00Z";
  await tenPercent(shop, "LATER", { startsAt: future });
  await tenPercent(shop, "OVER", { startsAt: past, endsAt: "2026-05-02T00:00:00Z" });
  await tenPercent(shop, "ADA", { context: { kind: "customers", customerIds: [ada.id] } });
  await tenPercent(shop, "MIN", { minimum: { kind: "subtotal", subtotal: 1001 } });
  await tenPercent(shop, "TWO", { minimum: { kind: "quantity", quantity: 2 } });
  await create(shop, "ABROAD", { kind: { ...freeShipping, countryCodes: ["FR"] } });
  await create(shop, "CHEAP", { kind: { ...freeShipping, maximumShippingPrice: 500 } });

  const refusalOf = async (code: string, more: Partial<CartInput> = {}) =>
    reason(await shop.commerce.priceCart({ ...cart, codes: [code], ...more }));

  expect(await refusalOf("NONE")).toBe("not-found");
  expect(await refusalOf("LATER")).toBe("not-yet-active");
  expect(await refusalOf("OVER")).toBe("expired");
  expect(await refusalOf("ADA")).toBe("customer-unknown");
  expect(await refusalOf("ADA", { customerId: ada.id + 1 })).toBe("wrong-customer");
  expect(await refusalOf("ADA", { customerId: ada.id })).toBe(null);
  expect(await refusalOf("MIN")).toBe("minimum-subtotal");
  expect(await refusalOf("TWO")).toBe("minimum-quantity");
  expect(await refusalOf("ABROAD")).toBe("shipping-country");
  expect(await refusalOf("CHEAP", { shippingCode: "express" })).toBe("shipping-price");
  expect(await refusalOf("CHEAP", { shippingCode: "standard" })).toBe(null);
});

test("tax stands inside the price or on top of it, as the shop and the country say", async () => {
  const included = await aCart([1200]);
  const inside = await included.shop.commerce.priceCart(included.cart);
  expect(inside.totals).toMatchObject({ tax: { shop: 200 }, total: { shop: 1200 } });

  const onTop = await aCart([1000], {
    taxesIncluded: false,
    taxRates: { GB: "0.2", US: "0.0825" },
  });
  const there = await onTop.shop.commerce.priceCart(onTop.cart);
  expect(there.totals).toMatchObject({ tax: { shop: 200 }, total: { shop: 1200 } });
});

test("a buyer who sees yen gets whole yen, and the shop's own money still adds up", async () => {
  const { shop, cart } = await aCart([1050, 333]);
  await tenPercent(shop, "TEN");

  const priced = await shop.commerce.priceCart({
    ...cart,
    codes: ["TEN"],
    presentmentCurrency: "JPY",
    tip: 100,
  });

  expect(priced.lines.map((line) => line.unitPrice.presentment)).toEqual([2063, 654]);
  expect(priced.totals.discounts).toEqual({ shop: 138, presentment: 272 });
  expect(priced.tip).toEqual({ shop: 51, presentment: 100 });
});

const freeShipping = {
  type: "freeShipping",
  countryCodes: null,
  maximumShippingPrice: null,
} as const;

async function aCart(prices: number[], settings: Partial<Shop> = {}) {
  const shop = await aDevShop({ shop: settings });
  const products = [];
  for (const price of prices) products.push(await aProduct(shop, price));
  const lines = products.map(({ variantId }) => ({ variantId, quantity: 1 }));
  return { shop, cart: { lines, customerId: null } satisfies CartInput };
}

function create(
  { commerce }: DevShop,
  code: string,
  draft: Omit<DiscountDraft, "codes" | "title">,
) {
  return commerce.createDiscount({ title: code, codes: [code], ...draft });
}

function tenPercent(shop: DevShop, code: string, more: Partial<DiscountDraft> = {}) {
  const kind = { type: "percentage", percentage: "0.1", items: everything } as const;
  return create(shop, code, { kind, ...more });
}

function reason(priced: PricedCart) {
  return priced.codes[0]?.refusal;
}
