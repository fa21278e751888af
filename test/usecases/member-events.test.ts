import { expect, test } from "vitest";
import { closeAccount } from "#app/usecases/close-account.ts";
import { decideActivity } from "#app/usecases/decide-activity.ts";
import { holdTier } from "#app/usecases/hold-tier.ts";
import { recordActivity } from "#app/usecases/record-activity.ts";
import { setBirthday } from "#app/usecases/set-birthday.ts";
import { settleForDecision } from "#app/usecases/settle-for-decision.ts";
import { welcomeCustomer } from "#app/usecases/welcome-customer.ts";
import { activity } from "#test/support/activity-facts.ts";
import { aShop, plainStarter, type TestShop } from "#test/support/shop.ts";

const orders = { kind: "orders" };
const thisYear = { kind: "period", per: "year" };

const program = {
  ...plainStarter,
  tiers: {
    measure: "spend" as const,
    window: { kind: "lifetime" as const },
    levels: [{ id: "vip", name: { en: "VIP" }, threshold: null }],
  },
  activities: [
    { id: "survey", kind: "survey" as const, name: { en: "Survey" }, gives: points(20) },
    {
      id: "photo",
      kind: "upload" as const,
      name: { en: "Photo" },
      gives: points(30),
      approval: true,
    },
    { id: "welcome", kind: "signup" as const, name: { en: "Welcome" }, gives: points(10) },
    { id: "birthday", kind: "birthday" as const, name: { en: "Birthday" }, gives: points(50) },
    activity({ id: "years", kind: "anniversary" }),
    activity({ id: "in-a-row", kind: "streak", of: orders, unit: "week", length: 3 }),
    activity({ id: "ten", kind: "challenge", of: orders, target: "10", within: thisYear }),
  ],
};

function points(points: number) {
  return { kind: "points" as const, points };
}

async function aProgramShop() {
  const shop = await aShop();
  await shop.publish(program);
  return { ...shop, ...(await shop.aMember()) };
}

/** What the engine is told of a member, without ids and in the order of recording. */
async function eventsOf({ ctx }: TestShop, memberId: string) {
  const rows = await ctx.inTransaction((tx) =>
    tx.memberEvent.findMany({
      where: { shopId: ctx.shopId, memberId },
      orderBy: [{ at: "asc" }, { kind: "asc" }],
      select: { kind: true, data: true, author: true, note: true, awaitsDecision: true },
    }),
  );
  return rows;
}

function traitsOf({ ctx }: TestShop, memberId: string) {
  return ctx.inTransaction(async (tx) => {
    const settled = await settleForDecision(tx, ctx, memberId);
    return settled?.state.traits;
  });
}

test("an activity is recorded once, however often it is reported", async () => {
  const shop = await aProgramShop();
  const report = { ...shop, activity: "survey", subject: "s1", requestId: "r1" };
  const all = await Promise.all([1, 2, 3].map(() => recordActivity(shop.ctx, report)));
  expect(new Set(all.map((each) => JSON.stringify(each))).size).toBe(1);
  expect(all[0]).toMatchObject({ ok: true, awaitsDecision: false });
  expect(await eventsOf(shop, shop.memberId)).toEqual([
    {
      kind: "activity",
      data: { activity: "survey", subject: "s1" },
      author: "staff:1",
      note: null,
      awaitsDecision: false,
    },
  ]);
  expect(await recordActivity(shop.ctx, { ...report, subject: "s2" })).toEqual({
    ok: false,
    reason: "request-reused",
  });
});

test.each([
  ["nothing", "unknown-activity"],
  ["welcome", "not-reported"],
  ["birthday", "not-reported"],
  ["years", "not-reported"],
  ["in-a-row", "not-reported"],
  ["ten", "not-reported"],
])("an activity that is %s in the program is refused", async (activity, reason) => {
  const shop = await aProgramShop();
  const report = { ...shop, activity, subject: null, requestId: "r1" };
  expect(await recordActivity(shop.ctx, report)).toEqual({ ok: false, reason });
  expect(await eventsOf(shop, shop.memberId)).toEqual([]);
});

