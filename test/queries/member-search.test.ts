import { expect, test } from "vitest";
import { writeProfiles } from "#app/db/profiles.ts";
import { scrubMember } from "#app/db/privacy.ts";
import { membersPage } from "#app/queries/members-page.ts";
import { searchTextOf } from "#app/domain/search-words.ts";
import { aShop, type TestShop } from "#test/support/shop.ts";

type Found = { memberId: string; customerId: string };

async function named(shop: TestShop, displayName: string, email: string | null): Promise<Found> {
  const member = await shop.aMember();
  await call(shop, member, { displayName, email });
  return member;
}

async function call(
  { ctx, clock }: TestShop,
  { customerId }: Found,
  profile: { displayName: string | null; email: string | null },
): Promise<void> {
  clock.set(new Date(clock.now().getTime() + 1_000).toISOString());
  const dated = { customerId, ...profile, locale: null, at: clock.now() };
  await ctx.inTransaction((tx) => writeProfiles(tx, ctx.shopId, [dated]));
}

async function search({ ctx }: TestShop, text: string): Promise<string[]> {
  const wish = { search: text, tier: "", sort: "oldest" as const, before: null, after: null };
  return (await membersPage(ctx, wish)).members.map(({ id }) => id);
}

function wordsOf({ ctx }: TestShop): Promise<string[]> {
  return ctx.inTransaction(async (tx) => {
    const rows = await tx.memberWord.findMany({ orderBy: { word: "asc" } });
    return rows.map(({ word }) => word);
  });
}

test("members are found by how the words of name and e-mail begin", async () => {
  const shop = await aShop();
  const emile = await named(shop, "Émile Zola", "e_z@example.com");
  const ming = await named(shop, "王小明", null);
  const percy = await named(shop, "Percy 100%", "exz@example.com");
  expect(await search(shop, "emile")).toEqual([emile.memberId]);
  expect(await search(shop, "Zola ÉM")).toEqual([emile.memberId]);
  expect(await search(shop, "小明")).toEqual([ming.memberId]);
  expect(await search(shop, "example")).toEqual([emile.memberId, percy.memberId]);
  expect(await search(shop, "e_z")).toEqual([emile.memberId]);
  expect(await search(shop, "100%")).toEqual([percy.memberId]);
  expect(await search(shop, "ola")).toEqual([]);
  expect(await search(shop, "?!")).toEqual([]);
});

test("words follow the name, and go with it", async () => {
  const shop = await aShop();
  const member = await named(shop, "Ada Byron", "ada@example.com");
  await call(shop, member, { displayName: "Ada Lovelace", email: null });
  expect(await wordsOf(shop)).toEqual(["ada", "lovelace"]);
  expect(await search(shop, "byron")).toEqual([]);
  const { ctx } = shop;
  await ctx.inTransaction((tx) =>
    scrubMember(tx, ctx.shopId, { memberId: member.memberId, at: shop.clock.now() }),
  );
  expect(await wordsOf(shop)).toEqual([]);
});

test("where many are called alike the rest of the name decides, in the order of the list", async () => {
  const shop = await aShop();
  const { ctx } = shop;
  await ctx.inTransaction((tx) =>
    tx.member.createMany({
      data: Array.from({ length: 1_200 }, (_, n) => {
        const displayName = n % 400 === 0 ? "Ann Quill" : `Ann Other`;
        const joinedAt = new Date(Date.UTC(2026, 0, 1) + n * 1_000);
        const searchText = searchTextOf(displayName);
        return { shopId: ctx.shopId, id: ctx.newId(), joinedAt, displayName, searchText };
      }),
    }),
  );
  expect(await search(shop, "an")).toHaveLength(25);
  expect(await search(shop, "ann qui")).toHaveLength(3);
  expect(await search(shop, "ann oth")).toHaveLength(25);
  expect(await search(shop, "ann x")).toEqual([]);
});

test("whose text was written before there were words is found, and forgotten as a whole", async () => {
  const shop = await aShop();
  const { ctx } = shop;
  const { memberId } = await shop.aMember();
  const searchText = "ada lovelace ada.lovelace@example.com";
  const where = { shopId_id: { shopId: ctx.shopId, id: memberId } };
  await ctx.inTransaction((tx) => tx.member.update({ where, data: { searchText } }));
  expect(await search(shop, "ada")).toEqual([memberId]);
  expect(await search(shop, "Lovelace ada.")).toEqual([memberId]);
  await ctx.inTransaction((tx) => scrubMember(tx, ctx.shopId, { memberId, at: shop.clock.now() }));
  expect(await wordsOf(shop)).toEqual([]);
});
