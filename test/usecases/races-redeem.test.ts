import { expect, test } from "vitest";
import type { ShopContext } from "#app/db/context.ts";
import { checkLedger } from "#app/usecases/check-ledger.ts";
import { forgetCustomer } from "#app/usecases/forget-customer.ts";
import { redeemReward } from "#app/usecases/redeem-reward.ts";
import { settleMembers } from "#app/usecases/settle-members.ts";
import { anOrder, aRefund } from "#test/support/facts.ts";
import {
  breaks,
  brokenRounds,
  moved,
  naively,
  standing,
  times,
  together,
} from "#test/support/race.ts";
import { ask, aShopSelling, reward, someone } from "#test/support/rewards.ts";
import { aShop, plainStarter, type TestShop } from "#test/support/shop.ts";

const ROUNDS = 4;
const TABS = 6;
const PLACED = Date.parse("2026-03-01T12:30:00Z");

const isClean = async ({ ctx }: TestShop) => (await checkLedger(ctx)).differences === 0n;

test("redeem × redeem: as many succeed as there are points for", async () => {
  const shop = await aShopSelling(reward({ gives: { kind: "amount-off", amount: "5" } }));
  const broken = await brokenRounds(ROUNDS, async () => {
    const ada = await someone(shop, 250n);
    const answers = await together(...times(TABS, () => ask(shop, ada)));
    const { availablePoints, reservedPoints } = await standing(shop, ada.memberId);
    const had = answers.filter(({ ok }) => ok).length;
    return had === 2 && availablePoints === 50n && reservedPoints === 200n;
  });
  expect(broken).toBe(0);
  expect(await isClean(shop)).toBe(true);
});

test("redeem × redeem, without a lock: points are spent twice", async () => {
  const shop = await aShop();
  const isBroken = await breaks(async () => {
    const ada = await someone(shop, 250n);
    const spend = () =>
      naively(shop, ada.memberId, (points) => (points < 100n ? null : points - 100n));
    const answers = await together(...times(TABS, spend));
    return answers.filter(Boolean).length === 2;
  });
  expect(isBroken).toBe(true);
});

test("one redemption asked for by several tabs under one name is one", async () => {
  const shop = await aShopSelling(reward({ gives: { kind: "amount-off", amount: "5" } }));
  const broken = await brokenRounds(ROUNDS, async (round) => {
    const ada = await someone(shop, 250n);
    const requestId = `same-${round}`;
    const answers = await together(...times(TABS, () => ask(shop, ada, { requestId })));
    const ids = new Set(answers.map((answer) => answer.ok && answer.redemptionId));
    const { reservedPoints } = await standing(shop, ada.memberId);
    return ids.size === 1 && !ids.has(false) && reservedPoints === 100n;
  });
  expect(broken).toBe(0);
});

/** A member with 100 points of one order. */
async function aBuyer(shop: TestShop, round: number) {
  const ada = await shop.aMember();
  const order = anOrder({
    orderId: `gid://shopify/Order/${round}`,
    customerId: ada.customerId,
    placedAt: PLACED,
  });
  await shop.keepOrder(ada.memberId, order);
  await settleMembers(shop.ctx, [ada.memberId]);
  return { ada, order };
}

test("redeem × refund: what was spent is owed, and nothing is both spent and taken back", async () => {
  const shop = await aShopSelling(reward({ gives: { kind: "amount-off", amount: "5" } }));
  shop.clock.set("2026-03-02T12:00:00Z");
  const outcomes = new Set<boolean>();
  const broken = await brokenRounds(ROUNDS, async (round) => {
    const { ada, order } = await aBuyer(shop, round);
    const at = shop.clock.now().getTime();
    const change = aRefund({ id: `r${round}`, at, adjustmentMinor: -10_000n });
    const refund = async () => {
      await shop.keepOrder(ada.memberId, { ...order, changes: [change] });
      await settleMembers(shop.ctx, [ada.memberId]);
      return { ok: false };
    };
    const [answer] = await together<{ ok: boolean }>(() => ask(shop, ada), refund);
    await settleMembers(shop.ctx, [ada.memberId]);
    const { availablePoints, reservedPoints, debtPoints } = await standing(shop, ada.memberId);
    const spent = answer?.ok ? 100n : 0n;
    outcomes.add(answer?.ok ?? false);
    return reservedPoints === spent && availablePoints + debtPoints === -spent;
  });
  expect(broken).toBe(0);
  expect(outcomes.size, "both came first, now and then").toBeGreaterThan(0);
  expect(await isClean(shop)).toBe(true);
});

