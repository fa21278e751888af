import { expect, test } from "vitest";
import { storefrontPanel } from "#app/queries/storefront-panel.ts";
import { closeAccount } from "#app/usecases/close-account.ts";
import { getReferralCode } from "#app/usecases/get-referral-code.ts";
import { mergeMembers } from "#app/usecases/merge-members.ts";
import { rankMembers } from "#app/usecases/rank-members.ts";
import { referFriend } from "#app/usecases/refer-friend.ts";
import { reopenAccount } from "#app/usecases/reopen-account.ts";
import { settleMembers } from "#app/usecases/settle-members.ts";
import { welcomeCustomer } from "#app/usecases/welcome-customer.ts";
import { aLine, anOrder, on } from "#test/support/facts.ts";
import { standing } from "#test/support/race.ts";
import { aShop, plainStarter, type TestShop } from "#test/support/shop.ts";

const LATER = "2026-03-02T12:00:00Z";
const LATEST = "2026-03-03T12:00:00Z";
const referral = { inviterPoints: 50, friendPoints: 30 };

test("a guest whose account staff has closed does not join by looking in", async () => {
  const shop = await aShop();
  const guest = await shop.aMember();
  await close(shop, guest.memberId);
  expect(await welcomeCustomer(shop.ctx, guest.customerId)).toBe(guest.memberId);
  expect(await kindsOf(shop, guest.memberId)).toEqual(["closed"]);
});

test("nor does who has left by an account that has become this one", async () => {
  const shop = await aShop();
  const [kept, gone] = [await shop.aMember(), await shop.aMember()];
  await welcomeCustomer(shop.ctx, gone.customerId);
  shop.clock.set(LATER);
  await close(shop, gone.memberId);
  await merge(shop, kept.customerId, gone.customerId);
  await welcomeCustomer(shop.ctx, kept.customerId);
  expect(await kindsOf(shop, kept.memberId)).toEqual(["joined", "closed"]);
});

test("friends come by who has joined again, and not by who has left", async () => {
  const shop = await aShop();
  await shop.publish({ ...plainStarter, referral });
  const [kept, gone, friend] = [await shop.aMember(), await shop.aMember(), await shop.aMember()];
  const code = (await getReferralCode(shop.ctx, kept.memberId)) ?? "";
  await close(shop, gone.memberId);
  shop.clock.set(LATER);
  await welcomeCustomer(shop.ctx, kept.customerId);
  await merge(shop, kept.customerId, gone.customerId);
  const came = { friendId: friend.memberId, code, requestId: "f1" };
  expect(await referFriend(shop.ctx, came)).toEqual({ ok: true });
  shop.clock.set(LATEST);
  await close(shop, kept.memberId);
  const late = { friendId: (await shop.aMember()).memberId, code, requestId: "f2" };
  expect(await referFriend(shop.ctx, late)).toEqual({ ok: false, reason: "unknown-code" });
});

test("who has joined again is ranked by what came since, and told anew", async () => {
  const shop = await aShop();
  shop.clock.set("2026-01-01T12:00:00Z");
  const best = { kind: "top-percent" as const, percent: "50" };
  const level = { id: "best", name: { en: "Best" }, threshold: null, ways: [best] };
  const tiers = { measure: "spend" as const, window: { kind: "lifetime" as const } };
  await shop.publish({ ...plainStarter, tiers: { ...tiers, levels: [level] } });
  const [kept, rival, gone] = [await shop.aMember(), await shop.aMember(), await shop.aMember()];
  shop.clock.set("2026-03-01T12:00:00Z");
  await buy(shop, kept.memberId, { minor: 9_000n, at: "2026-02-01" });
  await buy(shop, rival.memberId, { minor: 100n, at: "2026-02-01" });
  await rankMembers(shop.ctx);
  expect(await bandsOf(shop, kept.memberId)).toEqual(["50"]);
  shop.clock.set(LATER);
  await close(shop, gone.memberId);
  shop.clock.set(LATEST);
  await welcomeCustomer(shop.ctx, kept.customerId);
  await merge(shop, kept.customerId, gone.customerId);
  await settleMembers(shop.ctx, [kept.memberId]);
  await rankMembers(shop.ctx);
  expect(await bandsOf(shop, kept.memberId)).toEqual(["50"]);
  shop.clock.set("2026-04-10T12:00:00Z");
  await buy(shop, kept.memberId, { minor: 9_000n, at: "2026-03-20" });
  await rankMembers(shop.ctx);
  expect(await bandsOf(shop, kept.memberId)).toEqual(["50", "50"]);
});

