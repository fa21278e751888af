import { expect, test } from "vitest";
import { finishWork, takeWork, enqueue } from "#app/db/work-items.ts";
import { checkLedger } from "#app/usecases/check-ledger.ts";
import { drainWork, type WorkDrain } from "#app/usecases/drain-work.ts";
import { endRedemption } from "#app/usecases/end-redemption.ts";
import { noteUsedCodes } from "#app/usecases/note-used-codes.ts";
import { publishProgram } from "#app/usecases/publish-program.ts";
import { returnRedemption } from "#app/usecases/return-redemption.ts";
import { saveDraft } from "#app/usecases/save-draft.ts";
import { settleMembers } from "#app/usecases/settle-members.ts";
import { anOrder } from "#test/support/facts.ts";
import { breaks, brokenRounds, naively, standing, times, together } from "#test/support/race.ts";
import { aShopSelling, reward, someone, taken, type Who } from "#test/support/rewards.ts";
import { aShop, plainStarter, type TestShop } from "#test/support/shop.ts";

const ROUNDS = 4;
const PLACED = Date.parse("2026-03-01T12:30:00Z");
const NOW = "2026-03-02T12:00:00Z";

/** An order for 100 points that nobody has settled. */
async function anUnsettledOrder(shop: TestShop, ada: Who, number: number) {
  const { customerId } = ada;
  const orderId = `gid://shopify/Order/${number}`;
  await shop.keepOrder(ada.memberId, anOrder({ orderId, customerId, placedAt: PLACED }));
}

test("settle × settle: an order is awarded once", async () => {
  const shop = await aShop();
  await shop.publish(plainStarter);
  shop.clock.set(NOW);
  const broken = await brokenRounds(ROUNDS, async (round) => {
    const ada = await shop.aMember();
    await anUnsettledOrder(shop, ada, round);
    await together(...times(6, () => settleMembers(shop.ctx, [ada.memberId])));
    return (await standing(shop, ada.memberId)).availablePoints === 100n;
  });
  expect(broken).toBe(0);
  expect(await checkLedger(shop.ctx)).toMatchObject({ differences: 0n });
});

test("settle × settle, without a lock and a key: an order is awarded again and again", async () => {
  const shop = await aShop();
  const { ctx } = shop;
  const isBroken = await breaks(async () => {
    const ada = await shop.aMember();
    const where = { shopId_id: { shopId: ctx.shopId, id: ada.memberId } };
    const settle = () =>
      ctx.inTransaction(async (tx) => {
        const { availablePoints } = await tx.member.findUniqueOrThrow({ where });
        const difference = 100n - availablePoints;
        await tx.member.update({ where, data: { availablePoints: { increment: difference } } });
      });
    await together(...times(6, settle));
    return (await standing(shop, ada.memberId)).availablePoints === 100n;
  });
  expect(isBroken).toBe(true);
});

function drainOf({ ctx, clock, database }: TestShop): WorkDrain {
  return {
    database,
    clock,
    shopContext: (shopId, author) => ({ ...ctx, shopId, author }),
    gatewayOf: () => Promise.reject(new Error("nobody asks Shopify here")),
    log: { warn: () => undefined, error: () => undefined },
  };
}

/** A shop with one order, whose first program is about to be published. */
async function beforeTheFirstProgram(round: number) {
  const shop = await aShop();
  const ada = await shop.aMember();
  await anUnsettledOrder(shop, ada, round);
  shop.clock.set(NOW);
  const ask = { kind: "settle" as const, subjects: [ada.memberId], dueAt: shop.clock.now() };
  await shop.ctx.inTransaction(async (tx) => enqueue(tx, shop.ctx.shopId, ask));
  const saved = await saveDraft(shop.ctx, { document: plainStarter, revision: 0 });
  if (!saved.ok) throw new Error("the draft was not saved");
  const publish = async () => {
    const effectiveFrom = new Date(PLACED - 3_600_000);
    await publishProgram(shop.ctx, { revision: saved.revision, effectiveFrom });
  };
  return { shop, ada, publish };
}

