import { expect, test } from "vitest";
import { handOverVoucher, lockFreeVouchers } from "#app/db/vouchers.ts";
import { redemptionsPage } from "#app/queries/redemptions-page.ts";
import { storefrontPanel } from "#app/queries/storefront-panel.ts";
import { vouchersToAdd } from "#app/queries/vouchers-to-add.ts";
import { addVouchers } from "#app/usecases/add-vouchers.ts";
import { withdrawVouchers } from "#app/usecases/withdraw-vouchers.ts";
import { aShopSelling, ask, pointsOf, reward, someone, taken } from "#test/support/rewards.ts";
import { together, untilBlocked } from "#test/support/race.ts";
import type { TestShop } from "#test/support/shop.ts";

const voucher = reward({ gives: { kind: "voucher" } });

test("a voucher comes from the pool, once, and an empty pool is out of stock", async () => {
  const shop = await aShopSelling(voucher);
  const csv = 'code,ignored\nONE,1\n"TWO",2\n\nONE,3\n';
  expect(await addVouchers(shop.ctx, { rewardId: "reward", csv })).toMatchObject({ added: 2 });
  const again = await addVouchers(shop.ctx, { rewardId: "reward", csv: "ONE\nTWO" });
  expect(again).toEqual({ ok: true, added: 0, known: 2 });
  const ada = await someone(shop);
  const shown = [(await taken(shop, ada)).shown, (await taken(shop, ada)).shown];
  expect(shown.sort()).toEqual(["ONE", "TWO"]);
  expect(await ask(shop, ada)).toEqual({ ok: false, reason: "out-of-stock" });
  expect(await pointsOf(shop, ada)).toEqual([800n, 0n]);
});

test("a voucher is handed to one of many who ask at once", async () => {
  const shop = await aShopSelling(voucher);
  await addVouchers(shop.ctx, { rewardId: "reward", csv: "A\nB\nC" });
  const people = await Promise.all(Array.from({ length: 8 }, () => someone(shop)));
  const results = await Promise.all(people.map((who) => ask(shop, who)));
  const codes = results.flatMap((result) => (result.ok ? [result.shown] : []));
  expect(new Set(codes).size).toBe(codes.length);
  expect(codes.length).toBeLessThanOrEqual(3);
  while (codes.length < 3) codes.push((await taken(shop, await someone(shop))).shown);
  expect(codes.sort()).toEqual(["A", "B", "C"]);
});

test("two who bring the same codes in another order do not wait for each other for ever", async () => {
  const shop = await aShopSelling(voucher);
  const codes = Array.from({ length: 3000 }, (_, index) => `C${index}`);
  const bring = (some: string[]) =>
    addVouchers(shop.ctx, { rewardId: "reward", csv: some.join("\n") });
  const added = await together(
    () => bring(codes),
    () => bring(codes.toReversed()),
  );
  const sum = added.reduce((total, result) => total + (result.ok ? result.added : 0), 0);
  expect(sum).toBe(codes.length);
});

test("a line that is no code is refused, and so is a reward that has no pool", async () => {
  const shop = await aShopSelling(voucher, reward({ id: "other", gives: { kind: "service" } }));
  const upload = (rewardId: string, csv: string) => addVouchers(shop.ctx, { rewardId, csv });
  expect(await upload("reward", "A\nJohn Smith")).toMatchObject({ lines: [2] });
  expect(await poolOf(shop)).toEqual([]);
  expect(await upload("reward", "\n\n")).toEqual({ ok: false, reason: "empty" });
  expect(await upload("other", "A")).toEqual({ ok: false, reason: "no-pool" });
});

const ALL = { state: null, before: null, after: null };

/** The codes of the pool, each with whether somebody has it. */
async function poolOf({ ctx }: TestShop): Promise<[string, boolean][]> {
  const where = { shopId: ctx.shopId, rewardId: "reward" };
  const rows = await ctx.inTransaction((tx) =>
    tx.voucher.findMany({ where, orderBy: { code: "asc" } }),
  );
  return rows.map(({ code, redemptionId }) => [code, redemptionId !== null]);
}

async function aPoolOf(...codes: string[]) {
  const shop = await aShopSelling(voucher);
  await addVouchers(shop.ctx, { rewardId: "reward", csv: codes.join("\n") });
  return shop;
}

test("a file of codes is looked at before anything is added", async () => {
  const shop = await aPoolOf("B");
  const csv = "Voucher code\nA\nB\nC\nA";
  const seen = await vouchersToAdd(shop.ctx, { rewardId: "reward", csv });
  expect(seen).toEqual({ ok: true, found: 3, first: "A", last: "C", known: 1 });
  expect(await poolOf(shop)).toEqual([["B", false]]);
  const names = { rewardId: "reward", csv: "Customer name,E-mail\nJohn Smith,j@example.com" };
  const refused = { ok: false, reason: "malformed", lines: [1, 2], text: "Customer name" };
  expect(await vouchersToAdd(shop.ctx, names)).toEqual(refused);
  expect(await vouchersToAdd(shop.ctx, { rewardId: "none", csv })).toMatchObject({ ok: false });
});