test("whose account staff opens again begins with nothing, and earns from then on", async () => {
  const shop = await aShop();
  await shop.publish(plainStarter);
  const { memberId, customerId } = await shop.aMember();
  shop.clock.set("2026-03-01T12:00:00Z");
  await buy(shop, memberId, { minor: 9_000n, at: "2026-02-01" });
  await close(shop, memberId);
  const wish = { memberId, note: "By mistake", requestId: "o1" };
  expect(await reopenAccount(shop.ctx, wish)).toEqual({ ok: false, reason: "closed" });
  shop.clock.set(LATER);
  expect(await reopenAccount(shop.ctx, wish)).toEqual({ ok: true });
  shop.clock.set(LATEST);
  expect(await reopenAccount(shop.ctx, wish)).toEqual({ ok: true });
  expect(await reopenAccount(shop.ctx, { ...wish, requestId: "o2" })).toEqual({ ok: true });
  expect(await kindsOf(shop, memberId)).toEqual(["closed", "joined"]);
  expect(await standing(shop, memberId)).toMatchObject({ availablePoints: 0n, debtPoints: 0n });
  await buy(shop, memberId, { minor: 5_000n, at: "2026-03-03" });
  expect(await standing(shop, memberId)).toMatchObject({ availablePoints: 50n });
  expect(await welcomeCustomer(shop.ctx, customerId)).toBe(memberId);
  await close(shop, memberId, "c2");
  expect(await standing(shop, memberId)).toMatchObject({ availablePoints: 0n });
});

test("the storefront says to who has left that they have, and offers nothing", async () => {
  const shop = await aShop();
  await shop.publish({ ...plainStarter, referral });
  const { memberId, customerId } = await shop.aMember();
  await welcomeCustomer(shop.ctx, customerId);
  const look = () => storefrontPanel(shop.ctx, { customerId, locale: "en" });
  const open = await look();
  expect(open.earn).not.toEqual([]);
  expect(open.rewards).not.toEqual([]);
  shop.clock.set(LATER);
  await close(shop, memberId);
  expect(await look()).toMatchObject({
    ...{ rewards: [], earn: [], referral: null, birthday: null },
    member: { tier: null, next: "Your account in this program is closed.", percent: null },
  });
});

let orders = 0;

async function buy(shop: TestShop, memberId: string, { minor, at }: { minor: bigint; at: string }) {
  orders += 1;
  const orderId = `gid://shopify/Order/7${orders}`;
  const lines = [aLine({ netMinor: minor })];
  const order = anOrder({ orderId, placedAt: on(at), paidAt: on(at), lines });
  await shop.keepOrder(memberId, order);
  await settleMembers(shop.ctx, [memberId]);
}

async function bandsOf({ ctx }: TestShop, memberId: string): Promise<string[]> {
  const where = { shopId: ctx.shopId, memberId, kind: "ranked" };
  const events = await ctx.inTransaction((tx) =>
    tx.memberEvent.findMany({ where, orderBy: { at: "asc" }, select: { data: true } }),
  );
  return events.map(({ data }) => (data as { percent: string }).percent);
}

function close({ ctx }: TestShop, memberId: string, requestId = `c-${memberId}`) {
  return closeAccount(ctx, { memberId, note: null, requestId });
}

async function merge({ ctx, clock }: TestShop, keptId: string, goneId: string) {
  await ctx.inTransaction((tx) => mergeMembers(tx, ctx, { keptId, goneId, at: clock.now() }));
}

async function kindsOf({ ctx }: TestShop, memberId: string): Promise<string[]> {
  const events = await ctx.inTransaction((tx) =>
    tx.memberEvent.findMany({ where: { shopId: ctx.shopId, memberId }, orderBy: { at: "asc" } }),
  );
  return events.map(({ kind }) => kind);
}
