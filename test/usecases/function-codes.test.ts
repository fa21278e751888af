import { expect, test } from "vitest";
import type { ProgramInput } from "#app/domain/program/document.ts";
import { variantOf } from "#dev-shop/commerce/products.ts";
import { redemptionOf } from "#test/support/codes.ts";
import { aGivingShop, redeemGift } from "#test/support/gifts.ts";
import { aLaurel, aProduct, type Laurel } from "#test/support/laurel.ts";

type RewardInput = NonNullable<ProgramInput["rewards"]>[number];
type Bought = { variantId: number; quantity: number }[];

/** Redeems such a reward, and pays for such a cart with its code; what the order comes to. */
async function paidWith(
  laurel: Laurel,
  reward: Partial<RewardInput> & Pick<RewardInput, "gives">,
  lines: Bought,
) {
  const { shopper } = await aGivingShop(reward.gives, reward, laurel);
  const { redemptionId } = await redeemGift(laurel, shopper);
  await laurel.settleDown();
  const { code, state } = await redemptionOf(laurel, redemptionId);
  expect(state).toBe("active");
  const customerId = shopper.id;
  const order = { lines, customerId, codes: [code], payment: "paid" as const };
  const placed = await laurel.devShop.commerce.placeOrder(order);
  if (!placed.ok) return placed.reason;
  await laurel.settleDown();
  expect(await redemptionOf(laurel, redemptionId)).toMatchObject({ outcome: "used" });
  return placed.order.totals.subtotal.shop;
}

async function aNamedProduct({ devShop }: Laurel, price: number, collectionIds: number[] = []) {
  const variant = variantOf(devShop.store.ids, { price });
  const title = `Cup ${price}`;
  const product = await devShop.commerce.createProduct({
    title,
    variants: [variant],
    collectionIds,
  });
  return { variantId: variant.id, gid: `gid://shopify/Product/${product.id}` };
}

test("a percentage with a ceiling is honored at checkout, and never beyond the ceiling", async () => {
  const laurel = await aLaurel();
  const variantId = await aProduct(laurel, 8000);
  const gives = { kind: "percentage-off", percent: "20", atMost: "10" } as const;
  expect(await paidWith(laurel, { gives }, [{ variantId, quantity: 1 }])).toBe(7000);
});

test("a percentage with a ceiling has its minimum order", async () => {
  const laurel = await aLaurel();
  const variantId = await aProduct(laurel, 3000);
  const gives = { kind: "percentage-off", percent: "20", atMost: "10" } as const;
  const reward = { gives, minimumOrder: "50" };
  expect(await paidWith(laurel, reward, [{ variantId, quantity: 1 }])).toBe("code-refused");
});

test("a free product takes off one of the product, however many are bought", async () => {
  const laurel = await aLaurel();
  const cup = await aNamedProduct(laurel, 1500);
  const variantId = await aProduct(laurel, 1000);
  const gives = { kind: "free-product" as const, products: [cup.gid], quantity: 1 };
  const cart = [
    { variantId: cup.variantId, quantity: 3 },
    { variantId, quantity: 1 },
  ];
  expect(await paidWith(laurel, { gives }, cart)).toBe(4000);
});

test("a code for one collection is made, found as ours, and leaves other products alone", async () => {
  const laurel = await aLaurel();
  const collection = await laurel.devShop.commerce.createCollection({ title: "Cups" });
  const cup = await aNamedProduct(laurel, 1500, [collection.id]);
  const variantId = await aProduct(laurel, 1000);
  const gid = `gid://shopify/Collection/${collection.id}`;
  const only = { products: [], collections: [gid] };
  const gives = { kind: "percentage-off", percent: "10" } as const;
  const cart = [
    { variantId: cup.variantId, quantity: 1 },
    { variantId, quantity: 1 },
  ];
  expect(await paidWith(laurel, { gives, only }, cart)).toBe(2350);
});
