import pg from "pg";
import { expect, test } from "vitest";
import { adjustPoints, undoAdjustment } from "#app/usecases/adjust-points.ts";
import { checkLedger } from "#app/usecases/check-ledger.ts";
import { endRedemption } from "#app/usecases/end-redemption.ts";
import { issueReward, redeemReward } from "#app/usecases/redeem-reward.ts";
import { settleMembers } from "#app/usecases/settle-members.ts";
import { aLine, anOrder, aRefund } from "#test/support/facts.ts";
import { testDatabase } from "#test/support/database.ts";
import { aShop, plainStarter, type TestShop } from "#test/support/shop.ts";

async function aShopWithPoints(points: bigint) {
  const shop = await aShop();
  await shop.publish(plainStarter);
  const ada = await shop.aMember();
  await adjustPoints(shop.ctx, { ...ada, points, note: "Welcome", requestId: "start" });
  return { shop, ada };
}

function balanceOf({ ctx }: TestShop, memberId: string) {
  return ctx.inTransaction((tx) =>
    tx.member.findUniqueOrThrow({
      where: { shopId_id: { shopId: ctx.shopId, id: memberId } },
      select: {
        availablePoints: true,
        reservedPoints: true,
        debtPoints: true,
        pendingPoints: true,
      },
    }),
  );
}

test("two clicks on Redeem spend the points once, and give the same code", async () => {
  const { shop, ada } = await aShopWithPoints(300n);
  const click = () => redeemReward(shop.ctx, { ...ada, rewardId: "five-off", requestId: "r1" });
  const [first, second] = await Promise.all([click(), click()]);
  expect(first).toEqual(second);
  expect(await balanceOf(shop, ada.memberId)).toMatchObject({
    availablePoints: 200n,
    reservedPoints: 100n,
  });
});

test("a returned reward gives its points back, a used one does not", async () => {
  const { shop, ada } = await aShopWithPoints(300n);
  const redeem = async (requestId: string) => {
    const result = await redeemReward(shop.ctx, { ...ada, rewardId: "five-off", requestId });
    if (!result.ok) throw new Error(result.reason);
    return result.redemptionId;
  };
  const [used, returned] = [await redeem("a"), await redeem("b")];
  await shop.ctx.inTransaction(async (tx) => {
    const reason = "test";
    await endRedemption(tx, shop.ctx, {
      redemptionId: used,
      outcome: "used",
      state: "used",
      reason,
    });
    await endRedemption(tx, shop.ctx, {
      redemptionId: returned,
      outcome: "returned",
      state: "returned",
      reason,
    });
  });
  await settleMembers(shop.ctx, [ada.memberId]);
  expect(await balanceOf(shop, ada.memberId)).toMatchObject({
    availablePoints: 200n,
    reservedPoints: 0n,
  });
  expect(await checkLedger(shop.ctx)).toMatchObject({ checked: 1n, differences: 0n });
});

test("a reward issued by hand costs nothing, and is issued once per request", async () => {
  const { shop, ada } = await aShopWithPoints(10n);
  const issue = () =>
    issueReward(shop.ctx, { ...ada, rewardId: "five-off", note: "Sorry", requestId: "i1" });
  expect(await issue()).toEqual(await issue());
  expect((await balanceOf(shop, ada.memberId)).availablePoints).toBe(10n);
});

test("points taken by hand never exceed what is there, and an undo is done once", async () => {
  const { shop, ada } = await aShopWithPoints(50n);
  const take = { ...ada, points: -60n, note: "Mistake", requestId: "t1" };
  expect(await adjustPoints(shop.ctx, take)).toEqual({
    ok: false,
    reason: "too-few-points",
    availablePoints: 50n,
  });
  const given = await adjustPoints(shop.ctx, { ...ada, points: 5n, note: "Gift", requestId: "g1" });
  if (!given.ok) throw new Error(given.reason);
  const undo = (requestId: string) =>
    undoAdjustment(shop.ctx, { adjustmentId: given.adjustmentId, note: "Undone", requestId });
  expect(await undo("u1")).toMatchObject({ ok: true });
  expect(await undo("u2")).toEqual({ ok: false, reason: "already-undone" });
  expect((await balanceOf(shop, ada.memberId)).availablePoints).toBe(50n);
});

test("an order's points follow its refund, and the ledger keeps both with their receipts", async () => {
  const shop = await aShop();
  await shop.publish(plainStarter);
  const { memberId, customerId } = await shop.aMember();
  const placedAt = shop.clock.now().getTime();
  const order = anOrder({ customerId, placedAt });
  await shop.keepOrder(memberId, order);
  await settleMembers(shop.ctx, [memberId]);
  expect((await balanceOf(shop, memberId)).availablePoints).toBe(100n);

  shop.clock.set("2026-03-20T12:00:00Z");
  const lines = [{ lineId: aLine().id, quantity: 0, netMinor: -4_000n, taxMinor: 0n }];
  await shop.keepOrder(memberId, { ...order, changes: [aRefund({ lines })] });
  await settleMembers(shop.ctx, [memberId]);
  await settleMembers(shop.ctx, [memberId]);
  expect((await balanceOf(shop, memberId)).availablePoints).toBe(60n);
  const transfers = await shop.ctx.inTransaction((tx) =>
    tx.transfer.findMany({ where: { shopId: shop.ctx.shopId }, orderBy: { seq: "asc" } }),
  );
  expect(transfers.map(({ reason, points }) => [reason, points])).toEqual([
    ["earned", 100n],
    ["refunded", 40n],
  ]);
  expect(await checkLedger(shop.ctx)).toMatchObject({ checked: 1n, differences: 0n });
});

test("a row of the ledger that somebody altered is named", async () => {
  const { shop, ada } = await aShopWithPoints(50n);
  const { ownerUrl } = await testDatabase();
  const owner = new pg.Client({ connectionString: ownerUrl });
  await owner.connect();
  await owner.query("ALTER TABLE transfer DISABLE TRIGGER transfer_is_append_only");
  await owner.query("UPDATE transfer SET points = 51 WHERE member_id = $1", [ada.memberId]);
  await owner.query("ALTER TABLE transfer ENABLE TRIGGER transfer_is_append_only");
  await owner.end();
  const check = await checkLedger(shop.ctx);
  expect(check.details[0]).toMatchObject({ kind: "altered", memberId: ada.memberId, seq: "1" });
});

test("one request id stands for one wish: anything else asked for by it is refused", async () => {
  const { shop, ada } = await aShopWithPoints(300n);
  const { ctx } = shop;
  const reused = { ok: false, reason: "request-reused" };
  const wish = { ...ada, note: "Sorry", requestId: "one" };
  await redeemReward(ctx, { ...ada, rewardId: "five-off", requestId: "one" });
  expect(await redeemReward(ctx, { ...ada, rewardId: "other", requestId: "one" })).toEqual(reused);
  expect(await issueReward(ctx, { ...wish, rewardId: "five-off" })).toEqual(reused);
  await adjustPoints(ctx, { ...wish, points: 5n });
  expect(await adjustPoints(ctx, { ...wish, points: 6n })).toEqual(reused);
  expect(await adjustPoints(ctx, { ...wish, points: 5n })).toMatchObject({ ok: true });
  expect((await balanceOf(shop, ada.memberId)).availablePoints).toBe(205n);
});
