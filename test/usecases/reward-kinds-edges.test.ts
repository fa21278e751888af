import { describe, expect, test } from "vitest";
import { drawTickets } from "#app/domain/draw.ts";
import { drawnTickets } from "#app/queries/reward-supply-card.ts";
import { storefrontPanel } from "#app/queries/storefront-panel.ts";
import { checkLedger } from "#app/usecases/check-ledger.ts";
import { drawWinners } from "#app/usecases/draw-winners.ts";
import { forgetCustomer } from "#app/usecases/forget-customer.ts";
import { fulfillRedemption, undoFulfillment } from "#app/usecases/fulfill-redemption.ts";
import { mergeMembers } from "#app/usecases/merge-members.ts";
import { returnRedemption } from "#app/usecases/return-redemption.ts";
import { brokenRounds, times, together } from "#test/support/race.ts";
import {
  ask,
  aShopSelling,
  pointsOf,
  reward,
  rowOf,
  someone,
  taken,
  type Who,
} from "#test/support/rewards.ts";
import type { TestShop } from "#test/support/shop.ts";

function merge({ ctx, clock }: TestShop, [kept, gone]: [Who, Who]) {
  const wish = { keptId: kept.customerId, goneId: gone.customerId, at: clock.now() };
  return ctx.inTransaction((tx) => mergeMembers(tx, ctx, wish));
}

describe("points as cash", () => {
  const cash = reward({ gives: { kind: "points-as-cash", amount: "0.01" }, costPoints: 1 });

  test("without a maximum takes as many steps as there are points", async () => {
    const shop = await aShopSelling(cash);
    const ada = await someone(shop, 3_000_000_000n);
    const { customerId } = ada;
    const panel = await storefrontPanel(shop.ctx, { customerId, locale: "en" });
    const steps = Number(panel.rewards[0]?.most);
    const { redemptionId } = await taken(shop, ada, { steps });
    expect(await rowOf(shop, redemptionId)).toMatchObject({ steps, costPoints: BigInt(steps) });
    expect(steps).toBe(2_000_000_000);
    expect(await ask(shop, ada, { steps: steps + 1 })).toMatchObject({ most: steps });
  });
});

describe("a limit", () => {
  test("holds for who asks in several tabs, and once more for what came back", async () => {
    const once = { per: "month", times: 2 } as const;
    const shop = await aShopSelling(reward({ gives: { kind: "service" }, limits: [once] }));
    const broken = await brokenRounds(4, async () => {
      const ada = await someone(shop);
      const answers = await together(...times(5, () => ask(shop, ada)));
      const [first] = answers.filter(({ ok }) => ok);
      if (!first?.ok) return false;
      const { redemptionId } = first;
      const back = () => returnRedemption(shop.ctx, { redemptionId, reason: "not possible" });
      await together(back, back);
      const again = await together(...times(3, () => ask(shop, ada)));
      return [answers, again].map((all) => all.filter(({ ok }) => ok).length).join() === "2,1";
    });
    expect(broken).toBe(0);
  });
});

describe("a service", () => {
  test("is done, put back or given up as came first, and its points are one of both", async () => {
    const shop = await aShopSelling(reward({ gives: { kind: "service" } }));
    const broken = await brokenRounds(6, async () => {
      const ada = await someone(shop);
      const { redemptionId } = await taken(shop, ada);
      const [done, back] = await together(
        () => fulfillRedemption(shop.ctx, { redemptionId }),
        () => returnRedemption(shop.ctx, { redemptionId, reason: "not possible" }),
        () => undoFulfillment(shop.ctx, { redemptionId }),
      );
      const { state } = await rowOf(shop, redemptionId);
      const [available, reserved] = await pointsOf(shop, ada);
      const found = `${state} ${available}+${reserved}`;
      const right = ["delivered 900+0", "waiting 900+100", "returned 1000+0"];
      return right.includes(found) && (done?.ok === true || back?.ok === true);
    });
    expect(broken).toBe(0);
    expect((await checkLedger(shop.ctx)).differences).toBe(0n);
  });
});

describe("a draw", () => {
  const ticket = reward({ gives: { kind: "draw-ticket", draw: "may" } });

  test("can be checked when two who won have become one member", async () => {
    const shop = await aShopSelling(ticket);
    const [ada, bob] = [await someone(shop), await someone(shop)];
    for (const who of [ada, bob, ada, bob]) await taken(shop, who);
    const held = await drawWinners(shop.ctx, { drawId: "may", winners: 2 });
    if (!held.ok) throw new Error(held.reason);
    expect(held.winners).toHaveLength(2);
    await merge(shop, [ada, bob]);
    const tickets = (await drawnTickets(shop.ctx, "may")) ?? [];
    expect(drawTickets({ seed: Buffer.from(held.seed, "hex"), tickets }, 2)).toEqual(held.winners);
  });

  test("is not won by somebody who was erased, and whom nobody could tell", async () => {
    const shop = await aShopSelling(ticket);
    const [ada, bob] = [await someone(shop), await someone(shop)];
    for (const who of [ada, ada, ada, bob]) await taken(shop, who);
    const { customerId } = ada;
    await shop.ctx.inTransaction((tx) => forgetCustomer(tx, shop.ctx, { customerId }));
    const held = await drawWinners(shop.ctx, { drawId: "may", winners: 2 });
    if (!held.ok) throw new Error(held.reason);
    const holders = await Promise.all(held.tickets.map((id) => rowOf(shop, id)));
    expect(holders.map(({ memberId }) => memberId)).toEqual([bob.memberId]);
    expect(held.winners).toEqual(held.tickets);
  });
});