test("redeem × refund, without a lock: one of the two is forgotten", async () => {
  const shop = await aShop();
  const isBroken = await breaks(async () => {
    const ada = await someone(shop, 300n);
    const less = () => naively(shop, ada.memberId, (points) => points - 100n);
    await together(less, less);
    return (await standing(shop, ada.memberId)).availablePoints === 100n;
  });
  expect(isBroken).toBe(true);
});

/** Two processes for one of which the last day is over already. */
function twoClocks({ ctx }: TestShop, after: string): [ShopContext, ShopContext] {
  return [ctx, { ...ctx, clock: { now: () => new Date(after) } }];
}

test("expire × redeem: points are spent or expire, never both", async () => {
  const shop = await aShop();
  const expiry = { kind: "months-after-earning", months: 1 } as const;
  await shop.publish({ ...plainStarter, expiry });
  shop.clock.set("2026-04-01T23:59:59.990Z");
  const [before, after] = twoClocks(shop, "2026-04-02T00:00:00.010Z");
  let had = 0n;
  const broken = await brokenRounds(ROUNDS, async (round) => {
    const { ada } = await aBuyer(shop, round);
    const wish = { ...ada, rewardId: "five-off", requestId: `r${round}` };
    const [answer] = await together<{ ok?: boolean }>(
      () => redeemReward(before, wish),
      async () => ({ ok: (await settleMembers(after, [ada.memberId])).size === 0 }),
    );
    await settleMembers(after, [ada.memberId]);
    const { availablePoints, reservedPoints } = await standing(shop, ada.memberId);
    const spent = answer?.ok === true ? 100n : 0n;
    had += spent;
    return reservedPoints === spent && availablePoints === 0n;
  });
  expect(broken).toBe(0);
  // Whose clock is behind takes back what expired a moment too soon by it.
  const expired = await moved(shop, "available", "expired");
  const undone = await moved(shop, "expired", "available");
  expect(expired - undone).toBe(BigInt(ROUNDS) * 100n - had);
  expect(await isClean(shop)).toBe(true);
});

test("expire × redeem, without a lock: what was spent expires too", async () => {
  const shop = await aShop();
  const isBroken = await breaks(async () => {
    const ada = await someone(shop, 100n);
    let gone = 0n;
    const takeAll = () =>
      naively(shop, ada.memberId, (points) => {
        if (points < 100n) return null;
        gone += points;
        return 0n;
      });
    await together(takeAll, takeAll);
    return gone === 100n;
  });
  expect(isBroken).toBe(true);
});

test("redeem × erase: nothing that is redeemed meanwhile names whom nobody is to know", async () => {
  const shop = await aShopSelling(reward({ gives: { kind: "amount-off", amount: "5" } }));
  const { ctx } = shop;
  const broken = await brokenRounds(ROUNDS, async () => {
    const ada = await someone(shop, 1000n);
    const { customerId, memberId } = ada;
    const erase = () => ctx.inTransaction((tx) => forgetCustomer(tx, ctx, { customerId }));
    const asking = times(TABS, () => ask(shop, ada));
    await Promise.all([...asking.map((run) => run()), erase()]);
    const kept = await ctx.inTransaction((tx) =>
      tx.redemption.findMany({ where: { shopId: ctx.shopId, memberId } }),
    );
    const late = await ask(shop, ada);
    return !late.ok && kept.every((row) => row.customerId === "" && row.state === "canceling");
  });
  expect(broken).toBe(0);
  expect(await isClean(shop)).toBe(true);
});
