import pg from "pg";
import { afterAll, beforeAll, expect, test } from "vitest";
import { findLastCheck } from "#app/db/check-results.ts";
import { recheckReceipts } from "#app/usecases/recheck-receipts.ts";
import { settleMembers } from "#app/usecases/settle-members.ts";
import { testDatabase } from "#test/support/database.ts";
import { aRefund, anOrder, on } from "#test/support/facts.ts";
import { aShop, plainStarter, type TestShop } from "#test/support/shop.ts";

let owner: pg.Client;

beforeAll(async () => {
  owner = new pg.Client({ connectionString: (await testDatabase()).ownerUrl });
  await owner.connect();
});
afterAll(() => owner.end());

async function buy(
  { ctx, ...shop }: TestShop,
  memberId: string,
  { id, at }: { id: number; at: string },
) {
  const order = anOrder({ orderId: `gid://shopify/Order/7${id}`, placedAt: on(at) });
  await shop.keepOrder(memberId, order);
  await settleMembers(ctx, [memberId]);
  return order;
}

async function aShopWithOrders() {
  const shop = await aShop();
  await shop.publish(plainStarter);
  shop.clock.set("2026-06-01T12:00:00Z");
  const ids = [await shop.aMember(), await shop.aMember()].map(({ memberId }) => memberId);
  for (const [index, id] of ids.entries()) {
    await buy(shop, id, { id: index * 10, at: "2026-03-02" });
    await buy(shop, id, { id: index * 10 + 1, at: "2026-04-02" });
  }
  return { ...shop, ids };
}

test("awards of the past come out the same, also under a newer program", async () => {
  const shop = await aShopWithOrders();
  await shop.publish({
    ...plainStarter,
    earning: { ...plainStarter.earning, points: "7" },
  });
  shop.clock.set("2026-07-01T12:00:00Z");
  expect(await recheckReceipts(shop.ctx)).toEqual({ checked: 4n, differences: 0n, details: [] });
  const kept = await shop.ctx.inTransaction((tx) => findLastCheck(tx, shop.ctx.shopId, "receipts"));
  expect(kept).toMatchObject({ kind: "receipts", checked: 4n, differences: 0n });
});

test("refunds, and orders that are learned of late, are no differences", async () => {
  const shop = await aShopWithOrders();
  const [ada = ""] = shop.ids;
  const order = await buy(shop, ada, { id: 50, at: "2026-05-02" });
  const lines = [
    { lineId: "gid://shopify/LineItem/1", quantity: -1, netMinor: -10_000n, taxMinor: 0n },
  ];
  shop.clock.set("2026-06-10T12:00:00Z");
  const changes = [aRefund({ at: on("2026-06-09"), lines })];
  await shop.keepOrder(ada, { ...order, changes, updatedAt: on("2026-06-09") });
  await settleMembers(shop.ctx, [ada]);
  shop.clock.set("2026-06-11T12:00:00Z");
  await buy(shop, ada, { id: 51, at: "2026-03-01" });
  const check = await recheckReceipts(shop.ctx);
  expect(check).toMatchObject({ differences: 0n });
  expect(check.checked).toBeGreaterThan(2n);
});

test("a receipt that was forged is found", async () => {
  const shop = await aShopWithOrders();
  await owner.query("ALTER TABLE transfer DISABLE TRIGGER transfer_is_append_only");
  await owner.query(
    `UPDATE transfer SET receipt = receipt || '{"orderName": "another"}'
     WHERE shop_id = $1 AND member_id = $2 AND seq = 1`,
    [shop.ctx.shopId, shop.ids[0]],
  );
  await owner.query("ALTER TABLE transfer ENABLE TRIGGER transfer_is_append_only");
  const check = await recheckReceipts(shop.ctx);
  expect(check).toMatchObject({ checked: 4n, differences: 1n });
  expect(check.details[0]).toMatchObject({ memberId: shop.ids[0], seq: "1" });
});

test("a fact that was tampered with is found", async () => {
  const shop = await aShopWithOrders();
  const [, bob = ""] = shop.ids;
  await owner.query(
    `UPDATE order_fact SET facts = jsonb_set(facts, '{name}', '"another"')
     WHERE shop_id = $1 AND member_id = $2`,
    [shop.ctx.shopId, bob],
  );
  expect(await recheckReceipts(shop.ctx)).toMatchObject({ differences: 2n });
});
