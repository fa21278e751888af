import { expect, test } from "vitest";
import { awaitAtEnd } from "#app/db/asked-work.server.ts";
import type { Tx } from "#app/db/context.ts";
import { enqueue } from "#app/db/work-items.ts";
import { aShop, type TestShop } from "#test/support/shop.ts";

const isAsked = ({ ctx }: TestShop) =>
  ctx.inTransaction((tx) => tx.$queryRaw`SELECT FROM work_item WHERE shop_id = ${ctx.shopId}`);

const fails = (tx: Tx) => tx.$queryRaw`SELECT 1 / 0`;

test("what was sent without waiting is committed, or nothing is, and its failure is told", async () => {
  const shop = await aShop();
  const { ctx, clock } = shop;
  const asking = (send: (tx: Tx) => Promise<unknown>) =>
    ctx.inTransaction(async (tx) => {
      awaitAtEnd(tx, send(tx));
      enqueue(tx, ctx.shopId, { kind: "sync", subjects: ["one"], dueAt: clock.now() });
      await Promise.resolve();
    });
  await expect(asking(fails)).rejects.toThrow("division by zero");
  expect(await isAsked(shop)).toEqual([]);
  await asking((tx) => tx.$queryRaw`SELECT 1`);
  expect(await isAsked(shop)).toHaveLength(1);
});

test("what fails before it reaches Postgres takes everything back, too", async () => {
  const shop = await aShop();
  const { ctx, clock } = shop;
  const dateOf = (at: number) => new Date(at).toISOString();
  const writing = ctx.inTransaction(async (tx) => {
    enqueue(tx, ctx.shopId, { kind: "sync", subjects: ["one"], dueAt: clock.now() });
    const write = async () => tx.$queryRaw`SELECT ${dateOf(Number.NaN)}`;
    awaitAtEnd(tx, Promise.all([tx.$queryRaw`SELECT 1`, write()]));
    await Promise.resolve();
  });
  await expect(writing).rejects.toThrow("Invalid time value");
  expect(await isAsked(shop)).toEqual([]);
});

test("what failed first is told, also where those behind it are heard of before", async () => {
  const { ctx } = await aShop();
  const slow = async (tx: Tx) => {
    try {
      await fails(tx);
    } finally {
      for (let turn = 0; turn < 10; turn += 1) await Promise.resolve();
    }
  };
  const burst = ctx.inTransaction((tx) => Promise.all([slow(tx), tx.$queryRaw`SELECT 1`]));
  await expect(burst).rejects.toThrow("division by zero");
  const behind = ctx.inTransaction(async (tx) => {
    awaitAtEnd(tx, fails(tx));
    await tx.$queryRaw`SELECT 1`;
  });
  await expect(behind).rejects.toThrow("division by zero");
});
