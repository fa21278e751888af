import { expect, test } from "vitest";
import { issueRedemption, cancelRedemption } from "#app/usecases/issue-redemption.ts";
import { returnRedemption } from "#app/usecases/return-redemption.ts";
import { breakingAt, Crash } from "#test/support/breaking.ts";
import { redemptionOf } from "#test/support/codes.ts";
import { aGivingShop, cardsOf, creditsOf, redeemGift } from "#test/support/gifts.ts";
import type { Laurel } from "#test/support/laurel.ts";
import { standingOf } from "#test/support/loyalty.ts";

const TEN_MINUTES = 10 * 60_000;

/** Nobody works in the background, so that only what a test runs can have had an effect. */
async function aQuietShop(kind: "gift-card" | "store-credit") {
  const shop = await aGivingShop({ kind, amount: "5" });
  await shop.laurel.stopWorker();
  return shop;
}

async function crashAt(point: number, laurel: Laurel, redemptionId: string) {
  const gateway = await laurel.context.gatewayOf(laurel.ctx.shopId);
  const broken = breakingAt(point, { ctx: laurel.ctx, gateway });
  try {
    await issueRedemption(broken.ctx, broken.gateway, redemptionId);
  } catch (error) {
    if (!(error instanceof Crash)) throw error;
  }
  return broken.happened();
}

/** Goes on until the work says that it is done, as the drain does. */
async function finish(laurel: Laurel, work: typeof issueRedemption, redemptionId: string) {
  const gateway = await laurel.context.gatewayOf(laurel.ctx.shopId);
  for (let looks = 0; looks < 5; looks++) {
    if (await work(laurel.ctx, gateway, redemptionId)) return;
    laurel.clock.advance(TEN_MINUTES + 1000);
  }
  throw new Error("the work does not end");
}

test("issuing a gift card, crashed at every step and repeated, makes one card", async () => {
  const { laurel, shopper } = await aQuietShop("gift-card");
  let points = 0;
  for (let happened = true; happened; points++) {
    const { redemptionId } = await redeemGift(laurel, shopper);
    happened = await crashAt(points, laurel, redemptionId);
    await finish(laurel, issueRedemption, redemptionId);
    expect(await cardsOf(laurel), `point ${points}`).toHaveLength(points + 1);
    const events = ["requested", "delivered"];
    expect(await redemptionOf(laurel, redemptionId)).toMatchObject({ outcome: "used", events });
  }
  expect(points).toBeGreaterThan(6);
  await laurel.settleDown();
  const available = 2000n - BigInt(points) * 100n;
  expect(await standingOf(laurel, shopper.gid)).toMatchObject({ available, reserved: 0n });
});

test("a gift card given up while its making crashed at any step is worth nothing, and paid back", async () => {
  const { laurel, shopper } = await aQuietShop("gift-card");
  let points = 0;
  for (let happened = true; happened; points++) {
    const { redemptionId } = await redeemGift(laurel, shopper);
    happened = await crashAt(points, laurel, redemptionId);
    const given = await returnRedemption(laurel.ctx, { redemptionId, reason: "given up" });
    if (!given.ok) {
      // The member has it already.
      expect((await redemptionOf(laurel, redemptionId)).outcome).toBe("used");
      break;
    }
    await finish(laurel, cancelRedemption, redemptionId);
    await finish(laurel, issueRedemption, redemptionId);
    const usable = (await cardsOf(laurel)).filter((card) => card.usable);
    expect(usable, `point ${points}`).toEqual([]);
    expect(await redemptionOf(laurel, redemptionId)).toMatchObject({ outcome: "returned" });
  }
  expect(points).toBeGreaterThan(3);
});

test("a gift card that was spent from before it could be taken back stays paid for", async () => {
  const { laurel, shopper } = await aQuietShop("gift-card");
  const { redemptionId } = await redeemGift(laurel, shopper);
  await crashAt(5, laurel, redemptionId);
  const { items } = await laurel.devShop.store.list("gift_card", { limit: 1 });
  const [card] = items;
  if (!card) throw new Error("the card was not made");
  await laurel.devShop.store.put("gift_card", { ...card, balance: card.balance - 1 });
  await returnRedemption(laurel.ctx, { redemptionId, reason: "given up" });
  await finish(laurel, cancelRedemption, redemptionId);
  expect(await redemptionOf(laurel, redemptionId)).toMatchObject({ outcome: "used" });
});

