import { expect, test } from "vitest";
import type { ShopContext } from "#app/db/context.ts";
import { storefrontPanel } from "#app/queries/storefront-panel.ts";
import { adjustPoints } from "#app/usecases/adjust-points.ts";
import { checkLedger } from "#app/usecases/check-ledger.ts";
import { redeemReward } from "#app/usecases/redeem-reward.ts";
import { settleMembers } from "#app/usecases/settle-members.ts";
import { aShop, plainStarter } from "#test/support/shop.ts";

test("what one machine has spent, another whose clock is behind does not spend again", async () => {
  const { ctx, shop, ada } = await aMemberWith(100n);
  const ahead = machine(ctx, 2_000);
  const wish = { ...ada, rewardId: "five-off" };
  expect(await redeemReward(ahead, { ...wish, requestId: "r1" })).toMatchObject({ ok: true });
  expect(await redeemReward(ctx, { ...wish, requestId: "r2" })).toMatchObject({
    ok: false,
    reason: "too-few-points",
  });

  await settleMembers(ctx, [ada.memberId]);
  const { customerId } = ada;
  const { member } = await storefrontPanel(ctx, { customerId, locale: "en" });
  expect(member?.points).toBe("0");
  expect((await checkLedger(ctx)).differences).toBe(0n);
  shop.clock.set("2026-03-02T12:00:00Z");
  await settleMembers(ctx, [ada.memberId]);
  expect((await checkLedger(ctx)).differences).toBe(0n);
});

test("points taken by hand on a machine ahead cannot be spent on one behind", async () => {
  const { ctx, ada } = await aMemberWith(100n);
  const taken = { ...ada, points: -100n, note: "Mistake", requestId: "a2" };
  expect(await adjustPoints(machine(ctx, 5_000), taken)).toMatchObject({ ok: true });
  const wish = { ...ada, rewardId: "five-off", requestId: "r1" };
  expect(await redeemReward(ctx, wish)).toMatchObject({ ok: false, reason: "too-few-points" });
});

async function aMemberWith(points: bigint) {
  const shop = await aShop();
  await shop.publish(plainStarter);
  const ada = await shop.aMember();
  await adjustPoints(shop.ctx, { ...ada, points, note: "Welcome", requestId: "a1" });
  return { ctx: shop.ctx, shop, ada };
}

/** Another machine of the same shop, whose clock is so much ahead. */
function machine(ctx: ShopContext, aheadMs: number): ShopContext {
  return { ...ctx, clock: { now: () => new Date(ctx.clock.now().getTime() + aheadMs) } };
}
