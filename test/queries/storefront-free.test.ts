import { expect, test } from "vitest";
import { storefrontPanel } from "#app/queries/storefront-panel.ts";
import { addVouchers } from "#app/usecases/add-vouchers.ts";
import { holdTier } from "#app/usecases/hold-tier.ts";
import { reward, someone } from "#test/support/rewards.ts";
import { aShop, plainStarter } from "#test/support/shop.ts";

test("what is free by a tier, and of which nothing is left, is shown as sold out", async () => {
  const shop = await aShop();
  const perk = { kind: "free-reward", reward: "reward", times: 1, per: "month" } as const;
  const gold = { id: "gold", name: { en: "Gold" }, threshold: null, perks: [perk] };
  await shop.publish({
    ...plainStarter,
    rewards: [reward({ gives: { kind: "voucher" }, notForSale: true })],
    tiers: { measure: "spend", window: { kind: "lifetime" }, levels: [gold] },
  });
  const { memberId, customerId } = await someone(shop);
  const promise = { tierId: "gold", until: null, note: "promised", requestId: "held" };
  await holdTier(shop.ctx, { memberId, ...promise });
  const shown = async () => {
    const { rewards } = await storefrontPanel(shop.ctx, { customerId, locale: "en" });
    return rewards.map(({ affordable, missing }) => [affordable, missing]);
  };
  expect(await shown()).toEqual([[false, expect.stringMatching(/./)]]);
  await addVouchers(shop.ctx, { rewardId: "reward", csv: "A" });
  expect(await shown()).toEqual([[true, null]]);
});
