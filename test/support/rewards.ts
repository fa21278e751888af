import { adjustPoints } from "#app/usecases/adjust-points.ts";
import type { ProgramInput } from "#app/domain/program/document.ts";
import { redeemReward, type RedeemReward } from "#app/usecases/redeem-reward.ts";
import { settleMembers } from "#app/usecases/settle-members.ts";
import { aShop, plainStarter, type TestShop } from "#test/support/shop.ts";

type RewardInput = NonNullable<ProgramInput["rewards"]>[number];

/** A reward for 100 points. */
export const reward = (rest: Partial<RewardInput> & Pick<RewardInput, "gives">): RewardInput => ({
  id: "reward",
  name: { en: "Reward" },
  costPoints: 100,
  ...rest,
});

/** A shop whose program has these rewards. */
export async function aShopSelling(...rewards: RewardInput[]) {
  const shop = await aShop();
  await shop.publish({ ...plainStarter, rewards });
  return shop;
}

/** A member with so many points. */
export async function someone({ ctx, aMember }: TestShop, points = 1000n) {
  const who = await aMember();
  await adjustPoints(ctx, { ...who, points, note: "Hello", requestId: `start-${who.memberId}` });
  return who;
}

let requests = 0;
export type Who = { memberId: string; customerId: string };

/** Asks for the reward once. */
export function ask({ ctx }: TestShop, who: Who, rest: Partial<RedeemReward> = {}) {
  requests += 1;
  return redeemReward(ctx, { ...who, rewardId: "reward", requestId: `k${requests}`, ...rest });
}

/** As `ask`, and it must be had. */
export async function taken(shop: TestShop, who: Who, rest: Partial<RedeemReward> = {}) {
  const result = await ask(shop, who, rest);
  if (!result.ok) throw new Error(`refused: ${result.reason}`);
  return result;
}

/** What can be spent, and what is set aside. */
export async function pointsOf({ ctx }: TestShop, { memberId: id }: Who) {
  await settleMembers(ctx, [id]);
  const { availablePoints, reservedPoints } = await ctx.inTransaction((tx) =>
    tx.member.findUniqueOrThrow({ where: { shopId_id: { shopId: ctx.shopId, id } } }),
  );
  return [availablePoints, reservedPoints];
}

/** The redemption as it is kept. */
export function rowOf({ ctx }: TestShop, id: string) {
  return ctx.inTransaction((tx) =>
    tx.redemption.findUniqueOrThrow({ where: { shopId_id: { shopId: ctx.shopId, id } } }),
  );
}
