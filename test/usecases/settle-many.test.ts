import pg from "pg";
import { expect, test } from "vitest";
import { checkLedger } from "#app/usecases/check-ledger.ts";
import { settleMembers } from "#app/usecases/settle-members.ts";
import { testDatabase } from "#test/support/database.ts";
import { anOrder } from "#test/support/facts.ts";
import { aShop, plainStarter } from "#test/support/shop.ts";

// More transfers than are written by the same statements: some are under way to the database while
// the next are worked out, and all of them are one transaction.

const ORDERS_EACH = 25;
const MEMBERS = 9;

async function manyToSettle() {
  const shop = await aShop();
  await shop.publish(plainStarter);
  shop.clock.set("2026-03-02T12:00:00Z");
  const ids: string[] = [];
  for (let who = 0; who < MEMBERS; who += 1) {
    const { memberId, customerId } = await shop.aMember();
    ids.push(memberId);
    for (let n = 0; n < ORDERS_EACH; n += 1) {
      const orderId = `gid://shopify/Order/${1000 * who + n}`;
      const placedAt = Date.parse("2026-03-01T12:30:00Z") + n;
      await shop.keepOrder(memberId, anOrder({ orderId, customerId, placedAt }));
    }
  }
  const rows = () =>
    shop.ctx.inTransaction(async (tx) => ({
      points: (await tx.member.findMany()).map(({ availablePoints }) => availablePoints),
      transfers: await tx.transfer.count(),
      lots: await tx.lot.count(),
      told: await tx.$queryRaw`
        SELECT FROM work_item WHERE shop_id = ${shop.ctx.shopId} AND kind = 'sync'`,
    }));
  return { shop, ids, rows };
}

async function asOwner(sql: string): Promise<void> {
  const client = new pg.Client({ connectionString: (await testDatabase()).ownerUrl });
  await client.connect();
  await client.query(sql).finally(() => client.end());
}

test("many members with many orders are settled at once, each order awarded once", async () => {
  const { shop, ids, rows } = await manyToSettle();
  await settleMembers(shop.ctx, ids);
  const settled = await rows();
  expect(settled.points).toEqual(ids.map(() => 100n * BigInt(ORDERS_EACH)));
  expect(settled.lots).toBe(MEMBERS * ORDERS_EACH);
  expect(settled.told).toHaveLength(MEMBERS);

  await settleMembers(shop.ctx, ids);
  expect(await rows()).toEqual(settled);
  expect(await checkLedger(shop.ctx)).toMatchObject({ differences: 0n });
});

test("where one of them cannot be written, nothing is, and all are settled later", async () => {
  const { shop, ids, rows } = await manyToSettle();
  const last = [...ids].sort().at(-1) ?? "";
  const named = "constraint_of_this_test";
  const hinder = `ALTER TABLE member ADD CONSTRAINT ${named} CHECK
    (id <> '${last}' OR available_points = 0)`;
  await asOwner(hinder);
  try {
    await expect(settleMembers(shop.ctx, ids)).rejects.toThrow(named);
    expect(await rows()).toMatchObject({ transfers: 0, lots: 0, told: [] });
  } finally {
    await asOwner(`ALTER TABLE member DROP CONSTRAINT ${named}`);
  }
  await settleMembers(shop.ctx, ids);
  expect((await rows()).points).toEqual(ids.map(() => 100n * BigInt(ORDERS_EACH)));
});
