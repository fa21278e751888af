import pg from "pg";
import { afterEach, expect, onTestFinished, test, vi } from "vitest";
import { enqueue, extendWork, finishWork, LEASE_MS, takeWork } from "#app/db/work-items.ts";
import { keepLease, leaseFrom } from "#app/usecases/keep-lease.ts";
import { listenForWork } from "#app/usecases/look-for-work.ts";
import { testDatabase } from "#test/support/database.ts";
import { aShop, type TestShop } from "#test/support/shop.ts";

afterEach(() => {
  vi.useRealTimers();
});

function ask({ ctx, clock }: TestShop, subject: string, kind: "settle" | "sync" = "settle") {
  const work = { kind, subjects: [subject], dueAt: clock.now() };
  return ctx.inTransaction(async (tx) => enqueue(tx, ctx.shopId, work));
}

/** Takes what is due of this shop, as a worker does. */
async function take(shop: TestShop, kind: "settle" | "sync" = "settle") {
  const { clock, database, ctx } = shop;
  const now = clock.now();
  const items = await takeWork(database.pool, { kind, limit: 100, now, until: leaseFrom(now) });
  return items.filter(({ shopId }) => shopId === ctx.shopId);
}

function later({ clock }: TestShop, milliseconds: number): void {
  clock.set(new Date(clock.now().getTime() + milliseconds).toISOString());
}

test("what a dead worker had taken is taken by another one a few seconds later", async () => {
  const shop = await aShop();
  await ask(shop, "someone");
  expect(await take(shop)).toHaveLength(1);
  later(shop, LEASE_MS - 1);
  expect(await take(shop)).toHaveLength(0);
  later(shop, 1);
  expect(await take(shop)).toHaveLength(1);
});

test("what is still being done stays hidden, for as long as that takes", async () => {
  const shop = await aShop();
  await ask(shop, "someone");
  const from = leaseFrom(shop.clock.now());
  const items = await take(shop);
  later(shop, LEASE_MS / 2);
  const until = leaseFrom(shop.clock.now());
  await extendWork(shop.database.pool, items, { from, until });
  later(shop, LEASE_MS - 1);
  expect(await take(shop)).toHaveLength(0);
});

test("what was asked for again is not hidden by those who extend their lease", async () => {
  const shop = await aShop();
  await ask(shop, "someone");
  const from = leaseFrom(shop.clock.now());
  const items = await take(shop);
  await ask(shop, "someone");
  await extendWork(shop.database.pool, items, { from, until: leaseFrom(from) });
  expect(await take(shop)).toHaveLength(1);
});

test("a lease is extended every two seconds, and no more once the work is over", async () => {
  vi.useFakeTimers({ toFake: ["setInterval", "clearInterval"] });
  const asked: number[] = [];
  let finish = () => {};
  const work = new Promise<void>((resolve) => {
    finish = resolve;
  });
  const lease = {
    clock: { now: () => new Date(0) },
    from: new Date(LEASE_MS),
    extend: ({ from }: { from: Date }) => Promise.resolve(void asked.push(from.getTime())),
  };
  const kept = keepLease(lease, () => work);
  await vi.advanceTimersByTimeAsync(4_000);
  finish();
  await kept;
  await vi.advanceTimersByTimeAsync(10_000);
  expect(asked).toHaveLength(2);
});

test("what is being told to the shop is not told beside that by another worker, but after it", async () => {
  const shop = await aShop();
  await ask(shop, "someone", "sync");
  const items = await take(shop, "sync");
  later(shop, 10);
  await ask(shop, "someone", "sync");
  expect(await take(shop, "sync")).toHaveLength(0);
  const outcomes = items.map((item) => ({ item, nextDueAt: null }));
  await finishWork(shop.database.pool, outcomes, shop.clock.now());
  expect(await take(shop, "sync")).toHaveLength(1);
});

test("who listens for work listens again after Postgres has cut the connection", async () => {
  const shop = await aShop();
  const owner = new pg.Client({ connectionString: (await testDatabase()).ownerUrl });
  await owner.connect();
  onTestFinished(() => owner.end());
  const heard: string[] = [];
  const listener = await listenForWork(shop.database, (kind) => heard.push(kind));
  await owner.query(
    `SELECT pg_terminate_backend(pid) FROM pg_stat_activity
     WHERE query LIKE 'LISTEN%' AND datname = current_database() AND pid <> pg_backend_pid()`,
  );
  await vi.waitFor(() => expect(heard).toEqual(["all"]), { timeout: 20_000 });
  await ask(shop, "someone");
  await vi.waitFor(() => expect(heard).toContain("settle"), { timeout: 20_000 });
  await listener.close();
});
