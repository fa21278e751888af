import { expect, test } from "vitest";
import { starterProgram } from "#app/domain/program/starter.ts";
import { holdTier } from "#app/usecases/hold-tier.ts";
import { setBirthday } from "#app/usecases/set-birthday.ts";
import { settleForDecision } from "#app/usecases/settle-for-decision.ts";
import { aShop } from "#test/support/shop.ts";

const TIMES = 8;

/** Shop and member, one day before; and what is known of the member once a day has passed. */
async function aMoment() {
  const shop = await aShop();
  await shop.publish(starterProgram);
  shop.clock.set("2026-03-05T12:00:00Z");
  const { memberId } = await shop.aMember();
  const traitsLater = async () => {
    shop.clock.set("2026-03-06T12:00:00Z");
    const settled = await shop.ctx.inTransaction((tx) => settleForDecision(tx, shop.ctx, memberId));
    return settled?.state.traits;
  };
  return { ctx: shop.ctx, memberId, traitsLater };
}

test("of two tiers set by hand in one millisecond the later one holds", async () => {
  for (let round = 0; round < TIMES; round += 1) {
    const { ctx, memberId, traitsLater } = await aMoment();
    const hold = (tierId: string | null) =>
      holdTier(ctx, { memberId, tierId, until: null, note: "", requestId: `to ${tierId}` });
    expect(await hold("gold")).toMatchObject({ ok: true });
    expect(await hold(round % 2 === 0 ? null : "silver")).toMatchObject({ ok: true });
    const tierId = (await traitsLater())?.floor?.tierId ?? null;
    expect(tierId).toBe(round % 2 === 0 ? null : "silver");
  }
});

test("of two birthdays told in one millisecond the later one is known", async () => {
  for (let round = 0; round < TIMES; round += 1) {
    const { ctx, memberId, traitsLater } = await aMoment();
    for (const month of [4, 5]) {
      const wish = { memberId, month, day: 1, requestId: `b${month}` };
      expect(await setBirthday(ctx, wish)).toEqual({ ok: true });
    }
    expect((await traitsLater())?.birthday).toMatchObject({ month: 5, day: 1 });
  }
});