test("an activity needs a member, a program, and a time that has come", async () => {
  const shop = await aProgramShop();
  const report = { ...shop, activity: "survey", subject: null, requestId: "r1" };
  const nobody = "00000000-0000-4000-8000-000000000000";
  const later = new Date(shop.clock.now().getTime() + 1);
  const before = new Date("2020-01-01");
  const reasons = [
    await recordActivity(shop.ctx, { ...report, memberId: nobody }),
    await recordActivity(shop.ctx, { ...report, at: later }),
    await recordActivity(shop.ctx, { ...report, at: before }),
  ].map((result) => (result.ok ? "ok" : result.reason));
  expect(reasons).toEqual(["member-gone", "in-future", "no-program"]);
});

test("what needs approval waits, is decided once each way, and can be undone", async () => {
  const shop = await aProgramShop();
  const report = { ...shop, activity: "photo", subject: null, requestId: "r1" };
  const reported = await recordActivity(shop.ctx, report);
  if (!reported.ok) throw new Error(reported.reason);
  expect(reported.awaitsDecision).toBe(true);
  const { eventId } = reported;
  const decide = (approved: boolean, requestId: string) =>
    decideActivity(shop.ctx, { eventId, approved, note: "Looked at it", requestId });

  const first = await decide(true, "d1");
  expect(first).toMatchObject({ ok: true });
  expect(await decide(true, "d1")).toEqual(first);
  expect(await decide(false, "d1")).toEqual({ ok: false, reason: "request-reused" });
  expect(await decide(true, "d2")).toEqual({ ok: false, reason: "already-decided" });
  shop.clock.set("2026-03-02T12:00:00Z");
  expect(await decide(false, "d3")).toMatchObject({ ok: true });

  const events = await eventsOf(shop, shop.memberId);
  expect(events.map(({ kind, awaitsDecision }) => [kind, awaitsDecision])).toEqual([
    ["activity", false],
    ["activity-decided", false],
    ["activity-decided", false],
  ]);
  expect(events.at(-1)).toMatchObject({
    data: { eventId, approved: false },
    note: "Looked at it",
    author: "staff:1",
  });
});

test("two of staff who approve at once approve once", async () => {
  const shop = await aProgramShop();
  const reported = await recordActivity(shop.ctx, {
    ...shop,
    activity: "photo",
    subject: null,
    requestId: "r1",
  });
  if (!reported.ok) throw new Error(reported.reason);
  const decide = (requestId: string) =>
    decideActivity(shop.ctx, { eventId: reported.eventId, approved: true, note: "", requestId });
  const results = await Promise.all(["a", "b", "c"].map(decide));
  expect(results.filter(({ ok }) => ok)).toHaveLength(1);
  expect(await eventsOf(shop, shop.memberId)).toHaveLength(2);
});

test("only an activity that was to be looked at can be decided", async () => {
  const shop = await aProgramShop();
  const reported = await recordActivity(shop.ctx, {
    ...shop,
    activity: "survey",
    subject: null,
    requestId: "r1",
  });
  if (!reported.ok) throw new Error(reported.reason);
  const wish = { approved: true, note: "", requestId: "d1" };
  const decide = (eventId: string) => decideActivity(shop.ctx, { ...wish, eventId });
  expect(await decide(reported.eventId)).toEqual({ ok: false, reason: "not-asked" });
  expect(await decide(shop.memberId)).toEqual({ ok: false, reason: "unknown" });
});

