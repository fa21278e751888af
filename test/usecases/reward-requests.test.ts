import { describe, expect, test } from "vitest";
import { mergeMembers } from "#app/usecases/merge-members.ts";
import {
  aShopSelling,
  ask,
  pointsOf,
  reward,
  rowOf,
  someone,
  taken,
} from "#test/support/rewards.ts";

describe("a request", () => {
  const cash = reward({ gives: { kind: "points-as-cash", amount: "0.10" }, costPoints: 10 });

  test("that is repeated after a merge is the same redemption", async () => {
    const shop = await aShopSelling(cash);
    const { ctx } = shop;
    const [kept, gone] = [await someone(shop), await someone(shop)];
    const first = await taken(shop, gone, { requestId: "again", steps: 5 });
    const merge = { keptId: kept.customerId, goneId: gone.customerId, at: shop.clock.now() };
    await ctx.inTransaction((tx) => mergeMembers(tx, ctx, merge));
    const second = await taken(shop, kept, { requestId: "again", steps: 5 });
    expect(second).toEqual(first);
    expect(await pointsOf(shop, kept)).toEqual([1950n, 50n]);
  });

  test("at a price that has changed since it was shown is refused with the new one", async () => {
    const shop = await aShopSelling(cash);
    const ada = await someone(shop);
    const wish = { steps: 3, expectedCost: 20n };
    expect(await ask(shop, ada, wish)).toEqual({
      ok: false,
      reason: "price-changed",
      costPoints: 30n,
    });
    const { redemptionId } = await taken(shop, ada, { steps: 3, expectedCost: 30n });
    expect(await rowOf(shop, redemptionId)).toMatchObject({ amount: "0.30", steps: 3 });
  });

  test("asked for other steps by the same id is refused", async () => {
    const shop = await aShopSelling(cash);
    const ada = await someone(shop);
    await taken(shop, ada, { requestId: "one", steps: 1 });
    const other = await ask(shop, ada, { requestId: "one", steps: 2 });
    expect(other).toEqual({ ok: false, reason: "request-reused" });
  });

  test("of two at once, the limit lets one through", async () => {
    const shop = await aShopSelling(
      reward({ gives: { kind: "service" }, limits: [{ per: "month", times: 1 }] }),
    );
    const ada = await someone(shop);
    const results = await Promise.all([ask(shop, ada), ask(shop, ada), ask(shop, ada)]);
    expect(results.filter(({ ok }) => ok)).toHaveLength(1);
    expect(results.find(({ ok }) => !ok)).toMatchObject({ reason: "limit-reached", times: 1 });
  });
});
