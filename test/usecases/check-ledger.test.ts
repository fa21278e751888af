import { expect, test } from "vitest";
import { adjustPoints } from "#app/usecases/adjust-points.ts";
import { checkLedger } from "#app/usecases/check-ledger.ts";
import { aShop, plainStarter } from "#test/support/shop.ts";

test("the ledger check finds nothing wrong while points are moving", async () => {
  const shop = await aShop();
  await shop.publish(plainStarter);
  const ada = await shop.aMember();
  const give = async (giver: number) => {
    for (let n = 0; n < 15; n += 1) {
      const requestId = `${giver}-${n}`;
      await adjustPoints(shop.ctx, { ...ada, points: 1n, note: "Thanks", requestId });
    }
  };
  const check = async () => {
    const found: bigint[] = [];
    for (let n = 0; n < 25; n += 1) found.push((await checkLedger(shop.ctx)).differences);
    return found;
  };
  const [found] = await Promise.all([check(), give(1), give(2)]);
  expect(found).toEqual(Array(25).fill(0n));
  expect(await checkLedger(shop.ctx)).toMatchObject({ checked: 1n, differences: 0n });
});
