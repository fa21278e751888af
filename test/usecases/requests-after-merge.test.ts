import { expect, test } from "vitest";
import { adjustPoints } from "#app/usecases/adjust-points.ts";
import { mergeMembers } from "#app/usecases/merge-members.ts";
import { recordActivity } from "#app/usecases/record-activity.ts";
import { activity } from "#test/support/activity-facts.ts";
import { pointsOf } from "#test/support/rewards.ts";
import { aShop, plainStarter } from "#test/support/shop.ts";

test("what was reported before a merge, and is reported again after it, is the same", async () => {
  const { shop, ctx, kept, gone, merge } = await twoWhoMerge();
  const report = { activity: "survey", subject: null, requestId: "r1" };
  const first = await recordActivity(ctx, { ...report, memberId: gone.memberId });
  await merge();
  expect(await recordActivity(ctx, { ...report, memberId: kept.memberId })).toEqual(first);
  expect(await pointsOf(shop, kept)).toEqual([20n, 0n]);
  const other = { ...report, memberId: kept.memberId, subject: "another" };
  expect(await recordActivity(ctx, other)).toEqual({ ok: false, reason: "request-reused" });
});

test("points given by hand before a merge, and asked for again after it, are the same", async () => {
  const { shop, ctx, kept, gone, merge } = await twoWhoMerge();
  const wish = { points: 30n, note: "", requestId: "a1" };
  const first = await adjustPoints(ctx, { ...wish, memberId: gone.memberId });
  await merge();
  expect(await adjustPoints(ctx, { ...wish, memberId: kept.memberId })).toEqual(first);
  expect(await pointsOf(shop, kept)).toEqual([30n, 0n]);
});

async function twoWhoMerge() {
  const shop = await aShop();
  const { ctx, clock } = shop;
  await shop.publish({ ...plainStarter, activities: [activity({ id: "survey", kind: "survey" })] });
  const [kept, gone] = [await shop.aMember(), await shop.aMember()];
  const merge = { keptId: kept.customerId, goneId: gone.customerId, at: clock.now() };
  return {
    ...{ shop, ctx, kept, gone },
    merge: () => ctx.inTransaction((tx) => mergeMembers(tx, ctx, merge)),
  };
}
