import { expect, test } from "vitest";
import { storefrontCode } from "#app/queries/storefront-codes.ts";
import { isRedeemingTooFast } from "#app/queries/storefront-pace.ts";
import { storefrontPanel } from "#app/queries/storefront-panel.ts";
import { adjustPoints } from "#app/usecases/adjust-points.ts";
import { redeemReward } from "#app/usecases/redeem-reward.ts";
import { welcomeCustomer } from "#app/usecases/welcome-customer.ts";
import { aShop, plainStarter } from "#test/support/shop.ts";

test("one shop's storefront knows nothing of another's customers, members and codes", async () => {
  const shop = await aShop();
  await shop.publish(plainStarter);
  const { memberId, customerId } = await shop.aMember();
  await adjustPoints(shop.ctx, { memberId, points: 500n, note: "gift", requestId: "1" });
  for (const requestId of ["1", "2", "3", "4", "5"]) {
    await redeemReward(shop.ctx, { memberId, customerId, rewardId: "five-off", requestId });
  }
  const own = await storefrontPanel(shop.ctx, { customerId, locale: "en" });
  expect(own.codes).toHaveLength(5);
  const id = own.codes[0]?.id ?? "";
  expect(await storefrontCode(shop.ctx, { customerId, id, locale: "en" })).toMatchObject({ id });
  expect(await isRedeemingTooFast(shop.ctx, { memberId, requestId: "6" })).toBe(true);

  const { ctx } = await aShop();
  const nothing = {
    joined: false,
    member: null,
    rewards: [],
    codes: [],
    earn: [],
    history: [],
    birthday: null,
    referral: null,
    invited: null,
  };
  expect(await storefrontPanel(ctx, { customerId, locale: "en" })).toEqual(nothing);
  expect(await storefrontCode(ctx, { customerId, id, locale: "en" })).toBeNull();
  expect(await isRedeemingTooFast(ctx, { memberId, requestId: "6" })).toBe(false);
  expect(await welcomeCustomer(ctx, customerId)).not.toBe(memberId);
  expect(await storefrontCode(ctx, { customerId, id, locale: "en" })).toBeNull();
  expect((await storefrontPanel(ctx, { customerId, locale: "en" })).member?.points).toBe("0");
});
