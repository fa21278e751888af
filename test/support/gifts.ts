import { grantScopes } from "#dev-shop/auth/installation.ts";
import { redeemReward } from "#app/usecases/redeem-reward.ts";
import { OPTIONAL_SCOPES } from "#app/shopify/scopes.ts";
import type { ProgramInput } from "#app/domain/program/document.ts";
import { aShopper, type Shopper } from "#test/support/codes.ts";
import { aLaurel, type Laurel } from "#test/support/laurel.ts";
import { publishStarter } from "#test/support/loyalty.ts";
import { plainStarter } from "#test/support/shop.ts";

type RewardInput = NonNullable<ProgramInput["rewards"]>[number];

/**
 * A shop that may give what needs optional scopes, with one reward for 100 points, and a shopper.
 */
export async function aGivingShop(
  gives: RewardInput["gives"],
  rest: Partial<RewardInput> = {},
  laurel: Laurel | null = null,
) {
  laurel ??= await aLaurel();
  const shopper = await aShopper(laurel, 2000);
  laurel.clock.advance(60_000);
  const reward = { id: "gift", name: { en: "A gift" }, gives, costPoints: 100, ...rest };
  await publishStarter(laurel, { ...plainStarter, rewards: [reward] });
  await grantScopes(laurel.devShop, [...OPTIONAL_SCOPES]);
  await laurel.settleDown();
  return { laurel, shopper };
}

let requests = 0;

/** Redeems the gift; what Shopify has to make is not made before somebody works. */
export async function redeemGift({ ctx }: Laurel, shopper: Shopper) {
  requests += 1;
  const redeemed = await redeemReward(
    { ...ctx, author: "customer" },
    {
      memberId: shopper.memberId,
      customerId: shopper.gid,
      rewardId: "gift",
      requestId: `g${requests}`,
    },
  );
  if (!redeemed.ok) throw new Error(`not redeemed: ${redeemed.reason}`);
  return redeemed;
}

/** Gift cards of the dev shop, with what is left on each and whether it can be spent. */
export async function cardsOf({ devShop }: Laurel) {
  const { items } = await devShop.store.list("gift_card", { limit: 1000 });
  return items.map(({ balance, deactivatedAt = null }) => ({
    balance,
    usable: deactivatedAt === null,
  }));
}

/** What a customer was credited, oldest first. */
export async function creditsOf({ devShop }: Laurel, { id }: Shopper): Promise<number[]> {
  const { items } = await devShop.store.list("store_credit", { customerId: id, limit: 1000 });
  return items.map(({ amount }) => amount);
}
