import pg from "pg";
import { expect, test } from "vitest";
import { aShopper, discountsOf, redeem, redemptionOf } from "#test/support/codes.ts";
import { aLaurel, openAdmin, type Laurel } from "#test/support/laurel.ts";

test("work that waited for tokens goes on once the merchant has opened the app again", async () => {
  const laurel = await aLaurel();
  const shopper = await aShopper(laurel, 150);
  await loseTokens(laurel);
  const { redemptionId, code } = await redeem(laurel, shopper);
  await laurel.settleDown();
  expect(await redemptionOf(laurel, redemptionId)).toMatchObject({ state: "requested" });

  await openAdmin(laurel.context, laurel.devShop);
  await laurel.settleDown();

  expect(await redemptionOf(laurel, redemptionId)).toMatchObject({ state: "active" });
  expect(await discountsOf(laurel, code)).toEqual([{ usable: true, used: 0 }]);
});

/** As after months in which nobody came: Shopify has refused to renew them, and we let go. */
async function loseTokens({ ownerUrl }: Laurel): Promise<void> {
  const owner = new pg.Client({ connectionString: ownerUrl });
  await owner.connect();
  await owner.query("UPDATE session SET access_token = '', refresh_token = NULL");
  await owner.end();
}
