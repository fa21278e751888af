import { setTimeout as sleep } from "node:timers/promises";
import { expect, test } from "vitest";
import type { ShopContext } from "#app/db/context.ts";
import { lockFreeVouchers } from "#app/db/vouchers.ts";
import { addVouchers } from "#app/usecases/add-vouchers.ts";
import { checkLedger } from "#app/usecases/check-ledger.ts";
import { redeemRewards, type RedeemReward } from "#app/usecases/redeem-reward.ts";
import { redeemTogether, type Redeem } from "#app/usecases/redeem-together.ts";
import { brokenRounds, standing, times, together } from "#test/support/race.ts";
import { aShopSelling, reward, rowOf, someone, type Who } from "#test/support/rewards.ts";
import type { TestShop } from "#test/support/shop.ts";

const CODE = reward({ gives: { kind: "amount-off", amount: "5" } });
const RARE = reward({ ...CODE, id: "rare", stock: 3 });

let requests = 0;
const wishOf = (who: Who, rest: Partial<RedeemReward> = {}): RedeemReward => ({
  ...who,
  rewardId: "reward",
  requestId: `q${(requests += 1)}`,
  ...rest,
});

const people = (shop: TestShop, count: number, points = 1000n) =>
  Promise.all(Array.from({ length: count }, () => someone(shop, points)));

const reasonsOf = (results: Awaited<ReturnType<Redeem>>[]) =>
  results.map((result) => (result.ok ? "had" : result.reason)).sort();

const isClean = async ({ ctx }: TestShop) => (await checkLedger(ctx)).differences === 0n;

/** A context that counts its transactions. */
function counting(ctx: ShopContext) {
  const counts = { transactions: 0 };
  const inTransaction: ShopContext["inTransaction"] = (work) => {
    counts.transactions += 1;
    return ctx.inTransaction(work);
  };
  return { counts, ctx: { ...ctx, inTransaction } };
}

test("many who redeem at once are answered each by their own, in few transactions", async () => {
  const shop = await aShopSelling(CODE, RARE);
  const [many, rare] = [await people(shop, 40), await people(shop, 6)];
  const [ada, bob] = [await someone(shop, 250n), await someone(shop, 1000n)];
  const { ctx, counts } = counting(shop.ctx);
  const redeem = redeemTogether();
  const ask = (who: Who, rest?: Partial<RedeemReward>) => redeem(ctx, wishOf(who, rest));
  const [plain, tabs, same, stocked] = await Promise.all([
    Promise.all(many.map((who) => ask(who))),
    Promise.all(times(5, () => ask(ada)).map((run) => run())),
    Promise.all(times(4, () => ask(bob, { requestId: "again" })).map((run) => run())),
    Promise.all(rare.map((who) => ask(who, { rewardId: "rare" }))),
  ]);
  expect(counts.transactions, "of 55 wishes").toBeLessThan(15);
  for (const [index, result] of plain.entries()) {
    const { memberId } = await rowOf(shop, result.ok ? result.redemptionId : "");
    expect(memberId).toBe(many[index]?.memberId);
  }
  expect(reasonsOf(tabs)).toEqual(["had", "had", ...Array<string>(3).fill("too-few-points")]);
  expect(new Set(same.map((result) => result.ok && result.redemptionId)).size).toBe(1);
  expect(reasonsOf(stocked)).toEqual([
    ...Array<string>(3).fill("had"),
    ...Array<string>(3).fill("out-of-stock"),
  ]);
  expect(await standing(shop, ada.memberId)).toMatchObject({ availablePoints: 50n });
  expect(await standing(shop, bob.memberId)).toMatchObject({ reservedPoints: 100n });
  expect(await isClean(shop)).toBe(true);
});

test("one that fails takes nobody along, and fails with what is wrong with it", async () => {
  const shop = await aShopSelling(CODE);
  const many = await people(shop, 10);
  const redeem = redeemTogether();
  const nobody = { memberId: "nobody", customerId: "gid://shopify/Customer/0" };
  const all = [...many.slice(0, 5), nobody, ...many.slice(5)];
  const answers = await Promise.allSettled(all.map((who) => redeem(shop.ctx, wishOf(who))));
  expect(answers.map(({ status }) => status)).toEqual(
    all.map((who) => (who === nobody ? "rejected" : "fulfilled")),
  );
  expect(String((answers[5] as PromiseRejectedResult).reason)).toContain("uuid");
  for (const { memberId } of many) {
    expect(await standing(shop, memberId)).toMatchObject({ reservedPoints: 100n });
  }
  expect(await isClean(shop)).toBe(true);
});

test("two wishes of one member are not decided at once: nothing is done", async () => {
  const shop = await aShopSelling(CODE);
  const ada = await someone(shop);
  await expect(redeemRewards(shop.ctx, [wishOf(ada), wishOf(ada)])).rejects.toThrow("invariant");
  expect(await standing(shop, ada.memberId)).toMatchObject({ reservedPoints: 0n });
});

