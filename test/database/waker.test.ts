import type { Pool } from "pg";
import { expect, test, vi } from "vitest";
import { openWaker } from "#app/db/waker.ts";
import { dropAskedWork, enqueue, enqueueNextLooks } from "#app/db/work-items.ts";
import { listenForWork } from "#app/usecases/look-for-work.ts";
import { aShop, type TestShop } from "#test/support/shop.ts";

/** A connection on which every statement is answered when the test says so. */
function aSlowPool() {
  const sent: { kinds: string; answer(): void; fail(): void }[] = [];
  const query = ({ values }: { values: [string, string] }) =>
    new Promise<void>((resolve, reject) => {
      sent.push({ kinds: values[1], answer: resolve, fail: () => reject(new Error("cut")) });
    });
  return { sent, pool: { query } as unknown as Pool };
}

const turn = () => new Promise((resolve) => setImmediate(resolve));

test("one statement is under way, and the next tells all that came meanwhile, once", async () => {
  const { sent, pool } = aSlowPool();
  const waker = openWaker(pool);
  waker.wake(["settle"]);
  for (const kind of ["sync", "settle", "sync"]) waker.wake([kind]);
  await turn();
  expect(sent.map(({ kinds }) => kinds)).toEqual([`{"settle"}`]);
  sent[0]?.answer();
  await turn();
  expect(sent.map(({ kinds }) => kinds)).toEqual([`{"settle"}`, `{"sync","settle"}`]);
  sent[1]?.answer();
  await waker.rest();
  waker.wake([]);
  await turn();
  expect(sent).toHaveLength(2);
});

test("what could not be told is left to polling, and what comes next is told", async () => {
  const { sent, pool } = aSlowPool();
  const waker = openWaker(pool);
  waker.wake(["settle"]);
  sent[0]?.fail();
  await waker.rest();
  waker.wake(["sync"]);
  expect(sent.map(({ kinds }) => kinds)).toEqual([`{"settle"}`, `{"sync"}`]);
});

const asking = ({ ctx, clock }: TestShop) => ({
  ctx,
  work: (kind: "settle" | "sync") => ({ kind, subjects: ["someone"], dueAt: clock.now() }),
});

test("drains hear of what is committed, and of nothing else", async () => {
  const shop = await aShop();
  const { ctx, work } = asking(shop);
  const heard: string[] = [];
  const listener = await listenForWork(shop.database, (kind) => heard.push(kind));
  const takenBack = ctx.inTransaction((tx) => {
    enqueue(tx, ctx.shopId, work("sync"));
    return Promise.reject(new Error("taken back"));
  });
  await expect(takenBack).rejects.toThrow("taken back");
  await ctx.inTransaction(async (tx) => {
    enqueue(tx, ctx.shopId, work("sync"));
    dropAskedWork(tx);
    await Promise.resolve();
  });
  await ctx.inTransaction(async (tx) => {
    enqueueNextLooks(tx, ctx.shopId, [{ memberId: "someone", dueAt: shop.clock.now() }]);
    enqueue(tx, ctx.shopId, { ...work("sync"), subjects: [] });
    await Promise.resolve();
  });
  await ctx.inTransaction(async (tx) => {
    enqueue(tx, ctx.shopId, work("settle"));
    await tx.$queryRaw`SELECT 1`;
    expect(heard).toEqual([]);
  });
  await vi.waitFor(() => expect(heard).toEqual(["settle"]), { timeout: 20_000 });
  await listener.close();
});
