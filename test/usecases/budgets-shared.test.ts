import { setTimeout as sleep } from "node:timers/promises";
import { expect, test } from "vitest";
import { checkLedger } from "#app/usecases/check-ledger.ts";
import { grantBudgets } from "#app/usecases/grant-budgets.ts";
import { keepOrders } from "#app/usecases/keep-orders.ts";
import { settleMembers } from "#app/usecases/settle-members.ts";
import { anOrder, on } from "#test/support/facts.ts";
import { aShop, plainStarter } from "#test/support/shop.ts";

test("budgets asked one after the other, by each in another order, never wait in a circle", async () => {
  const shop = await aShop();
  const { ctx } = shop;
  const askInTurn = async (budgets: string[]) => {
    const { memberId } = await shop.aMember();
    return ctx.inTransaction(async (tx) => {
      for (const budget of budgets) {
        const wish = { memberId, budget, source: "order:1", points: 30n, limitPoints: 100n };
        await grantBudgets(tx, ctx, [wish]);
        await sleep(30);
      }
    });
  };
  await Promise.all([
    askInTurn(["program", "campaign:spring"]),
    askInTurn(["campaign:spring", "program"]),
  ]);
  const budgets = await ctx.inTransaction((tx) => tx.budget.findMany({ orderBy: { id: "asc" } }));
  expect(budgets.map(({ id, usedPoints }) => [id, usedPoints])).toEqual([
    ["campaign:spring", 60n],
    ["program", 60n],
  ]);
});

test("what a budget gave to an order goes with it to another customer, and back", async () => {
  const shop = await aShop();
  const { ctx } = shop;
  await shop.publish({ ...plainStarter, earning: { ...plainStarter.earning, budgetPoints: 100 } });
  shop.clock.set("2026-03-02T12:00:00Z");
  const [gone, kept] = [await shop.aMember(), await shop.aMember()];
  const tell = async (customerId: string, day: string) => {
    const order = anOrder({ customerId, placedAt: on("2026-03-01"), paidAt: on("2026-03-01") });
    const facts = { ...order, updatedAt: on(day) };
    const learned = [{ facts, complete: true, authoritative: false }];
    await ctx.inTransaction((tx) => keepOrders(tx, ctx, learned));
    await settleMembers(ctx, [gone.memberId, kept.memberId]);
  };
  const standing = () =>
    ctx.inTransaction(async (tx) => {
      const members = await tx.member.findMany({ where: { shopId: ctx.shopId } });
      const points = new Map(members.map(({ id, availablePoints }) => [id, availablePoints]));
      const budgets = await tx.budget.findMany({ where: { shopId: ctx.shopId } });
      const used = budgets.map(({ usedPoints }) => usedPoints);
      return [points.get(gone.memberId), points.get(kept.memberId), ...used];
    });
  await tell(gone.customerId, "2026-03-01");
  expect(await standing()).toEqual([100n, 0n, 100n]);
  await tell(kept.customerId, "2026-03-02");
  expect(await standing()).toEqual([0n, 100n, 100n]);
  await tell(gone.customerId, "2026-03-03");
  expect(await standing()).toEqual([100n, 0n, 100n]);
  expect(await checkLedger(ctx)).toMatchObject({ differences: 0n });
});
