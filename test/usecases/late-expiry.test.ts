import { expect, test } from "vitest";
import { starterProgram } from "#app/domain/program/starter.ts";
import { adjustPoints } from "#app/usecases/adjust-points.ts";
import { checkLedger } from "#app/usecases/check-ledger.ts";
import { redeemReward } from "#app/usecases/redeem-reward.ts";
import { settleMembers } from "#app/usecases/settle-members.ts";
import { anOrder } from "#test/support/facts.ts";
import { aShop } from "#test/support/shop.ts";

/** A member whose 100 points end with 1 April in Santiago, and were settled while they lived. */
async function aMemberWithPoints() {
  const shop = await aShop({ timeZone: "America/Santiago" });
  await shop.publish({
    ...starterProgram,
    tiers: null,
    expiry: { kind: "months-after-earning", months: 1 },
  });
  const ada = await shop.aMember();
  const placedAt = Date.parse("2026-03-01T12:30:00Z");
  await shop.keepOrder(ada.memberId, anOrder({ placedAt, customerId: ada.customerId }));
  shop.clock.set("2026-03-02T12:00:00Z");
  const due = await settleMembers(shop.ctx, [ada.memberId]);
  const pointsOf = () =>
    shop.ctx.inTransaction((tx) =>
      tx.member.findUniqueOrThrow({
        where: { shopId_id: { shopId: shop.ctx.shopId, id: ada.memberId } },
        select: { availablePoints: true },
      }),
    );
  const redeem = (requestId: string) =>
    redeemReward(shop.ctx, { ...ada, rewardId: "five-off", requestId });
  return { shop, ada, dueAt: due.get(ada.memberId), pointsOf, redeem };
}

const END = "2026-04-02T03:00:00.000Z";

test("points past their date cannot be spent, although no job has come by", async () => {
  const { shop, dueAt, pointsOf, redeem } = await aMemberWithPoints();
  expect([dueAt?.toISOString(), await pointsOf()]).toEqual([END, { availablePoints: 100n }]);

  shop.clock.set(END);
  expect(await redeem("r1")).toMatchObject({ ok: false, reason: "too-few-points" });
  expect(await pointsOf()).toEqual({ availablePoints: 0n });
  expect(await checkLedger(shop.ctx)).toMatchObject({ differences: 0n });
});

test("points can be spent in the last second of their last day", async () => {
  const { shop, redeem } = await aMemberWithPoints();
  shop.clock.set("2026-04-02T02:59:59.999Z");
  expect(await redeem("r1")).toMatchObject({ ok: true });
});

test("a late, repeated and parallel job makes no difference", async () => {
  const { shop, ada, pointsOf } = await aMemberWithPoints();
  shop.clock.set("2026-06-15T12:00:00Z");
  await Promise.all([1, 2, 3, 4].map(() => settleMembers(shop.ctx, [ada.memberId])));
  await settleMembers(shop.ctx, [ada.memberId]);
  const expired = await shop.ctx.inTransaction((tx) =>
    tx.transfer.findMany({
      where: { shopId: shop.ctx.shopId, memberId: ada.memberId, reason: "expired" },
      select: { points: true, happenedAt: true },
    }),
  );
  expect(expired).toEqual([{ points: 100n, happenedAt: new Date(END) }]);
  expect(await pointsOf()).toEqual({ availablePoints: 0n });
});

test("points given by hand end by themselves, although nothing else ever happens", async () => {
  const { shop, ada, pointsOf } = await aMemberWithPoints();
  shop.clock.set(END);
  await settleMembers(shop.ctx, [ada.memberId]);
  const gift = { memberId: ada.memberId, points: 50n, note: "sorry", requestId: "a1" };
  expect(await adjustPoints(shop.ctx, gift)).toMatchObject({ ok: true });
  const look = await shop.ctx.inTransaction((tx) =>
    tx.workItem.findFirst({ where: { shopId: shop.ctx.shopId, kind: "settle" } }),
  );
  expect(look).toMatchObject({ subject: ada.memberId, dueAt: new Date("2026-05-03T04:00:00Z") });

  shop.clock.set("2026-05-03T04:00:00Z");
  await settleMembers(shop.ctx, [ada.memberId]);
  expect(await pointsOf()).toEqual({ availablePoints: 0n });
});
