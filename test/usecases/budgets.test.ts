import { setTimeout as sleep } from "node:timers/promises";
import { expect, test } from "vitest";
import { grantBudgets } from "#app/usecases/grant-budgets.ts";
import { aShop, type TestShop } from "#test/support/shop.ts";

type Asked = { budget: string; source: string; points: bigint; limitPoints: bigint };

const wish = (rest: Partial<Asked> = {}): Asked => ({
  budget: "program",
  source: "order:1",
  points: 30n,
  limitPoints: 100n,
  ...rest,
});

async function members(shop: TestShop, count: number): Promise<string[]> {
  return Promise.all(Array.from({ length: count }, async () => (await shop.aMember()).memberId));
}

function ask({ ctx }: TestShop, wishes: (Asked & { memberId: string })[]) {
  return ctx.inTransaction(async (tx) => {
    const grants = await grantBudgets(tx, ctx, wishes);
    return grants.map(({ event }) => event.points);
  });
}

async function usedOf({ ctx }: TestShop, id = "program"): Promise<bigint | null> {
  const { shopId } = ctx;
  const row = await ctx.inTransaction((tx) =>
    tx.budget.findUnique({ where: { shopId_id: { shopId, id } } }),
  );
  return row?.usedPoints ?? null;
}

const sum = (points: bigint[]) => points.reduce((total, each) => total + each, 0n);

test("many who ask at once get all there is, and not a point more", async () => {
  const shop = await aShop();
  const ids = await members(shop, 8);
  const grants = await Promise.all(ids.map((memberId) => ask(shop, [{ ...wish(), memberId }])));
  const points = grants.flat();
  expect(sum(points)).toBe(100n);
  expect(points.filter((each) => each === 30n)).toHaveLength(3);
  expect(points.filter((each) => each === 0n)).toHaveLength(4);
  expect(await usedOf(shop)).toBe(100n);
});

test("reading, checking and writing without a lock would overspend: the race is real", async () => {
  const shop = await aShop();
  const ids = await members(shop, 8);
  const { ctx } = shop;
  const { shopId } = ctx;
  await ctx.inTransaction((tx) => tx.budget.create({ data: { shopId, id: "program" } }));
  const naive = () =>
    ctx.inTransaction(async (tx) => {
      const row = await tx.budget.findUnique({ where: { shopId_id: { shopId, id: "program" } } });
      const room = 100n - (row?.usedPoints ?? 0n);
      await sleep(20);
      const points = room < 30n ? room : 30n;
      await tx.$executeRaw`UPDATE budget SET used_points = used_points + ${points}
                           WHERE shop_id = ${shopId} AND id = 'program'`;
      return points;
    });
  const points = await Promise.all(ids.map(naive));
  expect(sum(points)).toBeGreaterThan(100n);
});

test("several budgets in one go are locked in one order, whatever the order of asking", async () => {
  const shop = await aShop();
  const ids = await members(shop, 6);
  const grants = await Promise.all(
    ids.map((memberId, index) => {
      const both = ["campaign:a", "rule:b"].map((budget) => ({ ...wish({ budget }), memberId }));
      return ask(shop, index % 2 === 0 ? both : both.reverse());
    }),
  );
  expect(sum(grants.flat())).toBe(200n);
  expect([await usedOf(shop, "campaign:a"), await usedOf(shop, "rule:b")]).toEqual([100n, 100n]);
});

test("what is granted is final: nobody is granted the same twice", async () => {
  const shop = await aShop();
  const [memberId = ""] = await members(shop, 1);
  await ask(shop, [{ ...wish(), memberId }]);
  await expect(ask(shop, [{ ...wish(), memberId }])).rejects.toThrow("asked once");
  expect(await usedOf(shop)).toBe(30n);
});

test("a transaction that fails leaves the budget as it was", async () => {
  const shop = await aShop();
  const [memberId = ""] = await members(shop, 1);
  const failing = shop.ctx.inTransaction(async (tx) => {
    await grantBudgets(tx, shop.ctx, [{ ...wish(), memberId }]);
    throw new Error("something else went wrong");
  });
  await expect(failing).rejects.toThrow("something else");
  expect(await usedOf(shop)).toBeNull();
});

test("a budget raised by a new version gives what is more; one lowered takes nothing back", async () => {
  const shop = await aShop();
  const [memberId = ""] = await members(shop, 1);
  const points = await ask(
    shop,
    [100n, 120n, 90n].map((limitPoints, index) => ({
      ...wish({ source: `order:${index}`, points: 200n, limitPoints }),
      memberId,
    })),
  );
  expect(points).toEqual([100n, 20n, 0n]);
});
