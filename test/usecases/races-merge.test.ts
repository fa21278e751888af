import { expect, test } from "vitest";
import { adjustPoints } from "#app/usecases/adjust-points.ts";
import { checkLedger } from "#app/usecases/check-ledger.ts";
import { keepOrders } from "#app/usecases/keep-orders.ts";
import { mergeMembers } from "#app/usecases/merge-members.ts";
import { returnRedemption } from "#app/usecases/return-redemption.ts";
import { settleMembers } from "#app/usecases/settle-members.ts";
import { anOrder } from "#test/support/facts.ts";
import { breaks, brokenRounds, naively, standing, together } from "#test/support/race.ts";
import { ask, aShopSelling, reward, someone, taken, type Who } from "#test/support/rewards.ts";
import { aShop, type TestShop } from "#test/support/shop.ts";

const ROUNDS = 4;
const PLACED = Date.parse("2026-03-01T12:30:00Z");

/** The customer of the one becomes the customer of the other. */
function merge({ ctx, clock }: TestShop, kept: Who, gone: Who): Promise<void> {
  const wish = { keptId: kept.customerId, goneId: gone.customerId, at: clock.now() };
  return ctx.inTransaction((tx) => mergeMembers(tx, ctx, wish));
}

/** An order of a customer arrives, as stage one keeps it. */
async function order({ ctx }: TestShop, { customerId }: Who, number: number): Promise<void> {
  const orderId = `gid://shopify/Order/${number}`;
  const facts = anOrder({ orderId, customerId, placedAt: PLACED });
  const learned = [{ facts, complete: true, authoritative: false }];
  await ctx.inTransaction((tx) => keepOrders(tx, ctx, learned));
}

test("merge × everything: nothing is lost, nothing stays behind, nothing counts twice", async () => {
  const service = reward({ gives: { kind: "service" } });
  const shop = await aShopSelling(service);
  shop.clock.set("2026-03-02T12:00:00Z");
  const { ctx } = shop;
  const broken = await brokenRounds(ROUNDS, async (round) => {
    const [ada, bea] = [await someone(shop, 100n), await someone(shop, 100n)];
    const { redemptionId } = await taken(shop, bea);
    await adjustPoints(ctx, { ...bea, points: 100n, note: "More", requestId: "more" });
    const settle = () => settleMembers(ctx, [ada.memberId, bea.memberId]);
    const gift = { ...bea, points: 30n, note: "Gift", requestId: "gift" };
    const [redeemed, given] = await Promise.all([
      ask(shop, bea),
      adjustPoints(ctx, gift),
      merge(shop, ada, bea),
      ask(shop, ada),
      order(shop, bea, round),
      returnRedemption(ctx, { redemptionId, reason: "asked back" }),
      settle(),
    ]);
    await settle();
    const [all, none] = [await standing(shop, ada.memberId), await standing(shop, bea.memberId)];
    // Ada redeems what is hers in any case; whoever had become another one is told so.
    const reserved = redeemed.ok ? 200n : 100n;
    const total = 100n + 200n + 100n + (given.ok ? 30n : 0n);
    const empty = Object.values(none).every((points) => points === 0n);
    return empty && all.reservedPoints === reserved && all.availablePoints === total - reserved;
  });
  expect(broken).toBe(0);
  expect(await checkLedger(ctx)).toMatchObject({ differences: 0n });
});

test("merge × merge: three who become one, in whatever order, are one", async () => {
  const shop = await aShopSelling(reward({ gives: { kind: "service" } }));
  const { ctx } = shop;
  const broken = await brokenRounds(ROUNDS, async () => {
    const people = [await someone(shop, 1n), await someone(shop, 10n), await someone(shop, 100n)];
    const [ada, bea, cleo] = people as [Who, Who, Who];
    await together(
      () => merge(shop, ada, bea),
      () => merge(shop, bea, cleo),
    );
    const ids = people.map(({ memberId }) => memberId);
    await settleMembers(ctx, ids);
    const points = await Promise.all(ids.map((id) => standing(shop, id)));
    const held = points.map(({ availablePoints }) => availablePoints).filter((each) => each > 0n);
    return held.length === 1 && held[0] === 111n;
  });
  expect(broken).toBe(0);
  expect(await checkLedger(ctx)).toMatchObject({ differences: 0n });
});

test("merge × redeem, where balances are added up without a lock: points are lost or doubled", async () => {
  const shop = await aShop();
  const isBroken = await breaks(async () => {
    const [ada, bea] = [await someone(shop, 100n), await someone(shop, 100n)];
    let spent = 0n;
    const spend = () =>
      naively(shop, bea.memberId, (points) => {
        if (points < 100n) return null;
        spent += 100n;
        return points - 100n;
      });
    const mergeNaively = async () => {
      let taken = 0n;
      await naively(shop, bea.memberId, (points) => {
        taken = points;
        return 0n;
      });
      return naively(shop, ada.memberId, (points) => points + taken);
    };
    await together(spend, mergeNaively);
    const [one, other] = [await standing(shop, ada.memberId), await standing(shop, bea.memberId)];
    return one.availablePoints + other.availablePoints + spent === 200n;
  });
  expect(isBroken).toBe(true);
});
