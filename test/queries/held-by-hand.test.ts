import { expect, test } from "vitest";
import { holdTierPage } from "#app/queries/hold-tier-page.ts";
import { memberPage } from "#app/queries/member-page.ts";
import { holdTier } from "#app/usecases/hold-tier.ts";
import { aShop, plainStarter } from "#test/support/shop.ts";

const level = (id: string, threshold: string, entryGift: number) => ({
  id,
  name: { en: id },
  threshold,
  entryGift,
});

test("what holding gives is said before, and is what it gives; what is set is shown", async () => {
  const shop = await aShop({ timeZone: "America/New_York" });
  const window = { kind: "lifetime" as const };
  const levels = [level("silver", "200", 50), level("gold", "500", 150)];
  await shop.publish({ ...plainStarter, tiers: { measure: "spend", window, levels } });
  const { memberId } = await shop.aMember();
  const look = async () => {
    const form = await holdTierPage(shop.ctx, memberId);
    const page = await memberPage(shop.ctx, { memberId, before: null });
    const gifts = form?.tiers.map(({ giftPoints }) => giftPoints);
    return { gifts, set: form?.held, shown: page?.held, available: page?.balance.available };
  };
  expect(await look()).toEqual({ gifts: [50, 200], set: null, shown: null, available: 0 });

  const hold = (tierId: string | null, until: string | null, requestId: string) =>
    holdTier(shop.ctx, { memberId, tierId, until, note: "Invited", requestId });
  await hold("gold", "2026-03-31", "h1");
  const held = {
    tierId: "gold",
    name: { en: "gold" },
    until: "2026-04-01T04:00:00.000Z",
    lastDay: "2026-03-31",
    note: "Invited",
    author: "staff:1",
  };
  expect(await look()).toEqual({ gifts: [0, 0], set: held, shown: held, available: 200 });

  shop.clock.set("2026-03-02T12:00:00Z");
  await hold(null, null, "h2");
  expect(await look()).toEqual({ gifts: [0, 0], set: null, shown: null, available: 200 });
  shop.clock.set("2026-03-03T12:00:00Z");
  await hold("gold", "2026-03-31", "h3");
  shop.clock.set("2026-04-02T12:00:00Z");
  expect(await look()).toMatchObject({ set: null, shown: null, available: 200 });
});
