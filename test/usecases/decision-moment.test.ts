import { expect, test } from "vitest";
import type { ShopContext } from "#app/db/context.ts";
import type { ProgramInput } from "#app/domain/program/document.ts";
import { adjustPoints } from "#app/usecases/adjust-points.ts";
import { checkLedger } from "#app/usecases/check-ledger.ts";
import { holdTier } from "#app/usecases/hold-tier.ts";
import { redeemReward } from "#app/usecases/redeem-reward.ts";
import { standing } from "#test/support/race.ts";
import { rowOf, reward, type Who } from "#test/support/rewards.ts";
import { aShop, plainStarter, type TestShop } from "#test/support/shop.ts";

/** So many looks at the clock before midnight each story begins: one decision takes fewer. */
const LOOKS = 12;

const gold: ProgramInput["tiers"] = {
  measure: "spend",
  window: { kind: "lifetime" },
  levels: [
    {
      ...{ id: "gold", name: { en: "Gold" }, threshold: null },
      perks: [{ kind: "standing-discount", reward: "reward" }],
    },
  ],
};

/** A golden member whose 100 points end with 28 March, when a story ends with some midnight. */
async function aMemberBefore(midnight: string) {
  const shop = await aShop();
  const percent = reward({ gives: { kind: "percentage-off", percent: "5" } });
  const expiry = { kind: "months-after-earning", months: 1 } as const;
  shop.clock.set("2026-02-28T12:00:00Z");
  await shop.publish({ ...plainStarter, expiry, tiers: gold, rewards: [percent] });
  const ada = await shop.aMember();
  const given = { ...ada, points: 100n, note: "Hello", requestId: "given" };
  await adjustPoints(shop.ctx, given);
  const held = { ...ada, tierId: "gold", until: null, note: "promised", requestId: "held" };
  expect(await holdTier(shop.ctx, held)).toMatchObject({ ok: true });
  return { shop, ada, ctxAfter: (looks: number) => hurried(shop, midnight, looks) };
}

/** Each look at the clock is a millisecond after the one before; midnight is so many looks away. */
function hurried({ ctx }: TestShop, midnight: string, looks: number): ShopContext {
  let now = Date.parse(midnight) - looks;
  return { ...ctx, clock: { now: () => new Date(now++) } };
}

async function eachMoment(
  midnight: string,
  holds: (story: { shop: TestShop; ada: Who; ctx: ShopContext }) => Promise<boolean>,
): Promise<number[]> {
  const broken: number[] = [];
  for (let looks = 0; looks <= LOOKS; looks++) {
    const { shop, ada, ctxAfter } = await aMemberBefore(midnight);
    const isRight = await holds({ shop, ada, ctx: ctxAfter(looks) });
    const { differences } = await checkLedger(shop.ctx);
    if (!isRight || differences !== 0n) broken.push(looks);
  }
  return broken;
}

test("points that were there when it was decided pay, also if they end meanwhile", async () => {
  const wish = { rewardId: "reward", requestId: "r1" };
  const broken = await eachMoment("2026-03-29T00:00:00Z", async ({ shop, ada, ctx }) => {
    const { ok } = await redeemReward(ctx, { ...ada, ...wish });
    const { reservedPoints, debtPoints } = await standing(shop, ada.memberId);
    return reservedPoints === (ok ? 100n : 0n) && debtPoints === 0n;
  });
  expect(broken).toEqual([]);
});

test("points taken by hand leave no debt, also if they end meanwhile", async () => {
  const wish = { points: -100n, note: "Goodbye", requestId: "r1" };
  const broken = await eachMoment("2026-03-29T00:00:00Z", async ({ shop, ada, ctx }) => {
    await adjustPoints(ctx, { ...ada, ...wish });
    return (await standing(shop, ada.memberId)).debtPoints === 0n;
  });
  expect(broken).toEqual([]);
});

test("a standing code is claimed in the month in which it can be used", async () => {
  const wish = { rewardId: "reward", requestId: "r1", free: true };
  const broken = await eachMoment("2026-04-01T00:00:00Z", async ({ shop, ada, ctx }) => {
    const had = await redeemReward(ctx, { ...ada, ...wish });
    if (!had.ok) return false;
    const { reservedAt, endsAt } = await rowOf(shop, had.redemptionId);
    return endsAt !== null && reservedAt < endsAt;
  });
  expect(broken).toEqual([]);
});