async function isAwarded(shop: TestShop, ada: Who): Promise<boolean> {
  await drainWork(drainOf(shop), "settle");
  return (await standing(shop, ada.memberId)).availablePoints === 100n;
}

test("publish × settle: whoever was settled by no program is settled again by the new one", async () => {
  const broken = await brokenRounds(ROUNDS, async (round) => {
    const { shop, ada, publish } = await beforeTheFirstProgram(round);
    await together<unknown>(() => drainWork(drainOf(shop), "settle"), publish);
    return isAwarded(shop, ada);
  });
  expect(broken).toBe(0);
});

test("publish × settle, where done is done whoever asked again: the new program is missed", async () => {
  const { shop, ada, publish } = await beforeTheFirstProgram(0);
  const { pool } = shop.database;
  const now = shop.clock.now();
  const until = new Date(now.getTime() + 6_000);
  const items = await takeWork(pool, { kind: "settle", limit: 10, now, until });
  await settleMembers(shop.ctx, [ada.memberId]);
  await publish();
  const { rows } = await pool.query<{ version: string }>(
    "SELECT version::text FROM work_item WHERE shop_id = $1",
    [shop.ctx.shopId],
  );
  const version = BigInt(rows[0]?.version ?? 0);
  const done = items.map((item) => ({ item: { ...item, version }, nextDueAt: null }));
  await finishWork(pool, done, now);
  expect(await isAwarded(shop, ada)).toBe(false);
});

test("return × late order: points come back beside those that come late", async () => {
  const shop = await aShopSelling(reward({ gives: { kind: "service" } }));
  shop.clock.set(NOW);
  const { ctx } = shop;
  const broken = await brokenRounds(ROUNDS, async (round) => {
    const ada = await someone(shop, 100n);
    const { redemptionId } = await taken(shop, ada);
    const settle = () => settleMembers(ctx, [ada.memberId]);
    await together<unknown>(
      () => returnRedemption(ctx, { redemptionId, reason: "asked back" }).then(settle),
      () => anUnsettledOrder(shop, ada, round).then(settle),
      settle,
    );
    await settle();
    const { availablePoints, reservedPoints } = await standing(shop, ada.memberId);
    return availablePoints === 200n && reservedPoints === 0n;
  });
  expect(broken).toBe(0);
  expect(await checkLedger(ctx)).toMatchObject({ differences: 0n });
});

test("return × late order, without a lock: one of the two is forgotten", async () => {
  const shop = await aShop();
  const isBroken = await breaks(async () => {
    const ada = await shop.aMember();
    const more = () => naively(shop, ada.memberId, (points) => points + 100n);
    await together(more, more);
    return (await standing(shop, ada.memberId)).availablePoints === 200n;
  });
  expect(isBroken).toBe(true);
});

test("return × use at checkout: a redemption ends once, and its points go one way", async () => {
  const shop = await aShopSelling(reward({ gives: { kind: "amount-off", amount: "5" } }));
  const { ctx } = shop;
  const broken = await brokenRounds(2 * ROUNDS, async (round) => {
    const ada = await someone(shop, 100n);
    const { redemptionId, code } = await taken(shop, ada);
    const back = { redemptionId, outcome: "returned", state: "returned", reason: "x" } as const;
    const order = anOrder({ orderId: `gid://shopify/Order/u${round}`, discountCodes: [code] });
    await together<unknown>(
      () => ctx.inTransaction((tx) => endRedemption(tx, ctx, back)),
      () => ctx.inTransaction((tx) => noteUsedCodes(tx, ctx, [order])),
    );
    await settleMembers(ctx, [ada.memberId]);
    const { outcome } = await ctx.inTransaction((tx) =>
      tx.redemption.findUniqueOrThrow({
        where: { shopId_id: { shopId: ctx.shopId, id: redemptionId } },
      }),
    );
    const { availablePoints, reservedPoints } = await standing(shop, ada.memberId);
    return availablePoints === (outcome === "returned" ? 100n : 0n) && reservedPoints === 0n;
  });
  expect(broken).toBe(0);
  expect(await checkLedger(ctx)).toMatchObject({ differences: 0n });
});
