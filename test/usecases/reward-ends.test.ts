import { expect, test } from "vitest";
import type { ProgramInput } from "#app/domain/program/document.ts";
import { keepDeletedOrder } from "#app/usecases/keep-order-hints.ts";
import { redeemReward } from "#app/usecases/redeem-reward.ts";
import { buy, discountsOf, redemptionOf } from "#test/support/codes.ts";
import { aGivingShop, redeemGift } from "#test/support/gifts.ts";
import { aBuyer, aProduct, type Laurel } from "#test/support/laurel.ts";
import { publishStarter, standingOf } from "#test/support/loyalty.ts";
import { plainStarter } from "#test/support/shop.ts";

const fiveOff = { kind: "amount-off", amount: "5" } as const;

/** Redeems five off, and uses its code in an order of two pieces. */
async function aUsedCode(returnsWhenRefunded: boolean) {
  const { laurel, shopper } = await aGivingShop(fiveOff, { returnsWhenRefunded });
  const { redemptionId } = await redeemGift(laurel, shopper);
  await laurel.settleDown();
  const { code } = await redemptionOf(laurel, redemptionId);
  const variantId = await aProduct(laurel, 1500);
  const used = { customerId: shopper.id, variantId, quantity: 2, codes: [code] };
  const order = await buy(laurel, used);
  await laurel.settleDown();
  expect(await redemptionOf(laurel, redemptionId)).toMatchObject({ outcome: "used" });
  const available = async () => (await standingOf(laurel, shopper.gid))?.available;
  return { laurel, redemptionId, order, available };
}

async function refundOne(laurel: Laurel, order: Awaited<ReturnType<typeof buy>>) {
  laurel.clock.advance(60_000);
  const lineId = order.lines[0]?.id ?? 0;
  const refunded = await laurel.devShop.commerce.refund({
    orderId: order.id,
    lines: [{ lineId, quantity: 1 }],
  });
  expect(refunded.ok).toBe(true);
  await laurel.settleDown();
}

test("points of a reward come back once its whole order is refunded, and not before", async () => {
  const { laurel, redemptionId, order, available } = await aUsedCode(true);
  expect(await available()).toBe(1925n);
  await refundOne(laurel, order);
  expect(await redemptionOf(laurel, redemptionId)).toMatchObject({ state: "used" });
  await refundOne(laurel, order);
  expect(await redemptionOf(laurel, redemptionId)).toMatchObject({ state: "returned" });
  expect(await available()).toBe(2000n);
  await laurel.devShop.commerce.updateOrder({ orderId: order.id, note: "again" });
  await laurel.settleDown();
  expect(await available()).toBe(2000n);
});

test("points of a reward stay spent where the program does not give them back", async () => {
  const { laurel, redemptionId, order, available } = await aUsedCode(false);
  await laurel.devShop.commerce.cancel({ orderId: order.id, reason: "CUSTOMER" });
  await laurel.settleDown();
  expect(await redemptionOf(laurel, redemptionId)).toMatchObject({ state: "used" });
  expect(await available()).toBe(1900n);
});

test("points of a reward come back with a cancelled order, whatever was learned first", async () => {
  const { laurel, redemptionId, order, available } = await aUsedCode(true);
  laurel.clock.advance(60_000);
  await laurel.devShop.commerce.cancel({ orderId: order.id, reason: "CUSTOMER" });
  await laurel.settleDown();
  expect(await redemptionOf(laurel, redemptionId)).toMatchObject({
    outcome: "used",
    events: ["requested", "active", "used", "returned"],
  });
  expect(await available()).toBe(2000n);
});

test("points of a reward come back with a deleted order, whichever is learned first", async () => {
  const { laurel, redemptionId, order, available } = await aUsedCode(true);
  laurel.clock.advance(60_000);
  await laurel.devShop.commerce.deleteOrder({ orderId: order.id });
  await laurel.settleDown();
  expect(await redemptionOf(laurel, redemptionId)).toMatchObject({ state: "returned" });
  expect(await available()).toBe(2000n);

  const gift = await aGivingShop(fiveOff, { returnsWhenRefunded: true });
  const { laurel: other, shopper } = gift;
  const redeemed = await redeemGift(other, shopper);
  await other.settleDown();
  const { code } = await redemptionOf(other, redeemed.redemptionId);
  const variantId = await aProduct(other, 1500);
  const used = await buy(other, { customerId: shopper.id, variantId, codes: [code] });
  other.clock.advance(60_000);
  await other.ctx.inTransaction((tx) =>
    keepDeletedOrder(tx, other.ctx, {
      orderId: `gid://shopify/Order/${used.id}`,
      at: other.clock.now(),
    }),
  );
  await other.settleDown();
  expect(await redemptionOf(other, redeemed.redemptionId)).toMatchObject({
    events: ["requested", "active", "used", "returned"],
  });
  expect((await standingOf(other, shopper.gid))?.available).toBe(2000n);
});