test("codes that nobody has are withdrawn, and can be added again", async () => {
  const shop = await aPoolOf("A", "B", "C");
  const { shown } = await taken(shop, await someone(shop));
  const wish = { rewardId: "reward" };
  expect(await withdrawVouchers(shop.ctx, wish)).toEqual({ ok: true, withdrawn: 2 });
  expect(await withdrawVouchers(shop.ctx, wish)).toEqual({ ok: true, withdrawn: 0 });
  expect(await poolOf(shop)).toEqual([[shown, true]]);
  const again = await addVouchers(shop.ctx, { ...wish, csv: "A\nB\nC" });
  expect(again).toEqual({ ok: true, added: 2, known: 1 });
});

test("a code that is being handed over is waited for, and is not withdrawn", async () => {
  const shop = await aPoolOf("A", "B");
  const { ctx } = shop;
  let withdrawing: ReturnType<typeof withdrawVouchers> | undefined;
  await ctx.inTransaction(async (tx) => {
    const [code = ""] = await lockFreeVouchers(tx, ctx.shopId, { rewardId: "reward", count: 1 });
    withdrawing = withdrawVouchers(ctx, { rewardId: "reward" });
    await untilBlocked(shop);
    await handOverVoucher(tx, ctx.shopId, {
      rewardId: "reward",
      code,
      redemptionId: crypto.randomUUID(),
    });
  });
  expect(await withdrawing).toEqual({ ok: true, withdrawn: 1 });
  expect(await poolOf(shop)).toEqual([["A", true]]);
});

test("beside many who redeem, each code is somebody's or withdrawn", async () => {
  const shop = await aPoolOf(...Array.from({ length: 12 }, (_, n) => `C-${n}`));
  const people = await Promise.all(Array.from({ length: 6 }, () => someone(shop)));
  const withdraw = async () => [
    (await withdrawVouchers(shop.ctx, { rewardId: "reward" })).withdrawn,
  ];
  const [first, second, ...results] = await together<number[] | string[]>(
    withdraw,
    withdraw,
    ...people.map((who) => async () => {
      const result = await ask(shop, who);
      return result.ok ? [String(result.shown)] : [];
    }),
  );
  const had = results.flat().sort();
  expect(await poolOf(shop)).toEqual(had.map((code) => [code, true]));
  expect(Number(first?.[0]) + Number(second?.[0]) + had.length).toBe(12);
});

test("a voucher that was handed over is found by its whole code, and can be copied", async () => {
  const shop = await aPoolOf("Abc-1", "Abc-2");
  const who = await someone(shop);
  const { shown, redemptionId } = await taken(shop, who);
  const found = async (search: string) => {
    const page = await redemptionsPage(shop.ctx, { ...ALL, search });
    return page.redemptions.map(({ id }) => id);
  };
  expect(await found(` ${shown}`)).toEqual([redemptionId]);
  expect(await found("Abc-2")).toEqual([]);
  const other = await aShopSelling(voucher);
  expect((await redemptionsPage(other.ctx, { ...ALL, search: String(shown) })).redemptions).toEqual(
    [],
  );
  const { codes } = await storefrontPanel(shop.ctx, { ...who, locale: "en" });
  expect(codes).toMatchObject([{ code: "Abc-1", usable: true, link: null }]);
});

const twoPools = () => aShopSelling(voucher, { ...voucher, id: "other" });

test("a code of one pool is known to the others, until it is withdrawn", async () => {
  const shop = await twoPools();
  const bring = (rewardId: string) => addVouchers(shop.ctx, { rewardId, csv: "A\nB" });
  expect(await bring("reward")).toMatchObject({ added: 2 });
  const { shown } = await taken(shop, await someone(shop));
  const seen = await vouchersToAdd(shop.ctx, { rewardId: "other", csv: "A\nB\nC" });
  expect(seen).toMatchObject({ found: 3, known: 2 });
  expect(await bring("other")).toEqual({ ok: true, added: 0, known: 2 });
  await withdrawVouchers(shop.ctx, { rewardId: "reward" });
  expect(await bring("other")).toEqual({ ok: true, added: 1, known: 1 });
  const other = await taken(shop, await someone(shop), { rewardId: "other" });
  expect([shown, other.shown].sort()).toEqual(["A", "B"]);
});

test("two who bring the same codes for two rewards add each of them once", async () => {
  const shop = await twoPools();
  for (let round = 0; round < 4; round++) {
    const csv = Array.from({ length: 50 }, (_, n) => `${round}-${n}`).join("\n");
    const add = (rewardId: string) => () => addVouchers(shop.ctx, { rewardId, csv });
    const answers = await together(add("reward"), add("other"));
    const added = answers.map((answer) => (answer.ok ? answer.added : 0));
    expect(added.toSorted()).toEqual([0, 50]);
  }
});
