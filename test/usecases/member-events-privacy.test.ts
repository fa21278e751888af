import { expect, test } from "vitest";
import { collectMemberData } from "#app/db/member-data.ts";
import { listMemberFacts } from "#app/db/member-facts.ts";
import { forgetCustomer } from "#app/usecases/forget-customer.ts";
import { getReferralCode } from "#app/usecases/get-referral-code.ts";
import { holdTier } from "#app/usecases/hold-tier.ts";
import { mergeMembers } from "#app/usecases/merge-members.ts";
import { recordActivity } from "#app/usecases/record-activity.ts";
import { referFriend } from "#app/usecases/refer-friend.ts";
import { setBirthday } from "#app/usecases/set-birthday.ts";
import { settleMembers } from "#app/usecases/settle-members.ts";
import { welcomeCustomer } from "#app/usecases/welcome-customer.ts";
import { aShop, plainStarter, type TestShop } from "#test/support/shop.ts";

const program = {
  ...plainStarter,
  tiers: {
    measure: "spend" as const,
    window: { kind: "lifetime" as const },
    levels: [{ id: "vip", name: { en: "VIP" }, threshold: null }],
  },
  activities: [
    {
      id: "review",
      kind: "review" as const,
      name: { en: "Review" },
      gives: { kind: "points" as const, points: 20 },
    },
  ],
  referral: { inviterPoints: 100, friendPoints: 50 },
};

type Person = { memberId: string; customerId: string };

async function aProgramShop(): Promise<TestShop & { ada: Person; bob: Person }> {
  const shop = await aShop();
  await shop.publish(program);
  return { ...shop, ada: await shop.aMember(), bob: await shop.aMember() };
}

const review = (shop: TestShop, { memberId }: Person, subject: string) =>
  recordActivity(shop.ctx, {
    memberId,
    activity: "review",
    subject,
    requestId: shop.ctx.newId(),
  });

function merge({ ctx }: TestShop, { kept, gone }: { kept: Person; gone: Person }) {
  const wish = { keptId: kept.customerId, goneId: gone.customerId, at: ctx.clock.now() };
  return ctx.inTransaction((tx) => mergeMembers(tx, ctx, wish));
}

function forget({ ctx }: TestShop, { customerId }: Person) {
  return ctx.inTransaction((tx) => forgetCustomer(tx, ctx, { customerId }));
}

async function factsAbout({ ctx }: TestShop, { memberId }: Person) {
  const facts = await ctx.inTransaction((tx) => listMemberFacts(tx, ctx.shopId, [memberId]));
  return facts.get(memberId)?.events ?? [];
}

/** Everything the database holds of a shop's events and members, as text. */
async function textOf({ ctx }: TestShop): Promise<string> {
  const rows = await ctx.inTransaction(
    (tx) =>
      tx.$queryRaw<{ text: string }[]>`
      SELECT to_jsonb(e)::text AS text FROM member_event e WHERE shop_id = ${ctx.shopId}
      UNION ALL SELECT to_jsonb(m)::text FROM member m WHERE shop_id = ${ctx.shopId}`,
  );
  return rows.map(({ text }) => text).join("\n");
}

test("of two customers who become one, the events are one timeline", async () => {
  const shop = await aProgramShop();
  await review(shop, shop.ada, "tea");
  shop.clock.set("2026-03-02T12:00:00Z");
  await review(shop, shop.bob, "cup");
  await merge(shop, { kept: shop.ada, gone: shop.bob });
  await settleMembers(shop.ctx, [shop.ada.memberId, shop.bob.memberId]);
  const subjects = (await factsAbout(shop, shop.ada)).map((event) =>
    event.kind === "activity" ? event.subject : event.kind,
  );
  expect(subjects.sort()).toEqual(["cup", "tea"]);
  expect(await factsAbout(shop, shop.bob)).toEqual([]);
  expect(await review(shop, shop.bob, "pot")).toEqual({ ok: false, reason: "member-gone" });
});

test("an activity reported while its member is merged is lost to nobody", async () => {
  const shop = await aProgramShop();
  const reports = [1, 2, 3, 4].map((n) => review(shop, shop.bob, `s${n}`));
  const [results] = await Promise.all([
    Promise.all(reports),
    merge(shop, { kept: shop.ada, gone: shop.bob }),
  ]);
  const kept = results.filter(({ ok }) => ok).length;
  expect(await factsAbout(shop, shop.ada)).toHaveLength(kept);
  expect(await factsAbout(shop, shop.bob)).toEqual([]);
});