type Perks = NonNullable<NonNullable<ProgramInput["tiers"]>["levels"][number]["perks"]>;

async function aShopWithPerks(perks: Perks) {
  const shop = await aGivingShop(fiveOff);
  shop.laurel.clock.advance(60_000);
  const level = { id: "all", name: { en: "All" }, threshold: "1", perks };
  const reward = { id: "gift", name: { en: "Gift" }, gives: fiveOff, costPoints: 100 };
  await publishStarter(shop.laurel, {
    ...plainStarter,
    rewards: [{ ...reward, notForSale: true, validDays: 90 }],
    tiers: { measure: "orders", window: { kind: "lifetime" }, levels: [level] },
  });
  await shop.laurel.settleDown();
  let asked = 0;
  const claim = () =>
    redeemReward(shop.laurel.ctx, {
      memberId: shop.shopper.memberId,
      customerId: shop.shopper.gid,
      rewardId: "gift",
      requestId: `f${(asked += 1)}`,
      free: true,
    });
  return { ...shop, claim };
}

test("a perk is claimed free of points, as often as the period allows", async () => {
  const perk = { kind: "free-reward", reward: "gift", times: 2, per: "month" } as const;
  const { laurel, shopper, claim } = await aShopWithPerks([perk]);
  const results = await Promise.all([claim(), claim(), claim()]);
  expect(results.filter(({ ok }) => ok)).toHaveLength(2);
  expect(results.find(({ ok }) => !ok)).toEqual({
    ok: false,
    reason: "allowance-used",
    times: 2,
    per: "month",
  });
  expect(await standingOf(laurel, shopper.gid)).toMatchObject({ available: 2000n, reserved: 0n });
  laurel.clock.advance(31 * 86_400_000);
  expect(await claim()).toMatchObject({ ok: true });
});

test("a standing discount is one code for every order until the month ends", async () => {
  const { laurel, shopper, claim } = await aShopWithPerks([
    { kind: "standing-discount", reward: "gift" },
  ]);
  const claimed = await claim();
  if (!claimed.ok) throw new Error(claimed.reason);
  await laurel.settleDown();
  const variantId = await aProduct(laurel, 1500);
  const cart = { customerId: shopper.id, variantId, codes: [claimed.code] };
  for (const order of [await buy(laurel, cart), await buy(laurel, cart)]) {
    expect(order.totals.total.shop).toBe(1000);
  }
  await laurel.settleDown();
  const redemption = await redemptionOf(laurel, claimed.redemptionId);
  expect(redemption).toMatchObject({ state: "active", standing: true });
  expect(redemption.endsAt?.toISOString()).toMatch(/^2026-(06-30|07-01)T/);
  const uses = redemption.reasons.filter(({ reason }) => reason.startsWith("used again"));
  expect(uses).toHaveLength(2);
  expect(await claim()).toMatchObject({ reason: "allowance-used" });

  laurel.clock.advance(31 * 86_400_000);
  await laurel.worker.runNow("reconcile-orders");
  await laurel.worker.runNow("lapse-redemptions");
  expect(await redemptionOf(laurel, claimed.redemptionId)).toMatchObject({ outcome: "kept" });
  expect(await claim()).toMatchObject({ ok: true });
});

test("a code bound to a customer who was merged away is made anew for the one who stays", async () => {
  const { laurel, shopper } = await aGivingShop(fiveOff);
  const { redemptionId, code } = await redeemGift(laurel, shopper);
  await laurel.settleDown();
  const kept = await aBuyer(laurel, "Kept");
  await laurel.settleDown();
  await laurel.devShop.commerce.mergeCustomers({ keepId: kept.id, mergeId: shopper.id });
  await laurel.deliver();
  const { items } = await laurel.devShop.store.list("discount", { limit: 10 });
  const discount = items.find(({ codes }) => codes[0]?.code === code);
  // As if the merge had left the code where it was.
  const context = { kind: "customers" as const, customerIds: [shopper.id] };
  await laurel.devShop.commerce.updateDiscount(discount?.id ?? 0, { context });
  await laurel.settleDown();
  const redemption = await redemptionOf(laurel, redemptionId);
  expect(redemption).toMatchObject({ state: "active", customerId: kept.gid });
  expect(redemption.code).not.toBe(code);
  expect(await discountsOf(laurel, code)).toEqual([{ usable: false, used: 0 }]);
  expect(await discountsOf(laurel, redemption.code)).toEqual([{ usable: true, used: 0 }]);
  const variantId = await aProduct(laurel, 1500);
  await buy(laurel, { customerId: kept.id, variantId, codes: [redemption.code] });
});
