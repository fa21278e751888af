import { expect, test } from "vitest";
import { mergeMembers } from "#app/usecases/merge-members.ts";
import { issueReward } from "#app/usecases/redeem-reward.ts";
import { aShop, plainStarter } from "#test/support/shop.ts";

test("a reward given by hand is bound to a customer who still exists", async () => {
  const { ctx, clock, publish, aMember } = await aShop();
  await publish(plainStarter);
  const kept = await aMember();
  clock.set("2026-03-02T12:00:00Z");
  const gone = await aMember();
  const merge = { keptId: kept.customerId, goneId: gone.customerId, at: clock.now() };
  await ctx.inTransaction((tx) => mergeMembers(tx, ctx, merge));
  const { memberId } = kept;
  const wish = { memberId, rewardId: "five-off", note: "Sorry", requestId: "i1" };
  expect(await issueReward(ctx, wish)).toMatchObject({ ok: true });
  const where = { shopId: ctx.shopId };
  const [issued] = await ctx.inTransaction((tx) => tx.redemption.findMany({ where }));
  expect(issued?.customerId).toBe(kept.customerId);
});
