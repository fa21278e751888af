import { expect, test } from "vitest";
import { activitiesPage } from "#app/queries/activities-page.ts";
import { dataRequestAnswer } from "#app/queries/data-request-answer.ts";
import { homePage } from "#app/queries/home-page.ts";
import { issuableRewards } from "#app/queries/issue-page.ts";
import { memberHeading, memberPage } from "#app/queries/member-page.ts";
import { membersPage } from "#app/queries/members-page.ts";
import { programPage } from "#app/queries/program-page.ts";
import { publishPage } from "#app/queries/publish-page.ts";
import { redemptionPage } from "#app/queries/redemption-page.ts";
import { redemptionsPage } from "#app/queries/redemptions-page.ts";
import { rewardsPage } from "#app/queries/rewards-page.ts";
import { transferReceipt } from "#app/queries/transfer-receipt.ts";
import { adjustPoints } from "#app/usecases/adjust-points.ts";
import { recordActivity } from "#app/usecases/record-activity.ts";
import { redeemReward } from "#app/usecases/redeem-reward.ts";
import { anOrder } from "#test/support/facts.ts";
import { aShop, plainStarter } from "#test/support/shop.ts";

const photo = {
  id: "photo",
  kind: "upload" as const,
  name: { en: "Photo" },
  gives: { kind: "points" as const, points: 5 },
  approval: true,
};

/** A shop in which there is something to see on every page. */
async function aBusyShop() {
  const shop = await aShop();
  const { ctx } = shop;
  await shop.publish({ ...plainStarter, activities: [photo] });
  const { memberId, customerId } = await shop.aMember();
  const report = { memberId, activity: "photo", subject: null, requestId: ctx.newId() };
  await recordActivity(ctx, report);
  // Earns 100 points.
  await shop.keepOrder(memberId, anOrder({ customerId }));
  const gift = { points: 500n, note: "A test", requestId: ctx.newId() };
  await adjustPoints(ctx, { memberId, ...gift });
  const wish = { memberId, customerId, rewardId: "five-off", requestId: ctx.newId() };
  const redeemed = await redeemReward(ctx, wish);
  if (!redeemed.ok) throw new Error(redeemed.reason);
  const requestId = ctx.newId();
  await ctx.inTransaction((tx) =>
    tx.privacyRequest.create({
      data: {
        shopId: ctx.shopId,
        id: requestId,
        kind: "data-request",
        requestKey: requestId,
        receivedAt: ctx.clock.now(),
        completedAt: ctx.clock.now(),
        answer: { held: "something" },
      },
    }),
  );
  return { ...shop, memberId, requestId, redemptionId: redeemed.redemptionId };
}

test("each page of the admin shows its own shop what is there", async () => {
  const { ctx, memberId, requestId, redemptionId } = await aBusyShop();
  const member = await memberPage(ctx, { memberId, before: null });
  expect(member?.balance).toMatchObject({ available: 500, reserved: 100 });
  expect(member?.timeline.entries.length).toBeGreaterThan(1);
  expect(await memberHeading(ctx, memberId)).not.toBeNull();
  const queue = { list: "waiting" as const, before: null, after: null };
  expect((await activitiesPage(ctx, queue)).activities).toHaveLength(1);
  expect((await redemptionPage(ctx, redemptionId))?.events).toHaveLength(1);
  expect(await dataRequestAnswer(ctx, requestId)).toEqual({ held: "something" });
  expect((await homePage(ctx)).figures).toMatchObject({
    members: 1,
    available: 500,
    reserved: 100,
  });
  expect((await homePage(ctx)).privacyRequests).toHaveLength(1);
});

test("no page shows anything of another shop, whatever ids it is given", async () => {
  const { memberId, requestId, redemptionId } = await aBusyShop();
  const { ctx } = await aShop();
  const page = { before: null, after: null };
  expect(await memberPage(ctx, { memberId, before: null })).toBeNull();
  expect(await memberHeading(ctx, memberId)).toBeNull();
  expect(await redemptionPage(ctx, redemptionId)).toBeNull();
  expect(await dataRequestAnswer(ctx, requestId)).toBeNull();
  expect(await transferReceipt(ctx, { memberId, seq: 1n, locale: "en" })).toBeNull();
  const everyone = { search: "", tier: "", sort: "newest" as const, ...page };
  expect((await membersPage(ctx, everyone)).members).toEqual([]);
  expect((await redemptionsPage(ctx, { search: "", state: null, ...page })).redemptions).toEqual(
    [],
  );
  for (const list of ["waiting", "decided"] as const) {
    expect((await activitiesPage(ctx, { list, ...page })).activities).toEqual([]);
  }
  expect((await programPage(ctx)).versions).toEqual([]);
  expect((await publishPage(ctx, { since: null })).version).toBeNull();
  expect((await rewardsPage(ctx)).rewards.map(({ redeemed }) => redeemed)).toEqual([0, 0, 0]);
  expect(await issuableRewards(ctx)).toEqual([]);
  const home = await homePage(ctx);
  expect(Object.values(home.figures)).toEqual([0, 0, 0, 0, 0, 0, 0, 0]);
  expect(home).toMatchObject({ trouble: [], privacyRequests: [], setUp: { sawOrder: false } });
});
