import { expect, test } from "vitest";
import type { OrderExport } from "#app/shopify/gateway.ts";
import { compareOrders } from "#app/usecases/compare-orders.ts";
import { BATCH } from "#app/usecases/read-comparison.ts";
import { proveOrders } from "#app/usecases/start-comparison.ts";
import { breakingAt, Crash } from "#test/support/breaking.ts";
import { anExportedShop, Death, ORDER_BYTES } from "#test/support/order-exports.ts";
import type { ExportedShop } from "#test/support/order-exports.ts";
import { aShop, type TestShop } from "#test/support/shop.ts";

const PLACED = Date.parse("2026-03-01T08:00:00Z");

/** A shop that installed us before these orders were placed, and was told of none. */
async function aSilentShop(count: number, aloneEvery = 0) {
  const shop = await aShop();
  shop.clock.set("2026-03-02T08:00:00Z");
  const { shopId } = shop.ctx;
  const installedAt = new Date(PLACED - 1000);
  await shop.database.prisma.shop.update({ where: { id: shopId }, data: { installedAt } });
  return { shop, exported: anExportedShop(count, { placedAt: PLACED, aloneEvery }) };
}

type Place = { ctx: TestShop["ctx"]; gateway: ExportedShop["gateway"] };

/** Steps until it is over, or until something is thrown. */
async function carryOn({ ctx, gateway }: Place, number: number): Promise<void> {
  while ((await compareOrders(ctx, gateway, number)) !== null);
}

function recordOf({ ctx }: Pick<TestShop, "ctx">, number: number) {
  const { shopId } = ctx;
  return ctx.inTransaction(async (tx) => ({
    ...(await tx.orderComparison.findFirstOrThrow({ where: { shopId, number } })),
    kept: await tx.orderFact.count({ where: { shopId } }),
    named: await tx.orderSighting.count({ where: { shopId, number } }),
  }));
}

test.each([0, 1, BATCH, BATCH + 1, 2 * BATCH + 10])(
  "dead after %i orders, it goes on behind the last batch that was kept",
  async (orders) => {
    const all = 2 * BATCH + 10;
    const { shop, exported } = await aSilentShop(all);
    const { gateway } = exported;
    const { number } = await proveOrders(shop.ctx);
    exported.dieAfter(orders);
    await expect(carryOn({ ctx: shop.ctx, gateway }, number)).rejects.toThrow(Death);
    await carryOn({ ctx: shop.ctx, gateway }, number);
    const batches = Math.min(2, Math.floor(orders / BATCH));
    expect(exported.starts).toEqual([0, batches * BATCH * ORDER_BYTES]);
    const count = BigInt(all);
    const whole = { state: "done", seen: count, missed: count, repaired: count, unlisted: 0n };
    expect(await recordOf(shop, number)).toMatchObject({ ...whole, kept: all, named: all });
  },
);

test("dead before or after any call, it ends with the same numbers", async () => {
  for (let point = 1; ; point += 2) {
    // Before a call nothing else stands than after the one before it.
    const { shop, exported } = await aSilentShop(7, 3);
    const { number } = await proveOrders(shop.ctx);
    const breaking = breakingAt(point, { ctx: shop.ctx, gateway: exported.gateway });
    await carryOn(breaking, number).catch((error: unknown) => {
      if (!(error instanceof Crash)) throw error;
    });
    await carryOn({ ctx: shop.ctx, gateway: exported.gateway }, number);
    const whole = { state: "done", seen: 7n, missed: 7n, repaired: 7n, unlisted: 0n, kept: 7 };
    expect(await recordOf(shop, number)).toMatchObject(whole);
    if (!breaking.happened()) break;
  }
});

const failed = (why: Extract<OrderExport, { state: "failed" }>["why"]) =>
  ({ state: "failed", why }) as const;

test.each(["timeout", "error", "canceled", "gone"] as const)(
  "an export of which Shopify says %s is asked for again, four times at most",
  async (why) => {
    const { shop, exported } = await aSilentShop(3);
    const { gateway, answers, counts } = exported;
    answers.push(failed(why));
    const first = await proveOrders(shop.ctx);
    await carryOn({ ctx: shop.ctx, gateway }, first.number);
    expect(counts.exports).toBe(2);
    const repaired = { state: "done", tries: 1, seen: 3n, repaired: 3n, note: "" };
    expect(await recordOf(shop, first.number)).toMatchObject(repaired);

    answers.push(failed(why), failed(why), failed(why), failed(why));
    const second = await proveOrders(shop.ctx);
    await carryOn({ ctx: shop.ctx, gateway }, second.number);
    expect(counts.exports).toBe(6);
    const record = await recordOf(shop, second.number);
    expect(record).toMatchObject({ state: "failed", note: why, seen: 0n, running: null });
    expect(record.signature).not.toBe("");
  },
);

