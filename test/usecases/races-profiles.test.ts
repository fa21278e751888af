import { expect, test } from "vitest";
import { lockMembers } from "#app/db/ledger.ts";
import { writeProfiles } from "#app/db/profiles.ts";
import { untilBlocked } from "#test/support/race.ts";
import { aShop, type TestShop } from "#test/support/shop.ts";

type Known = Awaited<ReturnType<TestShop["aMember"]>>;

/** Two members, the first with the higher id: read from end to end, they come in that order. */
async function aPairOutOfOrder(shop: TestShop): Promise<{ high: Known; low: Known }> {
  for (;;) {
    const [high, low] = [await shop.aMember(), await shop.aMember()];
    if (high.memberId > low.memberId) return { high, low };
  }
}

test("profiles × settle: by whatever plan, members are locked in the order of their ids", async () => {
  const shop = await aShop();
  const { ctx } = shop;
  const { high, low } = await aPairOutOfOrder(shop);
  const profiles = [high, low].map(({ customerId }) => ({
    ...{ customerId, displayName: "Ada", email: null, locale: null },
    at: ctx.clock.now(),
  }));
  let written: Promise<void> | undefined;
  await ctx.inTransaction(async (settling) => {
    await lockMembers(settling, ctx.shopId, [low.memberId]);
    written = ctx.inTransaction(async (tx) => {
      // As Postgres reads them where many of a shop's members are told of at once.
      await tx.$executeRaw`SELECT set_config('enable_nestloop', 'off', true),
        set_config('enable_mergejoin', 'off', true), set_config('enable_indexscan', 'off', true),
        set_config('enable_bitmapscan', 'off', true)`;
      await writeProfiles(tx, ctx.shopId, profiles);
    });
    written.catch(() => undefined);
    await untilBlocked(shop);
    await lockMembers(settling, ctx.shopId, [high.memberId]);
  });
  await expect(written).resolves.toBeUndefined();
});
