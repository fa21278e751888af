import { expect, test } from "vitest";
import { addCheckResult } from "#app/db/check-results.ts";
import type { ShopContext } from "#app/db/context.ts";
import { lapseRedemptions } from "#app/usecases/lapse-redemptions.ts";
import { returnRedemption } from "#app/usecases/return-redemption.ts";
import { aShopSelling, reward, rowOf, someone, taken } from "#test/support/rewards.ts";

test("what staff was told would be given back is not kept by the hourly look", async () => {
  const shop = await aShopSelling(
    reward({
      gives: { kind: "amount-off", amount: "5" },
      validDays: 10,
      returnsWhenUnused: false,
    } as never),
  );
  const { ctx } = shop;
  const ada = await someone(shop, 100n);
  const { redemptionId: id } = await taken(shop, ada);
  const where = { shopId_id: { shopId: ctx.shopId, id } };
  await ctx.inTransaction((tx) =>
    tx.redemption.update({
      where,
      data: { state: "active", endsAt: new Date("2026-03-10T00:00:00Z"), discountId: "d1" },
    }),
  );
  shop.clock.set("2026-03-20T12:00:00Z");
  await ctx.inTransaction((tx) =>
    addCheckResult(tx, ctx.shopId, {
      kind: "reconciliation",
      ranAt: shop.clock.now(),
      checked: 0n,
      differences: 0n,
      repaired: 0n,
      details: { passed: shop.clock.now().getTime() },
    }),
  );
  // After the job has listed what ended, and before it comes to this one, staff takes it back.
  let step = 0;
  let told: unknown;
  const job: ShopContext = {
    ...ctx,
    inTransaction: async (work) => {
      const result = await ctx.inTransaction(work);
      if (++step === 2) told = await returnRedemption(ctx, { redemptionId: id, reason: "sorry" });
      return result;
    },
  };
  await lapseRedemptions(job);
  expect(told).toEqual({ ok: true });
  const row = await rowOf(shop, id);
  expect(row).toMatchObject({ state: "canceling", outcome: null });
});
