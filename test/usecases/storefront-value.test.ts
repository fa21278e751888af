import { expect, test } from "vitest";
import type { ProgramInput } from "#app/domain/program/document.ts";
import { closeAccount } from "#app/usecases/close-account.ts";
import { holdTier } from "#app/usecases/hold-tier.ts";
import { redeemReward } from "#app/usecases/redeem-reward.ts";
import { reopenAccount } from "#app/usecases/reopen-account.ts";
import { returnRedemption } from "#app/usecases/return-redemption.ts";
import { welcomeCustomer } from "#app/usecases/welcome-customer.ts";
import { aShopper, buy, type Shopper } from "#test/support/codes.ts";
import { aBuyer, aLaurel, aProduct, type Laurel } from "#test/support/laurel.ts";
import { publishStarter } from "#test/support/loyalty.ts";
import { plainStarter } from "#test/support/shop.ts";
import { reward } from "#test/support/rewards.ts";

const DAY = 86_400_000;
type Level = NonNullable<ProgramInput["tiers"]>["levels"][number];

const monthly: Level["perks"] = [{ kind: "free-reward", reward: "reward", times: 2, per: "month" }];

function program(gold: Partial<Level> = {}): ProgramInput {
  const level = { id: "gold", name: { en: "Gold" }, threshold: "500", perks: monthly };
  return {
    ...plainStarter,
    rewards: [reward({ gives: { kind: "service" } })],
    tiers: {
      measure: "spend",
      window: { kind: "lifetime" },
      levels: [{ ...level, ...gold }],
    },
  };
}

/** A shopper who holds gold, in June, with two free services a month. */
async function aGoldenShopper() {
  const laurel = await aLaurel();
  const shopper = await aShopper(laurel, 150);
  laurel.clock.advance(60_000);
  await publishStarter(laurel, program());
  await laurel.settleDown();
  const { memberId } = shopper;
  const wish = { memberId, tierId: "gold", until: null, note: "promised", requestId: "held" };
  expect(await holdTier(laurel.ctx, wish)).toMatchObject({ ok: true });
  await laurel.settleDown();
  let asked = 0;
  const claim = async () => {
    asked += 1;
    const wanted = { rewardId: "reward", requestId: `f${asked}`, free: true };
    const had = await redeemReward(laurel.ctx, { memberId, customerId: shopper.gid, ...wanted });
    if (!had.ok) throw new Error(`not claimed: ${had.reason}`);
    return had.redemptionId;
  };
  return { laurel, shopper, claim };
}

/** How many free ones Liquid prints, once everything is told. */
async function freeOf(laurel: Laurel, shopper: Shopper): Promise<number> {
  await laurel.settleDown();
  const { free } = await loyaltyOf(laurel, shopper);
  return (free as { left: number }[]).reduce((sum, { left }) => sum + left, 0);
}

async function loyaltyOf(
  { devShop }: Laurel,
  { gid }: { gid: string },
): Promise<Record<string, unknown>> {
  const { items } = await devShop.store.list("metafield", { owner: gid, limit: 10 });
  const value = items.find(({ key }) => key === "loyalty")?.value ?? "{}";
  return JSON.parse(value) as Record<string, unknown>;
}

test("what is free by a tier is told anew once one is taken, and once it comes back", async () => {
  const { laurel, shopper, claim } = await aGoldenShopper();
  expect(await freeOf(laurel, shopper)).toBe(2);
  const redemptionId = await claim();
  expect(await freeOf(laurel, shopper)).toBe(1);
  await returnRedemption(laurel.ctx, { redemptionId, reason: "not wanted" });
  expect(await freeOf(laurel, shopper)).toBe(2);
});

test("what is free by a tier is there again when a month begins", async () => {
  const { laurel, shopper, claim } = await aGoldenShopper();
  await claim();
  await claim();
  expect(await freeOf(laurel, shopper)).toBe(0);
  laurel.clock.advance(31 * DAY);
  expect(await freeOf(laurel, shopper)).toBe(2);
  await claim();
  laurel.clock.advance(31 * DAY);
  expect(await freeOf(laurel, shopper)).toBe(2);
});

