import { expect, test } from "vitest";
import { keepOrders } from "#app/usecases/keep-orders.ts";
import { mergeMembers } from "#app/usecases/merge-members.ts";
import { settleMembers } from "#app/usecases/settle-members.ts";
import { activity } from "#test/support/activity-facts.ts";
import { anOrder, on } from "#test/support/facts.ts";
import { pointsOf } from "#test/support/rewards.ts";
import { aShop, plainStarter } from "#test/support/shop.ts";

const twoWeeks = activity({
  ...{ id: "two-weeks", kind: "streak", of: { kind: "orders" } },
  ...{ unit: "week", length: 2, repeats: true },
});

test("what budgets gave for the first time of two who become one stays theirs", async () => {
  const shop = await aShop();
  const { ctx, clock } = shop;
  const earning = { ...plainStarter.earning, points: "0", budgetPoints: 80 };
  await shop.publish({ ...plainStarter, earning, activities: [twoWeeks] });
  clock.set("2026-04-30T12:00:00Z");
  const [kept, gone] = [await shop.aMember(), await shop.aMember()];
  const buy = async ({ customerId, memberId }: typeof kept, days: string[]) => {
    const learned = days.map((day) => {
      const orderId = `gid://shopify/Order/${day.replaceAll("-", "")}`;
      const facts = anOrder({ orderId, customerId, placedAt: on(day), paidAt: on(day) });
      return { facts, complete: true, authoritative: false };
    });
    await ctx.inTransaction((tx) => keepOrders(tx, ctx, learned));
    await settleMembers(ctx, [memberId]);
  };
  await buy(kept, ["2026-03-02", "2026-03-09"]);
  await buy(gone, ["2026-03-16", "2026-03-23", "2026-03-30", "2026-04-06"]);
  const budgets = () =>
    ctx.inTransaction((tx) => tx.budget.findMany({ select: { usedPoints: true } }));
  expect([await pointsOf(shop, kept), await pointsOf(shop, gone)]).toEqual([
    [20n, 0n],
    [40n, 0n],
  ]);
  expect(await budgets()).toEqual([{ usedPoints: 60n }]);

  const merge = { keptId: kept.customerId, goneId: gone.customerId, at: clock.now() };
  for (let time = 0; time < 2; time += 1) {
    await ctx.inTransaction((tx) => mergeMembers(tx, ctx, merge));
    await settleMembers(ctx, [kept.memberId, gone.memberId]);
    expect([await pointsOf(shop, kept), await pointsOf(shop, gone)]).toEqual([
      [60n, 0n],
      [0n, 0n],
    ]);
  }
  expect(await budgets()).toEqual([{ usedPoints: 60n }]);
  await buy(kept, ["2026-04-13", "2026-04-20"]);
  expect(await pointsOf(shop, kept)).toEqual([80n, 0n]);
  expect(await budgets()).toEqual([{ usedPoints: 80n }]);
});