test("a birthday told again is no new one, and 29 February is a day", async () => {
  const shop = await aProgramShop();
  const tell = (month: number, day: number, requestId: string) =>
    setBirthday(shop.ctx, { ...shop, month, day, requestId });
  expect(await tell(2, 29, "b1")).toEqual({ ok: true });
  const since = shop.clock.now().getTime();
  shop.clock.set("2026-04-01T00:00:00Z");
  expect(await tell(2, 29, "b2")).toEqual({ ok: true });
  expect((await traitsOf(shop, shop.memberId))?.birthday).toEqual({ month: 2, day: 29, since });
  expect(await tell(3, 1, "b4")).toEqual({ ok: true });
  expect(await tell(2, 29, "b2")).toEqual({ ok: true });
  shop.clock.set("2026-04-02T00:00:00Z");
  expect((await traitsOf(shop, shop.memberId))?.birthday).toMatchObject({ month: 3, day: 1 });
  for (const [month, day] of [
    [2, 30],
    [13, 1],
    [0, 5],
    [4, 31],
    [1, 0],
  ] as const) {
    expect(await tell(month, day, "b3")).toEqual({ ok: false, reason: "no-such-day" });
  }
});

test("a tier is held by hand until the end of a day of the shop, and taken back", async () => {
  const shop = await aShop({ timeZone: "America/New_York" });
  await shop.publish(program);
  const { memberId } = await shop.aMember();
  const hold = (tierId: string | null, until: string | null, requestId: string) =>
    holdTier(shop.ctx, { memberId, tierId, until, note: "Invited", requestId });
  expect(await hold(null, null, "h0")).toEqual({ ok: false, reason: "nothing-held" });
  expect(await hold("gold", null, "h1")).toEqual({ ok: false, reason: "unknown-tier" });
  expect(await hold("vip", "2026-02-28", "h1")).toEqual({ ok: false, reason: "in-past" });
  expect(await hold("vip", "2026-03-31", "h1")).toMatchObject({ ok: true });
  expect((await traitsOf(shop, memberId))?.floor).toMatchObject({
    tierId: "vip",
    until: Date.parse("2026-04-01T04:00:00Z"),
  });
  expect(await hold("vip", "2026-03-31", "h1")).toMatchObject({ ok: true });
  expect(await hold("vip", "2026-04-30", "h1")).toEqual({ ok: false, reason: "request-reused" });
  expect(await hold("vip", null, "h1")).toEqual({ ok: false, reason: "request-reused" });
  shop.clock.set("2026-03-02T12:00:00Z");
  expect(await hold(null, null, "h2")).toMatchObject({ ok: true });
  expect((await traitsOf(shop, memberId))?.floor).toBeNull();
});

test("a member has joined when first seen signed in, once", async () => {
  const shop = await aProgramShop();
  const visit = () => welcomeCustomer(shop.ctx, shop.customerId);
  const first = shop.clock.now().getTime();
  expect(new Set(await Promise.all([visit(), visit(), visit()]))).toEqual(new Set([shop.memberId]));
  shop.clock.set("2026-05-01T00:00:00Z");
  await visit();
  expect(await eventsOf(shop, shop.memberId)).toHaveLength(1);
  expect((await traitsOf(shop, shop.memberId))?.joinedAt).toBe(first);
});

test("a closed account takes no more events", async () => {
  const shop = await aProgramShop();
  const close = (requestId: string) => closeAccount(shop.ctx, { ...shop, note: null, requestId });
  expect(await close("c1")).toEqual({ ok: true });
  expect(await close("c2")).toEqual({ ok: true });
  expect(await eventsOf(shop, shop.memberId)).toHaveLength(1);
  const wish = { ...shop, requestId: "r1" };
  const refused = { ok: false, reason: "closed" };
  expect(await recordActivity(shop.ctx, { ...wish, activity: "survey", subject: null })).toEqual(
    refused,
  );
  expect(await setBirthday(shop.ctx, { ...wish, month: 1, day: 1 })).toEqual(refused);
  const held = { ...wish, tierId: "vip", until: null, note: "" };
  expect(await holdTier(shop.ctx, held)).toEqual(refused);
});
