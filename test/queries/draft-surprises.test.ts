import { expect, test } from "vitest";
import { readStoredDocument } from "#app/domain/program/document.ts";
import { draftSurprises } from "#app/queries/draft-surprises.ts";
import { aShop, plainStarter, type TestShop } from "#test/support/shop.ts";

/** One point for one dollar, good for six months; the cheapest reward costs 100. */
const document = readStoredDocument({
  ...plainStarter,
  earning: { points: "1", perAmount: "1" },
  expiry: { kind: "months-after-earning", months: 6 },
  rewards: [
    {
      id: "five",
      name: { en: "5 off" },
      costPoints: 100,
      gives: { kind: "amount-off", amount: "5" },
    },
  ],
});

async function spend(shop: TestShop, spendByMonth: Record<string, string>) {
  const { shopId } = shop.ctx;
  const { memberId: id } = await shop.aMember();
  await shop.ctx.inTransaction((tx) =>
    tx.member.update({ where: { shopId_id: { shopId, id } }, data: { spendByMonth } }),
  );
}

/** Whether points that end before the cheapest reward can be reached are told of. */
async function isTooSoon({ ctx }: TestShop): Promise<boolean> {
  const all = await ctx.inTransaction((tx) => draftSurprises(tx, ctx, document));
  return all.some(({ kind }) => kind === "expiry-too-soon");
}

test("points that end too soon for what members typically spend in a year are told of", async () => {
  const shop = await aShop();
  expect(await isTooSoon(shop)).toBe(false);
  for (const spent of ["1000", "19900", "9000000"]) {
    await spend(shop, { "2025-03": spent });
  }
  await spend(shop, {});
  expect(await isTooSoon(shop)).toBe(true);
  await spend(shop, { "2025-03": "10000", "2026-02": "10000", "2026-03": "1" });
  await spend(shop, { "2025-04": "20000" });
  expect(await isTooSoon(shop)).toBe(false);
});

test("neither the present month counts, nor what is older than twelve, nor another shop", async () => {
  const shop = await aShop();
  await spend(await aShop(), { "2025-03": "100" });
  await spend(shop, { "2025-02": "100", "2026-03": "100" });
  expect(await isTooSoon(shop)).toBe(false);
});

test("a young shop's spend is stretched to a year", async () => {
  const shop = await aShop();
  await spend(shop, { "2026-01": "3400" });
  expect(await isTooSoon(shop)).toBe(false);
  const poorer = await aShop();
  await spend(poorer, { "2026-01": "3300" });
  expect(await isTooSoon(poorer)).toBe(true);
});
