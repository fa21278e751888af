import { expect, test } from "vitest";
import type { ProgramInput } from "#app/domain/program/document.ts";
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

/** For one week activities give twice as much, as long as its own budget lasts. */
const oneWeek: NonNullable<ProgramInput["campaigns"]>[number] = {
  ...{ id: "week", name: { en: "One week" }, activities: { factor: "2" }, budgetPoints: 20 },
  ...{ from: "2026-03-20", until: "2026-03-26" },
};

/** A shop with budgets for streaks, and two customers who buy there. */
async function twoBuyers(campaigns: ProgramInput["campaigns"] = []) {
  const shop = await aShop();
  const { ctx, clock } = shop;
  const earning = { ...plainStarter.earning, points: "0", budgetPoints: 80 };
  await shop.publish({ ...plainStarter, earning, campaigns, activities: [twoWeeks] });
  clock.set("2026-04-30T12:00:00Z");
  const [kept, gone] = [await shop.aMember(), await shop.aMember()];
  let told = 0;
  const settle = () => settleMembers(ctx, [kept.memberId, gone.memberId]);
  return {
    kept,
    gone,
    settle,
    aMember: () => shop.aMember(),
    /** Whoever an order is told of last has bought it. */
    buy: async ({ customerId, memberId }: typeof kept, days: string[]) => {
      told += 1;
      const learned = days.map((day) => {
        const orderId = `gid://shopify/Order/${day.replaceAll("-", "")}`;
        const at = { placedAt: on(day), paidAt: on(day), updatedAt: on("2026-04-29") + told };
        const facts = anOrder({ orderId, customerId, ...at });
        return { facts, complete: true, authoritative: false };
      });
      await ctx.inTransaction((tx) => keepOrders(tx, ctx, learned));
      await settleMembers(ctx, [memberId]);
    },
    merge: async () => {
      const merge = { keptId: kept.customerId, goneId: gone.customerId, at: clock.now() };
      await ctx.inTransaction((tx) => mergeMembers(tx, ctx, merge));
      await settle();
    },
    points: async () => [(await pointsOf(shop, kept))[0], (await pointsOf(shop, gone))[0]],
    used: async () => {
      const budgets = await ctx.inTransaction((tx) => tx.budget.findMany());
      return Object.fromEntries(budgets.map(({ id, usedPoints }) => [id, usedPoints]));
    },
  };
}

test("what budgets gave for the first time of two who become one stays theirs", async () => {
  const { kept, gone, buy, merge, points, used } = await twoBuyers();
  await buy(kept, ["2026-03-02", "2026-03-09"]);
  await buy(gone, ["2026-03-16", "2026-03-23", "2026-03-30", "2026-04-06"]);
  expect(await points()).toEqual([20n, 40n]);
  expect(await used()).toEqual({ program: 60n });
  for (let time = 0; time < 2; time += 1) {
    await merge();
    expect(await points()).toEqual([60n, 0n]);
  }
  expect(await used()).toEqual({ program: 60n });
  await buy(kept, ["2026-04-13", "2026-04-20"]);
  expect(await points()).toEqual([80n, 0n]);
  expect(await used()).toEqual({ program: 80n });
});

test.each(["kept", "gone"] as const)(
  "so does what a campaign gave to one of them (who is %s) for a time the other had asked for",
  async (inCampaign) => {
    const { buy, merge, points, used, ...buyers } = await twoBuyers([oneWeek]);
    const early = ["2026-03-16", "2026-03-23"];
    const late = ["2026-03-30", "2026-04-06"];
    await buy(inCampaign === "kept" ? buyers.gone : buyers.kept, late);
    await buy(buyers[inCampaign], early);
    expect(await points()).toEqual(inCampaign === "kept" ? [40n, 20n] : [20n, 40n]);
    for (let time = 0; time < 2; time += 1) {
      await merge();
      expect(await points()).toEqual([60n, 0n]);
      expect(await used()).toEqual({ program: 60n, "campaign:week": 20n });
    }
  },
);

test("whose first times were another's after all is settled all the same", async () => {
  const { kept, gone, buy, merge, points, settle, aMember } = await twoBuyers([oneWeek]);
  await buy(gone, ["2026-03-02", "2026-03-09"]);
  await buy(kept, ["2026-03-16", "2026-03-23"]);
  await merge();
  expect(await points()).toEqual([60n, 0n]);
  await buy(await aMember(), ["2026-03-02", "2026-03-09"]);
  await settle();
  // The first time is that of the campaign now, whose budget is used up, as is what it had given.
  expect(await points()).toEqual([20n, 0n]);
});
