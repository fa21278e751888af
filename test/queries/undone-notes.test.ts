import { expect, test } from "vitest";
import { memberTimeline } from "#app/queries/member-timeline.ts";
import { adjustPoints, undoAdjustment } from "#app/usecases/adjust-points.ts";
import { aShop, plainStarter } from "#test/support/shop.ts";

test("that an adjustment was undone is a fact, not a sentence in somebody's language", async () => {
  const shop = await aShop();
  const { ctx } = shop;
  await shop.publish(plainStarter);
  const { memberId } = await shop.aMember();
  const notes = ["Undone by hand", "手动撤销", "Wrong member", null];
  for (const [n, note] of notes.entries()) {
    shop.clock.set(`2026-03-0${n + 2}T12:00:00Z`);
    const gift = { memberId, points: 5n, note: "A gift", requestId: ctx.newId() };
    const given = await adjustPoints(ctx, gift);
    if (!given.ok) throw new Error(given.reason);
    const { adjustmentId } = given;
    shop.clock.set(`2026-03-0${n + 2}T13:00:00Z`);
    await undoAdjustment(ctx, { adjustmentId, note, requestId: ctx.newId() });
  }
  const { entries } = await ctx.inTransaction((tx) =>
    memberTimeline(tx, ctx.shopId, { memberId, before: null }),
  );
  const undoing = entries.filter(({ adjustment }) => adjustment?.undoes);
  expect(undoing.map(({ adjustment }) => adjustment?.note)).toEqual([
    null,
    "Wrong member",
    null,
    null,
  ]);
});
