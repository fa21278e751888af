import { expect, test } from "vitest";
import type { ShopifyGateway } from "#app/shopify/gateway.ts";
import { ShopifyUnavailable } from "#app/shopify/errors.ts";
import { forgetCustomer } from "#app/usecases/forget-customer.ts";
import { cancelRedemption, issueRedemption } from "#app/usecases/issue-redemption.ts";
import { discountsOf, redemptionOf } from "#test/support/codes.ts";
import { aGivingShop, cardsOf, creditsOf, redeemGift } from "#test/support/gifts.ts";
import type { Laurel } from "#test/support/laurel.ts";
import { standingOf } from "#test/support/loyalty.ts";

const DAY = 86_400_000;
const TEN_MINUTES = 600_000;

/** Shopify hears of what it was asked to make only when it is told to. */
function slow(gateway: ShopifyGateway) {
  const underWay: (() => Promise<unknown>)[] = [];
  const later = (send: () => Promise<unknown>) => {
    underWay.push(send);
    return Promise.reject(new ShopifyUnavailable("No answer", 2000));
  };
  return {
    gateway: {
      ...gateway,
      createGiftCard: (wish) => later(() => gateway.createGiftCard(wish)),
      createDiscountCode: (wish) => later(() => gateway.createDiscountCode(wish)),
    } as ShopifyGateway,
    arrive: () => Promise.all(underWay.map((send) => send())),
  };
}

async function finish(laurel: Laurel, gateway: ShopifyGateway, redemptionId: string) {
  while (!(await cancelRedemption(laurel.ctx, gateway, redemptionId))) {
    laurel.clock.advance(TEN_MINUTES);
  }
}

test.each(["gift-card", "amount-off"] as const)(
  "what an erased customer was to be given cannot be used, though it was made late: %s",
  async (kind) => {
    const { laurel, shopper } = await aGivingShop({ kind, amount: "5" });
    await laurel.stopWorker();
    const { redemptionId, code } = await redeemGift(laurel, shopper);
    const gateway = await laurel.context.gatewayOf(laurel.ctx.shopId);
    const late = slow(gateway);
    await expect(issueRedemption(laurel.ctx, late.gateway, redemptionId)).rejects.toThrow();
    await laurel.ctx.inTransaction((tx) =>
      forgetCustomer(tx, laurel.ctx, { customerId: shopper.gid }),
    );
    expect(await cancelRedemption(laurel.ctx, gateway, redemptionId)).toBe(false);
    await late.arrive();
    await finish(laurel, gateway, redemptionId);
    expect(await redemptionOf(laurel, redemptionId)).toMatchObject({ outcome: "returned" });
    expect((await cardsOf(laurel)).filter(({ usable }) => usable)).toEqual([]);
    expect((await discountsOf(laurel, code)).filter(({ usable }) => usable)).toEqual([]);
  },
);

test.each(["gift-card", "store-credit", "amount-off"] as const)(
  "what could not be made before its last day was over is paid back: %s",
  async (kind) => {
    const { laurel, shopper } = await aGivingShop({ kind, amount: "5" }, { validDays: 3 });
    await laurel.stopWorker();
    const { redemptionId } = await redeemGift(laurel, shopper);
    const gateway = await laurel.context.gatewayOf(laurel.ctx.shopId);
    laurel.clock.advance(5 * DAY);
    await issueRedemption(laurel.ctx, gateway, redemptionId);
    await finish(laurel, gateway, redemptionId);
    expect(await redemptionOf(laurel, redemptionId)).toMatchObject({ outcome: "returned" });
    expect((await cardsOf(laurel)).filter(({ usable }) => usable)).toEqual([]);
    expect(await creditsOf(laurel, shopper)).toEqual([]);
    await laurel.startWorker();
    await laurel.settleDown();
    expect(await standingOf(laurel, shopper.gid)).toMatchObject({ available: 2000n });
  },
);
