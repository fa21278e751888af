import { expect, test } from "vitest";
import { membersPage, type MembersWish } from "#app/queries/members-page.ts";
import { redemptionsPage } from "#app/queries/redemptions-page.ts";
import { redeemReward } from "#app/usecases/redeem-reward.ts";
import { adjustPoints } from "#app/usecases/adjust-points.ts";
import { aShop, plainStarter, type TestShop } from "#test/support/shop.ts";

const PAGE = 25;
const ALL: MembersWish = { search: "", tier: "", sort: "newest", before: null, after: null };

async function joinMany(shop: TestShop, count: number): Promise<string[]> {
  const ids: string[] = [];
  for (let n = 0; n < count; n += 1) {
    // Three at a time join at one moment, so that the order among them rests on their ids.
    shop.clock.set(new Date(Date.UTC(2026, 2, 2) + Math.floor(n / 3) * 60_000).toISOString());
    ids.push((await shop.aMember()).memberId);
  }
  return ids;
}

async function walk(shop: TestShop, wish: MembersWish, way: "before" | "after") {
  const pages: string[][] = [];
  for (let next: MembersWish | null = wish; next;) {
    const { members, links }: Awaited<ReturnType<typeof membersPage>> = await membersPage(
      shop.ctx,
      next,
    );
    pages.push(members.map(({ id }) => id));
    const mark = links[way];
    next =
      mark === null ? null : { ...ALL, sort: wish.sort, before: null, after: null, [way]: mark };
  }
  return pages;
}

test("pages of members cover everyone once, in the same order both ways", async () => {
  const shop = await aShop();
  const ids = await joinMany(shop, 2 * PAGE + 7);
  const forth = await walk(shop, ALL, "after");
  expect(forth.map((page) => page.length)).toEqual([PAGE, PAGE, 7]);
  expect([...forth.flat()].sort()).toEqual([...ids].sort());

  const last = await membersPage(shop.ctx, { ...ALL, sort: "oldest" });
  expect(last.members.map(({ id }) => id)).toEqual([...forth.flat()].reverse().slice(0, PAGE));
  const middle = await membersPage(shop.ctx, ALL);
  const end = await membersPage(shop.ctx, { ...ALL, after: middle.links.after });
  const back = await membersPage(shop.ctx, { ...ALL, before: end.links.before });
  expect(back.members).toEqual(middle.members);
  expect(back.links.before).toBeNull();
});

test("who joins while somebody reads neither repeats nor hides a member", async () => {
  const shop = await aShop();
  await joinMany(shop, PAGE + 5);
  const first = await membersPage(shop.ctx, ALL);
  shop.clock.set("2026-06-01T00:00:00Z");
  const { memberId } = await shop.aMember();
  const second = await membersPage(shop.ctx, { ...ALL, after: first.links.after });
  const seen = [...first.members, ...second.members].map(({ id }) => id);
  expect(new Set(seen).size).toBe(PAGE + 5);
  expect(seen).not.toContain(memberId);
});

test("members are sorted by points and found by the number of a customer", async () => {
  const shop = await aShop();
  const [poor, rich] = [await shop.aMember(), await shop.aMember()];
  const gift = { points: 70n, note: "A test", requestId: shop.ctx.newId() };
  await adjustPoints(shop.ctx, { memberId: rich.memberId, ...gift });
  const idsBy = async (wish: Partial<MembersWish>) =>
    (await membersPage(shop.ctx, { ...ALL, ...wish })).members.map(({ id }) => id);
  expect(await idsBy({ sort: "most" })).toEqual([rich.memberId, poor.memberId]);
  expect(await idsBy({ sort: "least" })).toEqual([poor.memberId, rich.memberId]);
  expect(await idsBy({ search: poor.customerId })).toEqual([poor.memberId]);
  expect(await idsBy({ search: "nobody at all" })).toEqual([]);
});

test("a mark that makes no sense is the first page, not a failure", async () => {
  const shop = await aShop();
  const { memberId } = await shop.aMember();
  for (const after of ["", "~", "x~y", `soon~${memberId}`, "2026-01-01~'; drop table member"]) {
    const { members } = await membersPage(shop.ctx, { ...ALL, after });
    expect(members.map(({ id }) => id)).toEqual([memberId]);
  }
});

test("redemptions are found by state and code", async () => {
  const shop = await aShop();
  await shop.publish(plainStarter);
  const { memberId, customerId } = await shop.aMember();
  const gift = { points: 500n, note: "A test", requestId: shop.ctx.newId() };
  await adjustPoints(shop.ctx, { memberId, ...gift });
  const wish = { memberId, customerId, rewardId: "five-off", requestId: shop.ctx.newId() };
  const redeemed = await redeemReward(shop.ctx, wish);
  if (!redeemed.ok) throw new Error(redeemed.reason);
  const idsBy = async (search: string, state: "requested" | "used" | null) => {
    const page = { before: null, after: null };
    const { redemptions } = await redemptionsPage(shop.ctx, { search, state, ...page });
    return redemptions.map(({ id }) => id);
  };
  expect(await idsBy(redeemed.code.toLowerCase(), null)).toEqual([redeemed.redemptionId]);
  expect(await idsBy(` ${redeemed.code.slice(0, 6)}`, null)).toEqual([redeemed.redemptionId]);
  expect(await idsBy(redeemed.code.slice(1), null)).toEqual([]);
  expect(await idsBy("", "requested")).toEqual([redeemed.redemptionId]);
  expect(await idsBy("", "used")).toEqual([]);
  expect(await idsBy("NO-SUCH-CODE", null)).toEqual([]);
});
