import { expect, test } from "vitest";
import { activitiesPage } from "#app/queries/activities-page.ts";
import { decideActivity } from "#app/usecases/decide-activity.ts";
import { recordActivity } from "#app/usecases/record-activity.ts";
import { aShop, plainStarter } from "#test/support/shop.ts";

const first = { before: null, after: null };
const photo = {
  id: "photo",
  kind: "upload" as const,
  name: { en: "Photo", "zh-CN": "照片" },
  gives: { kind: "points" as const, points: 5 },
  approval: true,
};

async function aShopWithPhotos(count: number) {
  const shop = await aShop();
  await shop.publish({ ...plainStarter, activities: [photo] });
  const { memberId } = await shop.aMember();
  const eventIds: string[] = [];
  for (let index = 0; index < count; index += 1) {
    const wish = { memberId, activity: "photo", subject: `p${index}`, requestId: `r${index}` };
    const recorded = await recordActivity(shop.ctx, wish);
    if (!recorded.ok) throw new Error(recorded.reason);
    eventIds.push(recorded.eventId);
    shop.clock.set(new Date(shop.clock.now().getTime() + 1000).toISOString());
  }
  return { ...shop, memberId, eventIds };
}

test("what waits for staff is listed oldest first, page by page, there and back", async () => {
  const { ctx, eventIds } = await aShopWithPhotos(30);
  const one = await activitiesPage(ctx, { ...first, list: "waiting" });
  expect(one.waiting).toBe(30);
  expect(one.activities.map(({ eventId }) => eventId)).toEqual(eventIds.slice(0, 25));
  expect(one.activities[0]).toMatchObject({ subject: "p0", name: photo.name, decision: null });
  const two = await activitiesPage(ctx, { before: null, after: one.links.after, list: "waiting" });
  expect(two.activities.map(({ eventId }) => eventId)).toEqual(eventIds.slice(25));
  const back = await activitiesPage(ctx, {
    before: two.links.before,
    after: null,
    list: "waiting",
  });
  expect(back.activities).toEqual(one.activities);
});

test("what was decided leaves the queue and stands among the decisions, newest first", async () => {
  const { ctx, clock, eventIds } = await aShopWithPhotos(2);
  const [a = "", b = ""] = eventIds;
  const decide = async (eventId: string, approved: boolean, requestId: string) => {
    clock.set(new Date(clock.now().getTime() + 1000).toISOString());
    const decided = await decideActivity(ctx, { eventId, approved, note: requestId, requestId });
    if (!decided.ok) throw new Error(decided.reason);
  };
  await decide(a, true, "fine");
  await decide(b, false, "blurred");
  await decide(a, false, "a copy");
  expect((await activitiesPage(ctx, { ...first, list: "waiting" })).activities).toEqual([]);
  const { activities, waiting } = await activitiesPage(ctx, { ...first, list: "decided" });
  expect(waiting).toBe(0);
  expect(
    activities.map(({ eventId, decision }) => [
      eventId,
      decision?.approved,
      decision?.note,
      decision?.stands,
    ]),
  ).toEqual([
    [a, false, "a copy", true],
    [b, false, "blurred", true],
    [a, true, "fine", false],
  ]);
  expect(activities[0]?.decision?.author).toBe("staff:1");
});

test("another shop sees nothing of it", async () => {
  const { eventIds } = await aShopWithPhotos(1);
  const other = await aShop();
  const { activities, waiting } = await activitiesPage(other.ctx, { ...first, list: "waiting" });
  expect([activities, waiting]).toEqual([[], 0]);
  const wish = { eventId: eventIds[0] ?? "", approved: true, note: "", requestId: "x" };
  expect(await decideActivity(other.ctx, wish)).toEqual({ ok: false, reason: "unknown" });
});
