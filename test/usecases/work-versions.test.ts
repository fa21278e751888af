import { expect, test } from "vitest";
import type { ShopifyGateway } from "#app/shopify/gateway.ts";
import { admitShop } from "#app/usecases/admit-shop.ts";
import { drainWork } from "#app/usecases/drain-work.ts";
import { keepTouchedOrder } from "#app/usecases/keep-order-hints.ts";
import { PARKED_UNTIL } from "#app/db/parked-work.ts";
import { enqueue, finishWork, takeWork } from "#app/db/work-items.ts";
import { leaseFrom } from "#app/usecases/keep-lease.ts";
import { aShop, type TestShop } from "#test/support/shop.ts";

function ask({ ctx, clock }: TestShop, subject: string) {
  const work = { kind: "settle" as const, subjects: [subject], dueAt: clock.now() };
  return ctx.inTransaction(async (tx) => enqueue(tx, ctx.shopId, work));
}

async function take(shop: TestShop) {
  const { clock, database, ctx } = shop;
  const now = clock.now();
  const wish = { kind: "settle" as const, limit: 100, now, until: leaseFrom(now) };
  const items = await takeWork(database.pool, wish);
  return items.filter(({ shopId }) => shopId === ctx.shopId);
}

test("what is asked for while two workers are at it is not forgotten", async () => {
  const shop = await aShop();
  const finish = (items: Awaited<ReturnType<typeof take>>) =>
    finishWork(
      shop.database.pool,
      items.map((item) => ({ item, nextDueAt: null })),
      shop.clock.now(),
    );
  await ask(shop, "someone");
  const slow = await take(shop); // a worker with a large batch
  expect(slow).toHaveLength(1);
  await ask(shop, "someone"); // a webhook meanwhile: due at once
  const quick = await take(shop); // another worker
  expect(quick).toHaveLength(1);
  await finish(quick); // it is done, and the row is gone
  await ask(shop, "someone"); // a second webhook: a new row
  await finish(slow); // the first worker ends what it took long ago
  expect(await take(shop), "the second webhook's settling").toHaveLength(1);
});

test("work that is refused with old tokens while new ones are brought is not parked", async () => {
  const shop = await aShop();
  const { clock, database } = shop;
  await ask(shop, "someone");
  const [item] = await take(shop); // a worker asks Shopify with the old tokens
  if (!item) throw new Error("There is work to take.");
  await admitShop(database, { domain: shop.domain, now: clock.now() });
  const refused = { item, nextDueAt: PARKED_UNTIL, note: "waits for a new installation" };
  await finishWork(database.pool, [refused], clock.now());
  expect(await take(shop)).toHaveLength(1);
});

test("what is done after the last is due at the later moment, also asked for meanwhile", async () => {
  const shop = await aShop();
  const { ctx, clock, database } = shop;
  const started = clock.now().getTime();
  const askFor = (minutes: number) => {
    const dueAt = new Date(started + minutes * 60_000);
    const work = { kind: "sync-again" as const, subjects: ["someone"], dueAt };
    return ctx.inTransaction(async (tx) => enqueue(tx, ctx.shopId, work));
  };
  const takeAt = async (minutes: number) => {
    const now = new Date(started + minutes * 60_000);
    const wish = { kind: "sync-again" as const, limit: 100, now, until: leaseFrom(now) };
    const items = await takeWork(database.pool, wish);
    return items.filter(({ shopId }) => shopId === ctx.shopId);
  };
  await askFor(10);
  await askFor(20);
  await askFor(15);
  expect(await takeAt(19)).toHaveLength(0);
  const [item] = await takeAt(20);
  if (!item) throw new Error("It is due after the last.");
  await askFor(30); // a write goes unanswered while the earlier one is repeated
  const done = { item, nextDueAt: null };
  await finishWork(database.pool, [done], new Date(started + 20 * 60_000));
  expect(await takeAt(29)).toHaveLength(0);
  expect(await takeAt(30)).toHaveLength(1);
});

test("an edit told while two workers read an order is read all the same", async () => {
  const shop = await aShop();
  const { ctx, clock, database } = shop;
  const orderId = "gid://shopify/Order/77";
  const tell = () => ctx.inTransaction(async (tx) => keepTouchedOrder(tx, ctx, { orderId }));
  const log = { warn: () => {}, error: () => {} };
  let reads = 0;
  /** One worker's drain; Shopify answers when `answered` is over. */
  const drain = (answered: Promise<void>) => {
    const findOrder = async () => {
      reads += 1;
      await answered;
      return null;
    };
    const gatewayOf = async () => ({ findOrder }) as unknown as ShopifyGateway;
    return drainWork({ database, clock, shopContext: () => ctx, gatewayOf, log }, "reread-order");
  };
  const soon = Promise.resolve();
  let answer = () => {};
  const slowly = new Promise<void>((resolve) => (answer = resolve));
  await tell();
  const first = drain(slowly);
  await expect.poll(() => reads).toBe(1);
  await tell(); // a second edit
  await drain(soon); // another worker reads it, and is done
  expect(reads).toBe(2);
  await tell(); // a third edit
  answer();
  await first;
  await drain(soon);
  expect(reads, "the third edit is read").toBe(3);
});
