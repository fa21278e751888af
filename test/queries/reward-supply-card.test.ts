import { expect, test } from "vitest";
import { homePage } from "#app/queries/home-page.ts";
import { memberTimeline } from "#app/queries/member-timeline.ts";
import { drawnTickets } from "#app/queries/reward-supply-card.ts";
import { rewardPage } from "#app/queries/rewards-page.ts";
import { addVouchers } from "#app/usecases/add-vouchers.ts";
import { drawWinners } from "#app/usecases/draw-winners.ts";
import { recordActivity } from "#app/usecases/record-activity.ts";
import { settleMembers } from "#app/usecases/settle-members.ts";
import { aShopSelling, reward, rowOf, someone, taken } from "#test/support/rewards.ts";
import { aShop, plainStarter } from "#test/support/shop.ts";

const WISH = { rewardId: "reward", fresh: null };

test("a pool's page counts what is left and what was handed over", async () => {
  const shop = await aShopSelling(reward({ gives: { kind: "voucher" } }));
  const supply = async () => (await rewardPage(shop.ctx, WISH))?.supply;
  expect(await supply()).toEqual({ kind: "voucher", left: 0, handedOver: 0, published: true });
  await addVouchers(shop.ctx, { rewardId: "reward", csv: "code\nA\nB\nC" });
  await taken(shop, await someone(shop));
  expect(await supply()).toEqual({ kind: "voucher", left: 2, handedOver: 1, published: true });
});

test("a pool takes as many codes at once as it says", async () => {
  const shop = await aShopSelling(reward({ gives: { kind: "voucher" } }));
  const csv = Array.from({ length: 50_000 }, (_, n) => `CODE-${n}`).join("\n");
  const added = await addVouchers(shop.ctx, { rewardId: "reward", csv });
  expect(added).toEqual({ ok: true, added: 50_000, known: 0 });
});

test("a draw's page tells the commitment before and the seed only after the drawing", async () => {
  const shop = await aShopSelling(reward({ gives: { kind: "draw-ticket", draw: "may" } }));
  const supply = async () => (await rewardPage(shop.ctx, WISH))?.supply;
  const none = { kind: "draw-ticket", draw: "may", sold: 0, commitment: null, drawn: null };
  expect(await supply()).toEqual(none);
  await taken(shop, await someone(shop));
  await taken(shop, await someone(shop));
  const { commitment } = await shop.ctx.inTransaction((tx) => tx.draw.findFirstOrThrow());
  expect(await supply()).toEqual({ ...none, sold: 2, commitment });
  expect(await drawnTickets(shop.ctx, "may")).toBeNull();
  const held = await drawWinners(shop.ctx, { drawId: "may", winners: 1 });
  if (!held.ok) throw new Error(held.reason);
  const [ticketId = ""] = held.winners;
  const { memberId } = await rowOf(shop, ticketId);
  expect(await supply()).toMatchObject({
    sold: 2,
    commitment,
    drawn: { seed: held.seed, winners: [{ ticketId, memberId }] },
  });
  const tickets = (await drawnTickets(shop.ctx, "may")) ?? [];
  expect(tickets.map(({ id }) => id)).toEqual(held.tickets);
  expect(await drawnTickets(shop.ctx, "may\0")).toBeNull();
});

test("home counts the services that wait for staff", async () => {
  const shop = await aShopSelling(reward({ gives: { kind: "service" } }));
  expect((await homePage(shop.ctx)).waiting).toEqual({ services: 0, activities: 0 });
  await taken(shop, await someone(shop));
  expect((await homePage(shop.ctx)).waiting).toEqual({ services: 1, activities: 0 });
});

test("an activity keeps its name in the timeline when the program has it no longer", async () => {
  const shop = await aShop();
  const name = { en: "Photo", "zh-CN": "照片" };
  const gives = { kind: "points" as const, points: 5 };
  const photo = { id: "photo", kind: "upload" as const, name, gives };
  await shop.publish({ ...plainStarter, activities: [photo] });
  const { memberId } = await shop.aMember();
  const wish = { memberId, activity: "photo", subject: "p", requestId: "r" };
  expect(await recordActivity(shop.ctx, wish)).toMatchObject({ ok: true });
  await settleMembers(shop.ctx, [memberId]);
  shop.clock.set(new Date(shop.clock.now().getTime() + 1000).toISOString());
  await shop.publish({ ...plainStarter, activities: [] });
  const { entries } = await shop.ctx.inTransaction((tx) =>
    memberTimeline(tx, shop.ctx.shopId, { memberId, before: null }),
  );
  expect(entries.map(({ source }) => source)).toEqual([{ kind: "activity", name }]);
});
