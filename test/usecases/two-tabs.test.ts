import { expect, test } from "vitest";
import { redeemReward } from "#app/usecases/redeem-reward.ts";
import { aShopper } from "#test/support/codes.ts";
import { aLaurel, type Laurel } from "#test/support/laurel.ts";
import { standingOf } from "#test/support/loyalty.ts";

const TABS = 20;

/** How many discount codes there are in Shopify. */
function codesInShop({ devShop }: Laurel): Promise<number> {
  return devShop.store.count("discount", {});
}

test("twenty tabs redeem one balance at once: one succeeds, and one code is in the shop", async () => {
  const laurel = await aLaurel();
  const ada = await aShopper(laurel, 150);
  const tabs = Array.from({ length: TABS }, (_, tab) =>
    redeemReward(laurel.ctx, {
      memberId: ada.memberId,
      customerId: ada.gid,
      rewardId: "five-off",
      requestId: `tab-${tab}`,
    }),
  );
  const answers = await Promise.all(tabs);
  await laurel.settleDown();
  expect(answers.filter(({ ok }) => ok)).toHaveLength(1);
  expect(await codesInShop(laurel)).toBe(1);
  expect(await standingOf(laurel, ada.gid)).toMatchObject({ available: 50n, reserved: 100n });
});

test("the same twenty tabs get several codes where nobody locks the balance", async () => {
  const laurel = await aLaurel();
  const ada = await aShopper(laurel, 150);
  const { ctx, devShop } = laurel;
  const where = { shopId_id: { shopId: ctx.shopId, id: ada.memberId } };
  const naive = async (tab: number) => {
    const paid = await ctx.inTransaction(async (tx) => {
      const { availablePoints } = await tx.member.findUniqueOrThrow({ where });
      if (availablePoints < 100n) return false;
      await tx.member.update({ where, data: { availablePoints: availablePoints - 100n } });
      return true;
    });
    if (!paid) return;
    await devShop.commerce.createDiscount({
      title: "Naive",
      codes: [`NAIVE-${tab}`],
      kind: { type: "percentage", percentage: "0.1", items: { all: true } },
    });
  };
  await Promise.all(Array.from({ length: TABS }, (_, tab) => naive(tab)));
  expect(await codesInShop(laurel)).toBeGreaterThan(1);
});