test("an inviter who has become another member has brought the friend all the same", async () => {
  const shop = await aProgramShop();
  const friend = await shop.aMember();
  const code = (await getReferralCode(shop.ctx, shop.bob.memberId)) ?? "";
  const came = { friendId: friend.memberId, code, requestId: "f1" };
  expect(await referFriend(shop.ctx, came)).toEqual({ ok: true });
  await merge(shop, { kept: shop.ada, gone: shop.bob });
  expect(await factsAbout(shop, friend)).toMatchObject([
    { kind: "referred", inviterId: shop.ada.memberId, refused: null },
  ]);
  const another = await shop.aMember();
  const later = { friendId: another.memberId, code, requestId: "f1" };
  expect(await referFriend(shop.ctx, later)).toEqual({ ok: true });
  expect(await factsAbout(shop, another)).toMatchObject([{ inviterId: shop.ada.memberId }]);
});

test("whoever has become their own inviter was invited by nobody", async () => {
  const shop = await aProgramShop();
  const code = (await getReferralCode(shop.ctx, shop.ada.memberId)) ?? "";
  await referFriend(shop.ctx, { friendId: shop.bob.memberId, code, requestId: "f1" });
  await merge(shop, { kept: shop.ada, gone: shop.bob });
  expect(await factsAbout(shop, shop.ada)).toMatchObject([{ kind: "referred", refused: "self" }]);
});

test("an erased member's events tell nothing of them any more, and stay where they count", async () => {
  const shop = await aProgramShop();
  const { ada } = shop;
  await welcomeCustomer(shop.ctx, ada.customerId);
  await setBirthday(shop.ctx, { ...ada, month: 2, day: 29, requestId: "b" });
  await review(shop, ada, "a poem for Ada");
  await review(shop, ada, "a poem for Ada");
  const held = { ...ada, tierId: "vip", until: null, note: "Ada is a friend", requestId: "h" };
  expect(await holdTier(shop.ctx, held)).toMatchObject({ ok: true });
  const code = (await getReferralCode(shop.ctx, ada.memberId)) ?? "nothing";
  const secrets = ["poem for Ada", "Ada is a friend", code];
  for (const secret of secrets) expect(await textOf(shop)).toContain(secret);

  await forget(shop, ada);
  for (const secret of secrets) expect(await textOf(shop)).not.toContain(secret);
  const events = await factsAbout(shop, ada);
  expect(events.map(({ kind }) => kind).sort()).toEqual([
    "activity",
    "activity",
    "birthday",
    "joined",
    "tier-floor",
  ]);
  const subjects = events.flatMap((event) => (event.kind === "activity" ? event.subject : []));
  expect(new Set(subjects).size).toBe(1);

  expect(await welcomeCustomer(shop.ctx, ada.customerId)).toBeNull();
  const gone = { ok: false, reason: "member-gone" };
  expect(await review(shop, ada, "late")).toEqual(gone);
  expect(await setBirthday(shop.ctx, { ...ada, month: 1, day: 2, requestId: "c" })).toEqual(gone);
  const friend = { friendId: shop.bob.memberId, code, requestId: "f" };
  expect(await referFriend(shop.ctx, friend)).toEqual({ ok: false, reason: "unknown-code" });
});

test("what is held of a member names their events", async () => {
  const shop = await aProgramShop();
  await setBirthday(shop.ctx, { ...shop.ada, month: 5, day: 1, requestId: "b" });
  const { shopId } = shop.ctx;
  const data = await shop.ctx.inTransaction((tx) =>
    collectMemberData(tx, shopId, shop.ada.memberId),
  );
  expect(data.events).toMatchObject([{ kind: "birthday", data: { month: 5, day: 1 } }]);
});

test("what an event says cannot be changed, only erased", async () => {
  const shop = await aProgramShop();
  await review(shop, shop.ada, "tea");
  const { shopId } = shop.ctx;
  const where = { shopId };
  const tries = [
    (tx: Tx) => tx.memberEvent.updateMany({ where, data: { data: {} } }),
    (tx: Tx) => tx.memberEvent.updateMany({ where, data: { at: new Date(0) } }),
    (tx: Tx) => tx.memberEvent.updateMany({ where, data: { note: "another" } }),
    (tx: Tx) => tx.memberEvent.deleteMany({ where }),
  ];
  const moved = { where, data: { memberId: shop.bob.memberId } };
  await shop.ctx.inTransaction((tx) => tx.memberEvent.updateMany(moved));
  for (const attempt of tries) {
    // Prisma takes a restrict_violation for one of a foreign key.
    await expect(shop.ctx.inTransaction(attempt)).rejects.toThrow(/constraint violated|denied/i);
  }
});
type Tx = Parameters<Parameters<TestShop["ctx"]["inTransaction"]>[0]>[0];