test("what we may not read is not asked for again", async () => {
  const { shop, exported } = await aSilentShop(3);
  exported.answers.push(failed("denied"));
  const { number } = await proveOrders(shop.ctx);
  await carryOn({ ctx: shop.ctx, gateway: exported.gateway }, number);
  expect(await recordOf(shop, number)).toMatchObject({ state: "failed", note: "denied" });
  expect(exported.counts.exports).toBe(1);
});

test("a file that is gone in the middle costs nothing that was kept", async () => {
  const all = BATCH + 10;
  const { shop, exported } = await aSilentShop(all);
  const { number } = await proveOrders(shop.ctx);
  exported.dieAfter(BATCH + 1);
  const place = { ctx: shop.ctx, gateway: exported.gateway };
  await expect(carryOn(place, number)).rejects.toThrow(Death);
  exported.loseFile();
  await carryOn(place, number);
  expect(exported.starts).toEqual([0, BATCH * ORDER_BYTES, 0]);
  const count = BigInt(all);
  const whole = { state: "done", tries: 1, seen: count, missed: count, repaired: count };
  expect(await recordOf(shop, number)).toMatchObject({ ...whole, named: all });
});

test("a list that is shorter than Shopify says names nothing as deleted, and is asked for again", async () => {
  const { shop, exported } = await aSilentShop(6);
  const { gateway } = exported;
  const place = { ctx: shop.ctx, gateway };
  const { number } = await proveOrders(shop.ctx);
  await carryOn(place, number);
  const hidden = exported.orders.splice(3);
  const ready = {
    state: "ready",
    orders: 6n,
    url: "https://storage.example/x",
    bytes: 600,
  } as const;
  exported.answers.push(ready, ready, ready);
  const again = await proveOrders(shop.ctx);
  for (let steps = 0; steps < 3; steps++) await compareOrders(shop.ctx, gateway, again.number);
  expect(await recordOf(shop, again.number)).toMatchObject({ state: "asked", tries: 1 });
  exported.orders.push(...hidden);
  await carryOn(place, again.number);
  const whole = { state: "done", seen: 6n, missed: 0n, unlisted: 0n, named: 0 };
  expect(await recordOf(shop, again.number)).toMatchObject(whole);
});

test("what was missed between two exports of one comparison is named, or found to be gone", async () => {
  const { shop, exported } = await aSilentShop(3);
  const { gateway, orders, answers } = exported;
  const place = { ctx: shop.ctx, gateway };
  await carryOn(place, (await proveOrders(shop.ctx)).number);
  const { number } = await proveOrders(shop.ctx);
  const ready = {
    state: "ready",
    orders: 4n,
    url: "https://storage.example/x",
    bytes: 300,
  } as const;
  answers.push(ready, ready);
  for (let steps = 0; steps < 3; steps++) await compareOrders(shop.ctx, gateway, number);
  expect(await recordOf(shop, number)).toMatchObject({ state: "asked", seen: 3n });
  const [first, second] = orders;
  if (!first || !second) throw new Error("there are none");
  orders.splice(0, 2, { ...first, updatedAt: first.updatedAt + 1000, cancelledAt: PLACED });
  await carryOn(place, number);
  const found = { seen: 2n, missed: 1n, repaired: 1n, unlisted: 1n, deleted: 1n, named: 2 };
  expect(await recordOf(shop, number)).toMatchObject({ state: "done", ...found });
});

test("three that carry it on at once do nothing twice", async () => {
  const all = 2 * BATCH;
  const { shop, exported } = await aSilentShop(all);
  const place = { ctx: shop.ctx, gateway: exported.gateway };
  const { number } = await proveOrders(shop.ctx);
  await Promise.all([carryOn(place, number), carryOn(place, number), carryOn(place, number)]);
  const count = BigInt(all);
  const whole = { state: "done", seen: count, missed: count, repaired: count, named: all };
  expect(await recordOf(shop, number)).toMatchObject(whole);
});

test("of a long file never more than a batch is held", async () => {
  const all = 5 * BATCH + 1;
  const { shop, exported } = await aSilentShop(all);
  const { number } = await proveOrders(shop.ctx);
  let most = 0;
  const watched: TestShop["ctx"] = {
    ...shop.ctx,
    inTransaction: async (work) => {
      const result = await shop.ctx.inTransaction(work);
      const { seen } = await recordOf(shop, number);
      most = Math.max(most, exported.counts.read - Number(seen));
      return result;
    },
  };
  // As many orders as are known already cost no more than a look each.
  await carryOn({ ctx: watched, gateway: exported.gateway }, number);
  expect(await recordOf(shop, number)).toMatchObject({ seen: BigInt(all), kept: all });
  expect(most).toBeLessThanOrEqual(BATCH);
});
