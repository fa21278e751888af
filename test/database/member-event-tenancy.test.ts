import { expect, test } from "vitest";
import { activitiesPage } from "#app/queries/activities-page.ts";
import { closeAccount } from "#app/usecases/close-account.ts";
import { decideActivity } from "#app/usecases/decide-activity.ts";
import { getReferralCode } from "#app/usecases/get-referral-code.ts";
import { grantBudgets } from "#app/usecases/grant-budgets.ts";
import { holdTier } from "#app/usecases/hold-tier.ts";
import { rankMembers } from "#app/usecases/rank-members.ts";
import { recheckReceipts } from "#app/usecases/recheck-receipts.ts";
import { recordActivity } from "#app/usecases/record-activity.ts";
import { referFriend } from "#app/usecases/refer-friend.ts";
import { setBirthday } from "#app/usecases/set-birthday.ts";
import { tellInviters } from "#app/usecases/tell-inviters.ts";
import { aShop, plainStarter, type TestShop } from "#test/support/shop.ts";

const program = {
  ...plainStarter,
  tiers: {
    measure: "spend" as const,
    window: { kind: "lifetime" as const },
    levels: [
      {
        id: "best",
        name: { en: "Best" },
        threshold: null,
        ways: [{ kind: "top-percent" as const, percent: "100" }],
      },
    ],
  },
  activities: [
    {
      id: "photo",
      kind: "upload" as const,
      name: { en: "Photo" },
      gives: { kind: "points" as const, points: 5 },
      approval: true,
    },
  ],
  referral: { inviterPoints: 10, friendPoints: 10 },
};

async function aBusyShop() {
  const shop = await aShop();
  const { ctx } = shop;
  await shop.publish(program);
  const { memberId } = await shop.aMember();
  const report = { memberId, activity: "photo", subject: null, requestId: "r" };
  const reported = await recordActivity(ctx, report);
  const code = await getReferralCode(ctx, memberId);
  if (!reported.ok || code === null) throw new Error("the shop could not be filled");
  const wish = { budget: "program", source: "order:1", points: 5n, limitPoints: 9n, memberId };
  await ctx.inTransaction((tx) => grantBudgets(tx, ctx, [wish]));
  return { ...shop, memberId, eventId: reported.eventId, code };
}

/** All that member events and budgets of a shop say. */
async function contents({ ctx }: TestShop): Promise<string> {
  const { shopId } = ctx;
  return ctx.inTransaction(async (tx) =>
    JSON.stringify(
      [
        await tx.memberEvent.findMany({ where: { shopId }, orderBy: { id: "asc" } }),
        await tx.budget.findMany({ where: { shopId }, orderBy: { id: "asc" } }),
        await tx.member.findMany({ where: { shopId }, orderBy: { id: "asc" } }),
      ],
      (_key, value: unknown) => (typeof value === "bigint" ? value.toString() : value),
    ),
  );
}

test("no use case of member events sees or changes another shop's", async () => {
  const [victim, thief] = [await aBusyShop(), await aBusyShop()];
  const before = await contents(victim);
  const { ctx } = thief;
  const { memberId, eventId, code } = victim;
  const requestId = "x";
  const refusals = [
    await recordActivity(ctx, { memberId, activity: "photo", subject: null, requestId }),
    await decideActivity(ctx, { eventId, approved: true, note: "", requestId }),
    await setBirthday(ctx, { memberId, month: 1, day: 1, requestId }),
    await holdTier(ctx, { memberId, tierId: "best", until: null, note: "", requestId }),
    await closeAccount(ctx, { memberId, note: null, requestId }),
    await referFriend(ctx, { friendId: memberId, code: thief.code, requestId }),
    await referFriend(ctx, { friendId: thief.memberId, code, requestId }),
  ];
  expect(refusals.map((result) => (result.ok ? "ok" : result.reason))).toEqual([
    "member-gone",
    "unknown",
    "member-gone",
    "member-gone",
    "member-gone",
    "member-gone",
    "unknown-code",
  ]);
  expect(await getReferralCode(ctx, memberId)).toBeNull();
  await tellInviters(ctx, [memberId]);
  await rankMembers(ctx);
  await recheckReceipts(ctx);
  const queue = await activitiesPage(ctx, { before: null, after: null, list: "waiting" });
  expect(queue.activities.map((each) => each.eventId)).toEqual([thief.eventId]);
  expect(await contents(victim)).toBe(before);
});

test("budgets of the same name are each shop's own", async () => {
  const [one, two] = [await aBusyShop(), await aBusyShop()];
  const ask = ({ ctx, memberId }: typeof one) =>
    ctx.inTransaction(async (tx) => {
      const wish = { budget: "program", source: "order:2", points: 9n, limitPoints: 9n };
      const [grant] = await grantBudgets(tx, ctx, [{ ...wish, memberId }]);
      return grant?.event.points;
    });
  expect([await ask(one), await ask(two)]).toEqual([4n, 4n]);
});
