import { describe, expect, test } from "vitest";
import { addVouchers } from "#app/usecases/add-vouchers.ts";
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

describe("a voucher", () => {
  const voucher = reward({ gives: { kind: "voucher" } });

  test("comes from the pool, once, and an empty pool is out of stock", async () => {
    const shop = await aShopSelling(voucher);
    const csv = 'code,ignored\nONE,1\n"TWO",2\n\nONE,3\n';
    expect(await addVouchers(shop.ctx, { rewardId: "reward", csv })).toMatchObject({ added: 2 });
    const again = await addVouchers(shop.ctx, { rewardId: "reward", csv: "ONE\nTWO" });
    expect(again).toEqual({ ok: true, added: 0, known: 2 });
    const ada = await someone(shop);
    const shown = [(await taken(shop, ada)).shown, (await taken(shop, ada)).shown];
    expect(shown.sort()).toEqual(["ONE", "TWO"]);
    expect(await ask(shop, ada)).toEqual({ ok: false, reason: "out-of-stock" });
    expect(await pointsOf(shop, ada)).toEqual([800n, 0n]);
  });

  test("is handed to one of many who ask at once", async () => {
    const shop = await aShopSelling(voucher);
    await addVouchers(shop.ctx, { rewardId: "reward", csv: "A\nB\nC" });
    const people = await Promise.all(Array.from({ length: 8 }, () => someone(shop)));
    const results = await Promise.all(people.map((who) => ask(shop, who)));
    const codes = results.flatMap((result) => (result.ok ? [result.shown] : []));
    expect(new Set(codes).size).toBe(codes.length);
    expect(codes.length).toBeLessThanOrEqual(3);
    while (codes.length < 3) codes.push((await taken(shop, await someone(shop))).shown);
    expect(codes.sort()).toEqual(["A", "B", "C"]);
  });

  test("that is no code is refused by its line, and so is a reward that has no pool", async () => {
    const shop = await aShopSelling(voucher, reward({ id: "other", gives: { kind: "service" } }));
    const upload = (rewardId: string, csv: string) => addVouchers(shop.ctx, { rewardId, csv });
    expect(await upload("reward", `A\n${"x".repeat(101)}`)).toMatchObject({ lines: [2] });
    expect(await upload("reward", "\n\n")).toEqual({ ok: false, reason: "empty" });
    expect(await upload("other", "A")).toEqual({ ok: false, reason: "no-pool" });
  });
});

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
