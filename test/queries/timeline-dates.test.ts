import { expect, test } from "vitest";
import { memberTimeline } from "#app/queries/member-timeline.ts";
import { adjustPoints } from "#app/usecases/adjust-points.ts";
import { settleMembers } from "#app/usecases/settle-members.ts";
import { anOrder } from "#test/support/facts.ts";
import { aShop, plainStarter } from "#test/support/shop.ts";

test("entries bear the date they are sorted by, and the event's where it is days away", async () => {
  const shop = await aShop();
  await shop.publish(plainStarter);
  const { memberId, customerId } = await shop.aMember();
  const placedAt = Date.parse("2026-03-02T12:00:00Z");
  const order = anOrder({ customerId, placedAt, paidAt: placedAt });
  shop.clock.set("2026-03-10T12:00:00Z");
  const gift = { memberId, points: 5n, note: "Late", requestId: shop.ctx.newId() };
  await adjustPoints(shop.ctx, gift);
  shop.clock.set("2026-03-12T12:00:00Z");
  await shop.keepOrder(memberId, order);
  await settleMembers(shop.ctx, [memberId]);

  const { entries } = await shop.ctx.inTransaction((tx) =>
    memberTimeline(tx, shop.ctx.shopId, { memberId, before: null }),
  );
  const large = entries.map(({ recordedAt }) => recordedAt);
  expect(large).toEqual([...large].sort().reverse());
  expect(entries.find(({ source }) => source.kind === "order")).toMatchObject({
    recordedAt: "2026-03-12T12:00:00.000Z",
    happenedAt: "2026-03-02T12:00:00.000Z",
  });
  expect(entries.find(({ source }) => source.kind === "adjustment")?.happenedAt).toBeNull();
});
