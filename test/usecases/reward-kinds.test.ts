import { describe, expect, test } from "vitest";
import { donationTotals } from "#app/queries/donation-totals.ts";
import { drawWinners } from "#app/usecases/draw-winners.ts";
import { fulfillRedemption, undoFulfillment } from "#app/usecases/fulfill-redemption.ts";
import { storefrontPanel } from "#app/queries/storefront-panel.ts";
import { returnRedemption } from "#app/usecases/return-redemption.ts";
import { commitmentOf, drawTickets } from "#app/domain/draw.ts";
import {
  aShopSelling,
  ask,
  pointsOf,
  reward,
  rowOf,
  someone,
  taken,
} from "#test/support/rewards.ts";

describe("stock", () => {
  const limited = reward({ gives: { kind: "service" }, stock: 3 });

  test("is never oversold, however many ask at once", async () => {
    const shop = await aShopSelling(limited);
    const people = await Promise.all(Array.from({ length: 10 }, () => someone(shop)));
    const results = await Promise.all(people.map((who) => ask(shop, who)));
    expect(results.filter(({ ok }) => ok)).toHaveLength(3);
    const refused = results.filter((result) => !result.ok);
    expect(new Set(refused.map((each) => !each.ok && each.reason))).toEqual(
      new Set(["out-of-stock"]),
    );
  });

  test("the naive way, to count and then to add, does oversell", async () => {
    const shop = await aShopSelling(limited);
    const { ctx } = shop;
    let counted = 0;
    let release = () => {};
    const all = new Promise<void>((resolve) => (release = resolve));
    const naive = () =>
      ctx.inTransaction(async (tx) => {
        const sold = await tx.rewardStock.count({ where: { shopId: ctx.shopId } });
        counted += 1;
        if (counted === 5) release();
        await all;
        if (sold >= 3) return false;
        const rewardId = `naive-${ctx.newId()}`;
        await tx.rewardStock.create({ data: { shopId: ctx.shopId, rewardId, taken: 1n } });
        return true;
      });
    const sold = await Promise.all([1, 2, 3, 4, 5].map(naive));
    expect(sold.filter(Boolean).length).toBeGreaterThan(3);
  });

  test("that came back can be sold again", async () => {
    const shop = await aShopSelling(reward({ gives: { kind: "service" }, stock: 1 }));
    const [ada, bob] = [await someone(shop), await someone(shop)];
    const { redemptionId } = await taken(shop, ada);
    expect(await ask(shop, bob)).toMatchObject({ reason: "out-of-stock" });
    const panel = await storefrontPanel(shop.ctx, { customerId: bob.customerId, locale: "en" });
    expect(panel.rewards).toMatchObject([
      { affordable: false, missing: "All of these are taken." },
    ]);
    await returnRedemption(shop.ctx, { redemptionId, reason: "changed their mind" });
    expect(await pointsOf(shop, ada)).toEqual([1000n, 0n]);
    await taken(shop, bob);
  });
});

describe("a service", () => {
  test("waits for staff, is ticked off, and can be put back", async () => {
    const shop = await aShopSelling(reward({ gives: { kind: "service" } }));
    const ada = await someone(shop);
    const { redemptionId, shown } = await taken(shop, ada);
    expect(shown).toBeNull();
    expect(await rowOf(shop, redemptionId)).toMatchObject({ state: "waiting", outcome: null });
    expect(await pointsOf(shop, ada)).toEqual([900n, 100n]);
    expect(await fulfillRedemption(shop.ctx, { redemptionId })).toEqual({ ok: true });
    expect(await fulfillRedemption(shop.ctx, { redemptionId })).toEqual({ ok: true });
    expect(await pointsOf(shop, ada)).toEqual([900n, 0n]);
    expect(await undoFulfillment(shop.ctx, { redemptionId })).toEqual({ ok: true });
    expect(await pointsOf(shop, ada)).toEqual([900n, 100n]);
    await returnRedemption(shop.ctx, { redemptionId, reason: "not possible" });
    expect(await pointsOf(shop, ada)).toEqual([1000n, 0n]);
    expect(await fulfillRedemption(shop.ctx, { redemptionId })).toMatchObject({ ok: false });
  });
});

describe("a donation", () => {
  test("is given at once, and added up by receiver", async () => {
    const shop = await aShopSelling(
      reward({ gives: { kind: "donation", amount: "2.50", to: { en: "Trees" } } }),
    );
    const [ada, bob] = [await someone(shop), await someone(shop)];
    for (const who of [ada, ada, bob]) await taken(shop, who);
    expect(await pointsOf(shop, ada)).toEqual([800n, 0n]);
    expect(await donationTotals(shop.ctx)).toEqual([
      { rewardId: "reward", to: "Trees", times: 3, amount: "7.50" },
    ]);
  });
});

describe("a draw", () => {
  test("is committed to before, checked after, and held once", async () => {
    const shop = await aShopSelling(reward({ gives: { kind: "draw-ticket", draw: "may" } }));
    const people = [await someone(shop), await someone(shop), await someone(shop)];
    for (const who of [...people, people[0] ?? (await someone(shop))]) await taken(shop, who);
    const draw = await shop.ctx.inTransaction((tx) => tx.draw.findFirstOrThrow());
    const held = await drawWinners(shop.ctx, { drawId: "may", winners: 2 });
    if (!held.ok) throw new Error(held.reason);
    expect(held.commitment).toBe(draw.commitment);
    const seed = Buffer.from(held.seed, "hex");
    expect(commitmentOf("may", seed)).toBe(draw.commitment);
    const members = new Map<string, string>();
    for (const id of held.tickets) members.set(id, (await rowOf(shop, id)).memberId);
    const tickets = held.tickets.map((id) => ({ id, memberId: members.get(id) ?? "" }));
    expect(drawTickets({ seed, tickets }, 2)).toEqual(held.winners);
    expect(new Set(held.winners.map((id) => members.get(id))).size).toBe(2);
    expect(await drawWinners(shop.ctx, { drawId: "may", winners: 3 })).toEqual(held);
    expect(await ask(shop, people[1] ?? (await someone(shop)))).toMatchObject({
      reason: "draw-over",
    });
  });
});

describe("what the merchant has not granted", () => {
  test("is refused before a point is spent, and says what is missing", async () => {
    const shop = await aShopSelling(reward({ gives: { kind: "gift-card", amount: "10" } }));
    const ada = await someone(shop);
    expect(await ask(shop, ada)).toEqual({
      ok: false,
      reason: "scope-missing",
      scopes: ["read_gift_cards", "write_gift_cards"],
    });
    expect(await pointsOf(shop, ada)).toEqual([1000n, 0n]);
  });
});