test("adding store credit, crashed at every step and repeated, adds it once", async () => {
  const { laurel, shopper } = await aQuietShop("store-credit");
  let points = 0;
  for (let happened = true; happened; points++) {
    const { redemptionId } = await redeemGift(laurel, shopper);
    happened = await crashAt(points, laurel, redemptionId);
    await finish(laurel, issueRedemption, redemptionId);
    expect(await creditsOf(laurel, shopper), `point ${points}`).toHaveLength(points + 1);
    expect(await redemptionOf(laurel, redemptionId)).toMatchObject({ state: "delivered" });
  }
  expect(points).toBeGreaterThan(8);
});

test("two redemptions of equal credit whose answers are both lost are added once each", async () => {
  const { laurel, shopper } = await aQuietShop("store-credit");
  const both = [await redeemGift(laurel, shopper), await redeemGift(laurel, shopper)];
  const ids = both.map(({ redemptionId }) => redemptionId);
  laurel.devShop.faults.next({
    kind: "lost-answer",
    operation: "storeCreditAccountCredit",
    times: 2,
  });
  const gateway = await laurel.context.gatewayOf(laurel.ctx.shopId);
  await Promise.allSettled(ids.map((id) => issueRedemption(laurel.ctx, gateway, id)));
  for (const id of ids) await finish(laurel, issueRedemption, id);
  expect(await creditsOf(laurel, shopper)).toEqual([500, 500]);
  const claimed = await Promise.all(ids.map((id) => redemptionOf(laurel, id)));
  expect(new Set(claimed.map(({ discountId }) => discountId)).size).toBe(2);
});

test("who began first takes the older of two credits whose answers were lost", async () => {
  const { laurel, shopper } = await aQuietShop("store-credit");
  const gateway = await laurel.context.gatewayOf(laurel.ctx.shopId);
  const ids: string[] = [];
  laurel.devShop.faults.next({
    kind: "lost-answer",
    operation: "storeCreditAccountCredit",
    times: 2,
  });
  for (let n = 0; n < 2; n += 1) {
    const { redemptionId } = await redeemGift(laurel, shopper);
    ids.push(redemptionId);
    await expect(issueRedemption(laurel.ctx, gateway, redemptionId)).rejects.toThrow();
    laurel.clock.advance(1000);
  }
  // The second saw the credit of the first, and can only have made the other one.
  for (const id of ids) await finish(laurel, issueRedemption, id);
  expect(await creditsOf(laurel, shopper)).toEqual([500, 500]);
});

test("three who add the same store credit at once add it once", async () => {
  const { laurel, shopper } = await aQuietShop("store-credit");
  const { redemptionId } = await redeemGift(laurel, shopper);
  const gateway = await laurel.context.gatewayOf(laurel.ctx.shopId);
  await Promise.all([1, 2, 3].map(() => issueRedemption(laurel.ctx, gateway, redemptionId)));
  await finish(laurel, issueRedemption, redemptionId);
  expect(await creditsOf(laurel, shopper)).toEqual([500]);
});

test("store credit given up after a lost answer is returned only if it never landed", async () => {
  const { laurel, shopper } = await aQuietShop("store-credit");
  const gateway = await laurel.context.gatewayOf(laurel.ctx.shopId);
  for (const kind of ["lost-answer", "error-before"] as const) {
    const { redemptionId } = await redeemGift(laurel, shopper);
    laurel.devShop.faults.next({ kind, operation: "storeCreditAccountCredit" });
    await issueRedemption(laurel.ctx, gateway, redemptionId).catch(() => null);
    await returnRedemption(laurel.ctx, { redemptionId, reason: "given up" });
    await finish(laurel, cancelRedemption, redemptionId);
    const outcome = kind === "lost-answer" ? "used" : "returned";
    expect(await redemptionOf(laurel, redemptionId)).toMatchObject({ outcome });
  }
  expect(await creditsOf(laurel, shopper)).toEqual([500]);
});
