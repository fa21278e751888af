import { expect, test } from "vitest";
import { rankMembers } from "#app/usecases/rank-members.ts";
import { mergeMembers } from "#app/usecases/merge-members.ts";
import { reopenAccount } from "#app/usecases/reopen-account.ts";
import { settleMembers } from "#app/usecases/settle-members.ts";
import { closeAccount } from "#app/usecases/close-account.ts";
import { welcomeCustomer } from "#app/usecases/welcome-customer.ts";
import { aLine, anOrder, on } from "#test/support/facts.ts";
import { aShop, plainStarter, type TestShop } from "#test/support/shop.ts";

const program = {
  ...plainStarter,
  tiers: {
    measure: "spend" as const,
    window: { kind: "lifetime" as const },
    levels: [20, 10].map((percent) => ({
      id: `top-${percent}`,
      name: { en: `Top ${percent} %` },
      threshold: null,
      ways: [{ kind: "top-percent" as const, percent: String(percent) }],
    })),
  },
};

let orders = 0;

/** Ten members who joined one after the other on the days before 2026-03-01. */
async function tenMembers(timeZone = "UTC") {
  const shop = await aShop({ timeZone });
  const ids: string[] = [];
  for (let day = 1; day <= 10; day += 1) {
    shop.clock.set(`2025-01-${String(day).padStart(2, "0")}T12:00:00Z`);
    ids.push((await shop.aMember()).memberId);
  }
  await shop.publish(program);
  shop.clock.set("2026-03-15T12:00:00Z");
  return { ...shop, ids };
}

async function buy(shop: TestShop, memberId: string, bought: { minor: bigint; at: string }) {
  orders += 1;
  await shop.keepOrder(
    memberId,
    anOrder({
      orderId: `gid://shopify/Order/9${orders}`,
      placedAt: on(bought.at),
      paidAt: on(bought.at),
      lines: [aLine({ netMinor: bought.minor })],
    }),
  );
  await settleMembers(shop.ctx, [memberId]);
}

/** Everyone's last written band, by their place in `ids`; null for those never written. */
async function bands({ ctx, ids }: TestShop & { ids: string[] }) {
  const rows = await ctx.inTransaction((tx) =>
    tx.memberEvent.findMany({
      where: { shopId: ctx.shopId, kind: "ranked" },
      orderBy: { at: "asc" },
      select: { memberId: true, data: true },
    }),
  );
  const last = new Map(
    rows.map(({ memberId, data }) => [memberId, (data as { percent: string }).percent]),
  );
  return ids.map((id) => last.get(id) ?? null);
}

const nobody = Array.from({ length: 10 }, () => null);

test("the best ten and twenty percent are told by average monthly spend", async () => {
  const shop = await tenMembers();
  const [a = "", b = "", c = ""] = shop.ids;
  await buy(shop, a, { minor: 30_000n, at: "2025-05-01" });
  await buy(shop, b, { minor: 50_000n, at: "2025-06-01" });
  await buy(shop, c, { minor: 10_000n, at: "2025-06-01" });
  expect(await rankMembers(shop.ctx)).toBe(2);
  expect(await bands(shop)).toEqual(["20", "10", ...nobody.slice(2)]);
  expect(await rankMembers(shop.ctx)).toBe(0);

  shop.clock.set("2026-03-16T12:00:00Z");
  await buy(shop, c, { minor: 90_000n, at: "2026-02-01" });
  expect(await rankMembers(shop.ctx)).toBe(3);
  expect(await bands(shop)).toEqual(["101", "20", "10", ...nobody.slice(3)]);
});

test("the best hundred percent are all who have spent anything", async () => {
  const shop = await tenMembers();
  const ways = [{ kind: "top-percent" as const, percent: "100" }];
  const all = { id: "all", name: { en: "All" }, threshold: null, ways };
  shop.clock.set("2026-03-15T13:00:00Z");
  await shop.publish({ ...program, tiers: { ...program.tiers, levels: [all] } });
  const [a = "", b = ""] = shop.ids;
  await buy(shop, a, { minor: 100n, at: "2025-05-01" });
  await buy(shop, b, { minor: 100n, at: "2026-02-01" });
  expect(await rankMembers(shop.ctx)).toBe(2);
  expect(await bands(shop)).toEqual(["100", "100", ...nobody.slice(2)]);
  shop.clock.set("2026-06-15T12:00:00Z");
  expect(await rankMembers(shop.ctx)).toBe(1);
  expect(await bands(shop)).toEqual(["101", "100", ...nobody.slice(2)]);
});

test("only full months count: not the present one, and none older than twelve", async () => {
  const shop = await tenMembers();
  const [a = "", b = "", c = "", d = ""] = shop.ids;
  await buy(shop, a, { minor: 90_000n, at: "2026-03-01" });
  await buy(shop, b, { minor: 90_000n, at: "2025-02-28" });
  await buy(shop, c, { minor: 100n, at: "2025-03-01" });
  await buy(shop, d, { minor: 200n, at: "2026-02-28" });
  await rankMembers(shop.ctx);
  expect(await bands(shop)).toEqual([null, null, "20", "10", ...nobody.slice(4)]);
});