test("the first program, and who comes and goes, are told though nothing moves", async () => {
  const laurel = await aLaurel();
  const { gid } = await aBuyer(laurel);
  const memberId = (await welcomeCustomer(laurel.ctx, gid)) ?? "";
  const next = async () => {
    await laurel.settleDown();
    return (await loyaltyOf(laurel, { gid }))["next"];
  };
  expect(await next()).toBe(null);
  laurel.clock.advance(60_000);
  await publishStarter(laurel, program());
  expect(await next()).toMatchObject({ id: "gold" });
  laurel.clock.advance(60_000);
  const { ctx } = laurel;
  expect(await closeAccount(ctx, { memberId, note: null, requestId: "c" })).toEqual({ ok: true });
  expect(await next()).toBe(null);
  laurel.clock.advance(60_000);
  expect(await reopenAccount(ctx, { memberId, note: null, requestId: "r" })).toEqual({ ok: true });
  expect(await next()).toMatchObject({ id: "gold" });
  const later = await aBuyer(laurel);
  await welcomeCustomer(ctx, later.gid);
  await laurel.settleDown();
  expect(await loyaltyOf(laurel, later)).toMatchObject({ points: 0, next: { id: "gold" } });
});

test("a program is told at once, also to those whom it changes nothing else of", async () => {
  const { laurel, shopper } = await aGoldenShopper();
  laurel.clock.advance(60_000);
  await publishStarter(laurel, program({ perks: [], name: { en: "Golden" } }));
  expect(await freeOf(laurel, shopper)).toBe(0);
  expect(await loyaltyOf(laurel, shopper)).toMatchObject({ tier: { name: { en: "Golden" } } });
});

test("an order that earns nothing, and brings another way to the next tier forward, is told", async () => {
  const laurel = await aLaurel();
  const shopper = await aShopper(laurel, 150);
  laurel.clock.advance(60_000);
  const window = { kind: "lifetime" as const };
  const ways = [{ kind: "measured" as const, measure: "orders" as const, window, atLeast: "4" }];
  const slow = program({ threshold: "900000", ways });
  await publishStarter(laurel, {
    ...slow,
    tiers: slow.tiers && { ...slow.tiers, measure: "points" },
  });
  const missing = async () => {
    await laurel.settleDown();
    return (await loyaltyOf(laurel, shopper))["next"];
  };
  expect(await missing()).toMatchObject({ measure: "orders", missing: "3" });
  await buy(laurel, { customerId: shopper.id, variantId: await aProduct(laurel, 50) });
  expect(await missing()).toMatchObject({ measure: "orders", missing: "2" });
});

test("a program with another way to the next tier is told, also if it is for later", async () => {
  const laurel = await aLaurel();
  const shopper = await aShopper(laurel, 150);
  const missing = async () => {
    await laurel.settleDown();
    return (await loyaltyOf(laurel, shopper))["next"];
  };
  laurel.clock.advance(60_000);
  await publishStarter(laurel, program());
  expect(await missing()).toMatchObject({ missing: "350.00" });
  laurel.clock.advance(60_000);
  await publishStarter(laurel, program({ threshold: "600" }));
  expect(await missing()).toMatchObject({ missing: "450.00" });
  const inTwoDays = new Date(laurel.clock.now().getTime() + 2 * DAY);
  await publishStarter(laurel, program({ threshold: "700" }), inTwoDays);
  // Meanwhile they are told of for another reason, which must not make up for it.
  laurel.clock.advance(DAY);
  await buy(laurel, { customerId: shopper.id, variantId: await aProduct(laurel, 1000) });
  expect(await missing()).toMatchObject({ missing: "440.00" });
  laurel.clock.advance(DAY);
  expect(await missing()).toMatchObject({ missing: "540.00" });
});
