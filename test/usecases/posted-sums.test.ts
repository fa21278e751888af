import { expect, test } from "vitest";
import { starterProgram } from "#app/domain/program/starter.ts";
import { checkLedger } from "#app/usecases/check-ledger.ts";
import { settleMembers } from "#app/usecases/settle-members.ts";
import { anOrder } from "#test/support/facts.ts";
import { aShop } from "#test/support/shop.ts";

// What a ledger says is kept with the member. Where it is not, it is added up.

async function aMemberWithOrders() {
  const shop = await aShop();
  await shop.publish({ ...starterProgram, tiers: null });
  const ada = await shop.aMember();
  const { shopId } = shop.ctx;
  let day = 10;
  const order = async () => {
    day += 1;
    const at = { placedAt: Date.parse(`2026-03-${day}T12:00:00Z`), customerId: ada.customerId };
    await shop.keepOrder(ada.memberId, anOrder({ orderId: `gid://shopify/Order/${day}`, ...at }));
    shop.clock.set(`2026-03-${day + 10}T12:00:00Z`);
    await settleMembers(shop.ctx, [ada.memberId]);
  };
  const rows = () =>
    shop.ctx.inTransaction(async (tx) => {
      const where = { shopId, memberId: ada.memberId };
      const { posted, state, availablePoints } = await tx.member.findUniqueOrThrow({
        where: { shopId_id: { shopId, id: ada.memberId } },
      });
      const transfers = await tx.transfer.count({ where });
      const lots = await tx.lot.findMany({ where, orderBy: { lot: "asc" } });
      return { posted, state, availablePoints, transfers, lots };
    });
  /** As a version left it that did not know of it. */
  const lose = () =>
    shop.ctx.inTransaction(
      (tx) => tx.$executeRaw`
        UPDATE member SET posted = NULL, state = '[]' WHERE shop_id = ${shopId}
        AND id = ${ada.memberId}::uuid`,
    );
  await order();
  await order();
  return { shop, ada, order, rows, lose };
}

test("a member settled by an older version is posted nothing twice", async () => {
  const { shop, ada, order, rows, lose } = await aMemberWithOrders();
  const before = await rows();
  expect(before).toMatchObject({ availablePoints: 200n, state: null });

  await lose();
  await settleMembers(shop.ctx, [ada.memberId]);
  expect(await rows()).toEqual({ ...before, posted: null, state: [] });

  await order();
  const after = await rows();
  expect(after).toMatchObject({ availablePoints: 300n, state: null });
  expect(after.transfers - before.transfers).toBe(before.transfers / 2);
  expect(after.lots).toHaveLength(3);
  expect(await checkLedger(shop.ctx)).toMatchObject({ differences: 0n });
});

test("an older version cannot write beside what is kept", async () => {
  const { shop, ada } = await aMemberWithOrders();
  await expect(
    shop.ctx.inTransaction(
      (tx) => tx.$executeRaw`
        UPDATE member SET state = '[]' WHERE shop_id = ${shop.ctx.shopId}
        AND id = ${ada.memberId}::uuid`,
    ),
  ).rejects.toThrow("member_posted_once");
});

test("a lot that was altered is named, and put right once it is added up again", async () => {
  const { shop, ada, rows, lose } = await aMemberWithOrders();
  const { lots } = await rows();
  const where = { shopId: shop.ctx.shopId, memberId: ada.memberId };
  await shop.ctx.inTransaction((tx) =>
    tx.lot.updateMany({ where, data: { expiresAt: new Date("2031-01-01") } }),
  );
  await settleMembers(shop.ctx, [ada.memberId]);
  expect(await checkLedger(shop.ctx)).toMatchObject({ differences: 2n });

  await lose();
  await settleMembers(shop.ctx, [ada.memberId]);
  expect((await rows()).lots).toEqual(lots);
  expect(await checkLedger(shop.ctx)).toMatchObject({ differences: 0n });
});
