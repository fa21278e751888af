import { shippingCode } from "#bin/simulate/buy.ts";
import type { ShopToBe } from "#bin/simulate/lane.ts";
import {
  collectionNumber,
  customerNumber,
  listCollections,
  listProducts,
  productNumber,
  variantNumber,
} from "#bin/simulate/names.ts";
import type { CodeToBe, Scenario } from "#bin/simulate/scenario.ts";
import { minorOf, type World } from "#bin/simulate/world.ts";
import { parseMinor } from "#app/domain/money.ts";
import { variantOf } from "#dev-shop/commerce/products.ts";
import type { DiscountItems, DiscountKind } from "#dev-shop/model.ts";

/** The shop that a scenario asks for. */
export function shopToBe({ shop, steps }: Scenario): ShopToBe {
  const prices = steps.flatMap(({ buy }) => buy?.shipping ?? []);
  const minors = [...new Set(prices.map((price) => Number(parseMinor(price, shop.currency))))];
  return {
    currency: shop.currency,
    timezone: shop.timeZone,
    taxesIncluded: shop.taxesIncluded,
    taxRates: { "*": shop.taxRate },
    presentmentRates: shop.rates,
    shippingRates: minors.map((price) => ({ code: shippingCode(price), title: "Post", price })),
  };
}

/** Puts customers, products and codes into the shop. */
export async function fillShop(world: World): Promise<void> {
  await world.devShop.commerce.batch(async (operations) => {
    for (const name of listCollections(world.scenario)) {
      const id = collectionNumber(world.scenario, name);
      await operations.createCollection({ id, title: name });
    }
    await operations.createProducts(
      listProducts(world.scenario).map((name) => productOf(world, name)),
    );
    const names = Object.entries(world.scenario.customers);
    const first = names.filter(([, { joins }]) => joins === undefined);
    await operations.createCustomers(first.map(([name]) => customerToBe(world, name)));
    for (const [code, given] of Object.entries(world.scenario.codes)) {
      const kind = kindOf(world, given);
      await operations.createDiscount({ kind, title: code, codes: [code], combinesWith: withAll });
    }
  });
}

/** A customer as the scenario wants them. */
export function customerToBe({ scenario }: World, name: string) {
  const { email, tags = [] } = scenario.customers[name] ?? {};
  return {
    id: customerNumber(scenario, name),
    firstName: name,
    lastName: "Example",
    email: email === undefined ? `${name}@example.com` : email,
    tags,
  };
}

function productOf(world: World, name: string) {
  const { scenario, devShop } = world;
  const { price = "0", vendor, type, tags = [], ...product } = scenario.products[name] ?? {};
  const titles = product.variants ?? [undefined];
  return {
    id: productNumber(scenario, name),
    title: name,
    tags,
    ...(vendor === undefined ? {} : { vendor }),
    ...(type === undefined ? {} : { productType: type }),
    isGiftCard: product.giftCard ?? false,
    collectionIds: (product.collections ?? []).map((each) => collectionNumber(scenario, each)),
    variants: titles.map((title) =>
      variantOf(devShop.store.ids, {
        id: variantNumber(scenario, name, title),
        price: minorOf(world, price),
        taxable: product.taxable ?? true,
        ...(title === undefined ? {} : { title }),
      }),
    ),
  };
}

const withAll = { orderDiscounts: true, productDiscounts: true, shippingDiscounts: true };

function kindOf(world: World, code: CodeToBe): DiscountKind {
  if ("freeShipping" in code) {
    return { type: "freeShipping", countryCodes: null, maximumShippingPrice: null };
  }
  const items = itemsOf(world, code.products);
  if ("amount" in code) {
    return { type: "amount", amount: minorOf(world, code.amount), onEachItem: false, items };
  }
  return { type: "percentage", percentage: String(Number(code.percent) / 100), items };
}

function itemsOf({ scenario }: World, products: string[] | undefined): DiscountItems {
  if (products === undefined) return { all: true };
  const productIds = products.map((name) => productNumber(scenario, name));
  return { all: false, productIds, variantIds: [], collectionIds: [] };
}
