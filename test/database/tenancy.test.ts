import pg from "pg";
import { afterAll, beforeAll, expect, test } from "vitest";
import { checkLedger } from "#app/usecases/check-ledger.ts";
import { adjustPoints, undoAdjustment } from "#app/usecases/adjust-points.ts";
import { issueReward, redeemReward } from "#app/usecases/redeem-reward.ts";
import { returnRedemption } from "#app/usecases/return-redemption.ts";
import { setBirthday } from "#app/usecases/set-birthday.ts";
import { settleMembers } from "#app/usecases/settle-members.ts";
import { testDatabase } from "#test/support/database.ts";
import { anOrder } from "#test/support/facts.ts";
import { aShop, plainStarter, type TestShop } from "#test/support/shop.ts";

/** Found before the shop is known, or drained across shops (docs/decisions/004-tenancy.md). */
const SHARED = ["shop", "session", "delivery", "work_item", "_prisma_migrations"];

let owner: pg.Client;

beforeAll(async () => {
  owner = new pg.Client({ connectionString: (await testDatabase()).ownerUrl });
  await owner.connect();
});
afterAll(() => owner.end());

async function aShopWithEverything(): Promise<TestShop & Ids> {
  const shop = await aShop();
  await shop.publish(plainStarter);
  const ada = await shop.aMember();
  const order = anOrder({ customerId: ada.customerId, placedAt: shop.clock.now().getTime() });
  await shop.keepOrder(ada.memberId, { ...order, orderId: `gid://shopify/Order/${shop.domain}` });
  await settleMembers(shop.ctx, [ada.memberId]);
  await setBirthday(shop.ctx, { ...ada, month: 1, day: 1, requestId: "b" });
  const given = await adjustPoints(shop.ctx, { ...ada, points: 500n, note: "Hi", requestId: "a" });
  const redeemed = await redeemReward(shop.ctx, { ...ada, rewardId: "five-off", requestId: "r" });
  if (!given.ok || !redeemed.ok) throw new Error("the shop could not be filled");
  const { adjustmentId } = given;
  return { ...shop, ...ada, adjustmentId, redemptionId: redeemed.redemptionId };
}

type Ids = { memberId: string; customerId: string; adjustmentId: string; redemptionId: string };

async function contents({ ctx }: TestShop): Promise<string> {
  const { rows } = await owner.query<{ table_name: string }>(
    `SELECT table_name FROM information_schema.columns
     WHERE table_schema = 'public' AND column_name = 'shop_id' ORDER BY 1`,
  );
  const parts: string[] = [];
  for (const { table_name: table } of rows) {
    const found = await owner.query<{ all: string }>(
      `SELECT coalesce(jsonb_agg(to_jsonb(t) ORDER BY to_jsonb(t)::text), '[]')::text AS all
       FROM ${pg.escapeIdentifier(table)} t WHERE shop_id = $1`,
      [ctx.shopId],
    );
    parts.push(`${table} ${found.rows[0]?.all}`);
  }
  return parts.join("\n");
}

test("every table is a tenant's with a policy, or one of the named few", async () => {
  const { rows } = await owner.query<{ table: string; secured: boolean; policies: number }>(
    `SELECT c.relname AS table, c.relrowsecurity AS secured,
       (SELECT count(*)::int FROM pg_policy p WHERE p.polrelid = c.oid) AS policies
     FROM pg_class c WHERE c.relnamespace = 'public'::regnamespace AND c.relkind IN ('r', 'p')`,
  );
  const open = rows.filter(({ secured, policies }) => !secured || policies === 0);
  expect(open.map(({ table }) => table).sort()).toEqual([...SHARED].sort());
});

test("every key and unique index of a tenant's table starts with the shop", async () => {
  const { rows } = await owner.query<{ index: string; first: string }>(
    `SELECT i.indexrelid::regclass::text AS index, a.attname AS first
     FROM pg_index i JOIN pg_class c ON c.oid = i.indrelid
     JOIN pg_attribute a ON a.attrelid = c.oid AND a.attnum = i.indkey[0]
     WHERE c.relnamespace = 'public'::regnamespace AND i.indisunique
       AND NOT (c.relname = ANY($1))`,
    [SHARED],
  );
  expect(rows.length).toBeGreaterThan(10);
  expect(rows.filter(({ first }) => first !== "shop_id")).toEqual([]);
});