/** Whether anybody was decided twice at once, or two shops or authors together. */
function watching() {
  const [present, seen] = [new Set<string>(), { twice: 0, mixed: 0, groups: 0 }];
  const redeem: typeof redeemRewards = async (_ctx, wishes) => {
    seen.groups += 1;
    for (const { memberId } of wishes) {
      if (present.has(memberId)) seen.twice += 1;
      present.add(memberId);
    }
    if (new Set(wishes.map(({ customerId }) => customerId)).size > 1) seen.mixed += 1;
    await sleep(2);
    for (const { memberId } of wishes) present.delete(memberId);
    return wishes.map(() => ({ ok: false, reason: "member-gone" }));
  };
  return { redeem, seen };
}

/** Takes together whatever has come in one turn, as the first of all who ask. */
function naively(redeem: typeof redeemRewards): Redeem {
  const waiting: RedeemReward[] = [];
  let all: ReturnType<typeof redeemRewards> | null = null;
  return async (ctx, wish) => {
    const place = waiting.push(wish) - 1;
    all ??= sleep(1).then(() => redeem(ctx, waiting));
    return (await all)[place] ?? { ok: false, reason: "member-gone" };
  };
}

/** Three shops, in each of which two act for five members, who ask four times each. */
function askMuch(redeem: Redeem): Promise<unknown> {
  const asks = Array.from({ length: 120 }, (_, n) => {
    const [shopId, author] = [BigInt(n % 3), n % 2 === 0 ? "customer" : "staff:1"];
    const who = { memberId: `${shopId} ${author} ${n % 5}`, customerId: `${shopId} ${author}` };
    return redeem({ shopId, author } as ShopContext, wishOf(who));
  });
  return Promise.all(asks);
}

test("nobody is decided twice at once, and no two shops or authors together", async () => {
  const { redeem, seen } = watching();
  await askMuch(redeemTogether(redeem));
  expect(seen).toMatchObject({ twice: 0, mixed: 0 });
  expect(seen.groups, "of 120 wishes").toBeLessThan(60);
});

test("whoever takes together all that comes is found out", async () => {
  const { redeem, seen } = watching();
  await askMuch(naively(redeem));
  expect(seen.twice).toBeGreaterThan(0);
  expect(seen.mixed).toBeGreaterThan(0);
});

test("so many may wait, and not more", async () => {
  const { redeem } = watching();
  const ask = redeemTogether(redeem);
  const ctx = { shopId: 1n, author: "customer" } as ShopContext;
  const all = Array.from({ length: 1_010 }, (_, n) =>
    ask(ctx, wishOf({ memberId: `m${n}`, customerId: "c" })),
  );
  expect(reasonsOf(await Promise.all(all)).filter((why) => why === "too-many")).toHaveLength(10);
});

test("codes of a pool that are handed out together are different ones", async () => {
  const pool = reward({ id: "pool", gives: { kind: "voucher" } });
  const shop = await aShopSelling(pool);
  const codes = ["AAA", "BBB", "CCC"];
  await addVouchers(shop.ctx, { rewardId: "pool", csv: codes.join("\n") });
  const many = await people(shop, 5);
  const twice = await shop.ctx.inTransaction(async (tx) => {
    const lock = () => lockFreeVouchers(tx, shop.ctx.shopId, { rewardId: "pool", count: 1 });
    return [await lock(), await lock()];
  });
  expect(twice, "asked for one by one in one transaction").toEqual([["AAA"], ["AAA"]]);
  const wishes = many.map((who) => wishOf(who, { rewardId: "pool" }));
  const results = await redeemRewards(shop.ctx, wishes);
  const shown = results.map((result) => (result.ok ? result.shown : result.reason));
  expect(shown).toEqual([...codes, "out-of-stock", "out-of-stock"]);
  expect(await isClean(shop)).toBe(true);
});

test("processes that take several limited rewards at once wait for each other, never for ever", async () => {
  const names = ["a", "b", "c", "d"];
  const limited = names.map((id) => reward({ ...CODE, id, stock: 50 }));
  const shop = await aShopSelling(...limited);
  const [here, there] = [await people(shop, 4), await people(shop, 4)];
  const broken = await brokenRounds(8, async () => {
    const wishes = (all: Who[], order: string[]) =>
      all.map((who, index) => wishOf(who, { rewardId: order[index] ?? "" }));
    const results = await together(
      () => redeemRewards(shop.ctx, wishes(here, names)),
      () => redeemRewards(shop.ctx, wishes(there, names.toReversed())),
    );
    return results.flat().every(({ ok }) => ok);
  });
  expect(broken).toBe(0);
  expect(await isClean(shop)).toBe(true);
});

test("one who asks a thousand times over does not keep others waiting", async () => {
  const { redeem } = watching();
  const desk = redeemTogether(redeem);
  const ctx = { shopId: 1n, author: "customer" } as ShopContext;
  const [ada, bob] = ["ada", "bob"].map((name) => ({ memberId: name, customerId: name }));
  if (!ada || !bob) throw new Error("nobody is there");
  const flood = Array.from({ length: 1_000 }, () => desk(ctx, wishOf(ada)));
  const other = desk(ctx, wishOf(bob));
  const refused = reasonsOf(await Promise.all(flood)).filter((reason) => reason === "too-many");
  expect(refused).toHaveLength(990);
  expect(await other).toMatchObject({ ok: false, reason: "member-gone" });
});