test("months are the shop's own", async () => {
  const shop = await tenMembers("Pacific/Auckland");
  const [a = "", b = ""] = shop.ids;
  // In Auckland the first is March 1st, 2026, the second February 28th.
  await buy(shop, a, { minor: 100n, at: "2026-02-28T11:30" });
  await buy(shop, b, { minor: 100n, at: "2026-02-28T10:30" });
  await rankMembers(shop.ctx);
  expect(await bands(shop)).toEqual([null, "10", ...nobody.slice(2)]);
});

test("who joined later is judged by the months since", async () => {
  const shop = await tenMembers();
  shop.clock.set("2026-02-10T12:00:00Z");
  const second = (await shop.aMember()).memberId;
  shop.clock.set("2026-03-15T12:00:00Z");
  const [first = ""] = shop.ids;
  await buy(shop, first, { minor: 11_900n, at: "2025-06-01" });
  await buy(shop, second, { minor: 1_000n, at: "2026-02-11" });
  await buy(shop, shop.ids[1] ?? "", { minor: 1_000n, at: "2026-02-11" });
  await rankMembers(shop.ctx);
  expect(await bands({ ...shop, ids: [first, second, shop.ids[1] ?? ""] })).toEqual([
    "20",
    "10",
    null,
  ]);
});

test("who joined again is judged by the months since then", async () => {
  const shop = await tenMembers();
  const [back = "", rival = "", third = ""] = shop.ids;
  shop.clock.set("2026-01-10T12:00:00Z");
  await closeAccount(shop.ctx, { memberId: back, note: null, requestId: "c" });
  shop.clock.set("2026-01-20T12:00:00Z");
  const again = { memberId: back, note: null, requestId: "o" };
  expect(await reopenAccount(shop.ctx, again)).toEqual({ ok: true });
  shop.clock.set("2026-03-15T12:00:00Z");
  await buy(shop, back, { minor: 1_000n, at: "2026-02-11" });
  await buy(shop, rival, { minor: 5_900n, at: "2025-06-01" });
  await buy(shop, third, { minor: 2_000n, at: "2025-06-01" });
  await rankMembers(shop.ctx);
  expect(await bands(shop)).toEqual(["10", "20", ...nobody.slice(2)]);
});

test("a guest among the best who joins is told when they are no more", async () => {
  const shop = await tenMembers();
  const guest = await shop.aMember();
  await buy(shop, guest.memberId, { minor: 9_000n, at: "2025-04-01" });
  expect(await rankMembers(shop.ctx)).toBe(1);
  shop.clock.set("2026-03-16T12:00:00Z");
  await welcomeCustomer(shop.ctx, guest.customerId);
  shop.clock.set("2026-06-15T12:00:00Z");
  await rankMembers(shop.ctx);
  await settleMembers(shop.ctx, [guest.memberId]);
  expect(await bands({ ...shop, ids: [guest.memberId] })).toEqual(["101"]);
  const where = { shopId: shop.ctx.shopId, id: guest.memberId };
  const member = await shop.ctx.inTransaction((tx) => tx.member.findFirstOrThrow({ where }));
  expect(member.tierId).toBeNull();
});

test("of equals the earlier member is the better one", async () => {
  const shop = await tenMembers();
  for (const id of shop.ids.toReversed()) {
    await buy(shop, id, { minor: 5_000n, at: "2026-01-10" });
  }
  await rankMembers(shop.ctx);
  expect(await bands(shop)).toEqual(["10", "20", ...nobody.slice(2)]);
});

test("who left or was merged away is not counted, and a shop without such a tier costs nothing", async () => {
  const shop = await tenMembers();
  const [a = "", b = "", c = ""] = shop.ids;
  await buy(shop, a, { minor: 9_000n, at: "2026-01-10" });
  await buy(shop, b, { minor: 5_000n, at: "2026-01-10" });
  await buy(shop, c, { minor: 1_000n, at: "2026-01-10" });
  await closeAccount(shop.ctx, { memberId: a, note: null, requestId: "c" });
  await rankMembers(shop.ctx);
  // Of nine members one is more than ten percent, and within twenty.
  expect(await bands(shop)).toEqual([null, "20", ...nobody.slice(2)]);

  const customers = await shop.ctx.inTransaction((tx) =>
    tx.alias.findMany({ where: { shopId: shop.ctx.shopId, memberId: { in: [b, c] } } }),
  );
  const of = (id: string) => customers.find(({ memberId }) => memberId === id)?.customerId ?? "";
  const merge = { keptId: of(c), goneId: of(b), at: shop.clock.now() };
  await shop.ctx.inTransaction((tx) => mergeMembers(tx, shop.ctx, merge));
  await settleMembers(shop.ctx, [b, c]);
  shop.clock.set("2026-03-16T12:00:00Z");
  await rankMembers(shop.ctx);
  expect((await bands(shop)).slice(1, 3)).toEqual([null, "20"]);

  const plain = await aShop();
  await plain.publish(plainStarter);
  expect(await rankMembers(plain.ctx)).toBe(0);
});
