import { setTimeout as sleep } from "node:timers/promises";
import { expect, test } from "vitest";
import { checkLedger } from "#app/usecases/check-ledger.ts";
import { grantBudgets } from "#app/usecases/grant-budgets.ts";
import { recordActivity } from "#app/usecases/record-activity.ts";
import { settleMembers } from "#app/usecases/settle-members.ts";
import { anOrder, on } from "#test/support/facts.ts";
import { aShop, plainStarter, type TestShop } from "#test/support/shop.ts";

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

/** Orders earn 1 point per 1, at most 450 in all; a rule adds 40 each, at most 100 in all. */
const budgeted = {
  ...plainStarter,
  earning: {
    ...plainStarter.earning,
    budgetPoints: 450,
    rules: [
      {
        id: "gift",
        name: { en: "Gift" },
        gives: { kind: "fixed" as const, points: 40 },
        budgetPoints: 100,
      },
    ],
  },
  activities: [
    {
      id: "survey",
      kind: "survey" as const,
      name: { en: "Survey" },
      gives: { kind: "points" as const, points: 30 },
    },
  ],
  campaigns: [
    {
      id: "spring",
      name: { en: "Spring" },
      activities: { factor: "2" },
      budgetPoints: 75,
    },
  ],
};

async function availableOf({ ctx }: TestShop): Promise<bigint> {
  const { shopId } = ctx;
  const rows = await ctx.inTransaction((tx) => tx.member.findMany({ where: { shopId } }));
  return sum(rows.map(({ availablePoints }) => availablePoints));
}

let placed = 0;

/** An order of 100.00, as stage one would write it. */
async function placeOrder(shop: TestShop, memberId: string): Promise<void> {
  placed += 1;
  const at = on("2026-03-02T11:00");
  const orderId = `gid://shopify/Order/5${placed}`;
  await shop.keepOrder(memberId, anOrder({ orderId, placedAt: at, paidAt: at }));
}

test("settled one beside the other, orders take of all their budgets what is there", async () => {
  const shop = await aShop();
  await shop.publish({ ...budgeted, activities: [], campaigns: [] });
  shop.clock.set("2026-03-02T12:00:00Z");
  const ids = await members(shop, 6);
  for (const id of ids) await placeOrder(shop, id);
  await Promise.all([...ids, ...ids].map((id) => settleMembers(shop.ctx, [id])));
  // 6 × 100 by the rate and 100 by the rule, of which the program lets 450 through.
  expect(await availableOf(shop)).toBe(450n);
  expect(await usedOf(shop, "program")).toBe(450n);
  expect(await usedOf(shop, "rule:gift")).toBe(100n);
  expect(await checkLedger(shop.ctx)).toMatchObject({ differences: 0n });
});

test("many orders of one member in one settling come to the same as one after the other", async () => {
  const outcomes: (bigint | null)[][] = [];
  for (const atOnce of [true, false]) {
    const shop = await aShop();
    await shop.publish({ ...budgeted, activities: [], campaigns: [] });
    shop.clock.set("2026-03-02T12:00:00Z");
    const [memberId = ""] = await members(shop, 1);
    for (let order = 0; order < 5; order += 1) {
      await placeOrder(shop, memberId);
      if (!atOnce) await settleMembers(shop.ctx, [memberId]);
    }
    await settleMembers(shop.ctx, [memberId]);
    outcomes.push([
      await availableOf(shop),
      await usedOf(shop, "program"),
      await usedOf(shop, "rule:gift"),
    ]);
  }
  expect(outcomes[0]).toEqual(outcomes[1]);
  expect(outcomes[0]?.[0]).toBe(450n);
});

test("activities reported at once share a campaign's budget to the last point", async () => {
  const shop = await aShop();
  await shop.publish(budgeted);
  const ids = await members(shop, 4);
  await Promise.all(
    ids.map((memberId) =>
      recordActivity(shop.ctx, { memberId, activity: "survey", subject: null, requestId: "r" }),
    ),
  );
  // 4 × 30, and of the 4 × 30 that the campaign adds, 75.
  expect(await availableOf(shop)).toBe(195n);
  expect(await usedOf(shop, "campaign:spring")).toBe(75n);
});

test("a long history is granted bit by bit, and asks to be gone on with", async () => {
  const shop = await aShop();
  const earning = { ...plainStarter.earning, budgetPoints: 4_450 };
  await shop.publish({ ...plainStarter, earning });
  shop.clock.set("2026-03-02T12:00:00Z");
  const [memberId = ""] = await members(shop, 1);
  for (let order = 0; order < 45; order += 1) await placeOrder(shop, memberId);
  await settleMembers(shop.ctx, [memberId]);
  expect(await availableOf(shop)).toBe(4_000n);
  const waiting = await shop.ctx.inTransaction((tx) =>
    tx.workItem.findMany({ where: { shopId: shop.ctx.shopId, kind: "settle" } }),
  );
  expect(waiting.map(({ subject }) => subject)).toContain(memberId);
  await settleMembers(shop.ctx, [memberId]);
  expect(await availableOf(shop)).toBe(4_450n);
});

test("a shop without budgets never meets their rows", async () => {
  const shop = await aShop();
  await shop.publish(plainStarter);
  shop.clock.set("2026-03-02T12:00:00Z");
  const [memberId = ""] = await members(shop, 1);
  await placeOrder(shop, memberId);
  await settleMembers(shop.ctx, [memberId]);
  const { shopId } = shop.ctx;
  const counts = await shop.ctx.inTransaction(async (tx) => [
    await tx.budget.count({ where: { shopId } }),
    await tx.memberEvent.count({ where: { shopId } }),
  ]);
  expect(counts).toEqual([0, 0]);
  expect(await availableOf(shop)).toBe(100n);
});