test("web and worker act as a role that policies bind and history binds", async () => {
  const { rows } = await owner.query(
    `SELECT rolsuper, rolbypassrls,
       has_table_privilege('laurel_app', 'transfer', 'UPDATE') AS may_update,
       has_table_privilege('laurel_app', 'transfer', 'DELETE') AS may_delete,
       has_table_privilege('laurel_app', 'program_version', 'UPDATE') AS may_rewrite,
       has_column_privilege('laurel_app', 'member_event', 'at', 'UPDATE') AS may_redate,
       has_table_privilege('laurel_app', 'member_event', 'DELETE') AS may_forget
     FROM pg_roles WHERE rolname = 'laurel_app'`,
  );
  expect(rows).toEqual([
    {
      rolsuper: false,
      rolbypassrls: false,
      may_update: false,
      may_delete: false,
      may_rewrite: false,
      may_redate: false,
      may_forget: false,
    },
  ]);
});

test("no use case sees or changes anything by another shop's ids", async () => {
  const [victim, thief] = [await aShopWithEverything(), await aShopWithEverything()];
  const before = await contents(victim);
  const { ctx } = thief;
  const { memberId, customerId, adjustmentId, redemptionId } = victim;
  const note = "Mine now";
  expect(await settleMembers(ctx, [memberId])).toEqual(new Map());
  expect(await adjustPoints(ctx, { memberId, points: 1n, note, requestId: "x" })).toEqual({
    ok: false,
    reason: "member-gone",
  });
  expect(await undoAdjustment(ctx, { adjustmentId, note, requestId: "x" })).toEqual({
    ok: false,
    reason: "unknown",
  });
  const reward = { memberId, customerId, rewardId: "five-off", note, requestId: "x" };
  expect(await redeemReward(ctx, reward)).toEqual({ ok: false, reason: "member-gone" });
  expect(await issueReward(ctx, reward)).toEqual({ ok: false, reason: "member-gone" });
  expect(await returnRedemption(ctx, { redemptionId, reason: note })).toEqual({
    ok: false,
    reason: "unknown",
  });
  expect(await checkLedger(ctx)).toMatchObject({ checked: 1n, differences: 0n });
  expect(await contents(victim)).toBe(before);
});

test("a statement that names another shop sees no row and changes none", async () => {
  const [victim, thief] = [await aShopWithEverything(), await aShopWithEverything()];
  const { shopId } = victim.ctx;
  const seen = await thief.ctx.inTransaction(async (tx) => [
    await tx.member.count({ where: { shopId } }),
    await tx.transfer.count({ where: { shopId } }),
    await tx.alias.count({ where: { shopId } }),
    await tx.orderFact.count({ where: { shopId } }),
    (await tx.member.updateMany({ where: { shopId }, data: { tierId: "gold" } })).count,
    (await tx.lot.deleteMany({ where: { shopId } })).count,
  ]);
  expect(seen).toEqual([0, 0, 0, 0, 0, 0]);
});

test("a row for another shop is refused", async () => {
  const [victim, thief] = [await aShopWithEverything(), await aShopWithEverything()];
  const { shopId } = victim.ctx;
  const forged = thief.ctx.inTransaction((tx) =>
    tx.alias.create({
      data: { shopId, customerId: "x", memberId: victim.memberId, since: new Date(0) },
    }),
  );
  await expect(forged).rejects.toThrow();
});

test("what is published, transferred or decided is never changed, not even by the owner", async () => {
  const shop = await aShopWithEverything();
  for (const table of ["transfer", "program_version", "redemption_event", "member_event"]) {
    const change = owner.query(`DELETE FROM ${table} WHERE shop_id = $1`, [shop.ctx.shopId]);
    await expect(change).rejects.toThrow("append-only");
  }
});

test("one shop can be redacted, from within itself only, and takes nobody along", async () => {
  const [leaving, staying] = [await aShopWithEverything(), await aShopWithEverything()];
  const before = await contents(staying);
  const redact = (by: TestShop, shop: TestShop) =>
    by.ctx.inTransaction((tx) => tx.$queryRaw`SELECT laurel_redact_shop(${shop.ctx.shopId})::text`);
  await expect(redact(staying, leaving)).rejects.toThrow();
  await redact(leaving, leaving);
  expect((await contents(leaving)).match(/shop_id/g)).toBeNull();
  expect(await contents(staying)).toBe(before);
});
