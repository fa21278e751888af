import { expect, test } from "vitest";
import { listKeptOrders } from "#app/db/order-facts.ts";
import type { OrderFacts } from "#app/domain/order-facts.ts";
import type { ExportedOrder } from "#app/shopify/gateway.ts";
import { compareOrders } from "#app/usecases/compare-orders.ts";
import { keepMissed } from "#app/usecases/keep-missed.ts";
import { proveOrders } from "#app/usecases/start-comparison.ts";
import { aRefund } from "#test/support/facts.ts";
import { anExportedShop } from "#test/support/order-exports.ts";
import { aShop, type TestShop } from "#test/support/shop.ts";

const PLACED = Date.parse("2026-03-01T13:00:00Z");

/** A shop with one order, whose export tells this of it. */
async function aComparison({
  kept,
  now,
  told,
}: {
  kept: OrderFacts | null;
  now: OrderFacts;
  told: ExportedOrder[];
}) {
  const shop = await aShop();
  const { ctx } = shop;
  shop.clock.set("2026-03-01T15:00:00Z");
  if (kept) await ctx.inTransaction((tx) => keepMissed(tx, ctx, [kept]));
  const { gateway } = anExportedShop(1, { placedAt: PLACED });
  const { number } = await proveOrders(ctx);
  const telling = {
    ...gateway,
    readOrderExport: async () =>
      (async function* () {
        yield* told;
      })(),
    findOrderAtLeisure: async () => now,
  };
  const facts: OrderFacts[] = [];
  while ((await compareOrders(ctx, telling, number)) !== null) facts.push(await keptOf(shop, now));
  const { shopId } = ctx;
  const run = await ctx.inTransaction((tx) =>
    tx.orderComparison.findFirstOrThrow({ where: { shopId, number } }),
  );
  return { facts, run };
}

async function keptOf({ ctx }: TestShop, { orderId }: OrderFacts): Promise<OrderFacts> {
  const orders = await ctx.inTransaction((tx) => listKeptOrders(tx, ctx.shopId, [orderId]));
  return orders.get(orderId)?.facts ?? ({} as OrderFacts);
}

function exported(facts: OrderFacts): ExportedOrder {
  const stub = { edited: false, cancelledAt: null, refundIds: [], end: 100 };
  return { ...stub, orderId: facts.orderId, updatedAt: facts.updatedAt, facts };
}

function anOrderOfTwoLines(): OrderFacts {
  const [order] = anExportedShop(1, { placedAt: PLACED }).orders;
  const [line] = order?.lines ?? [];
  if (!order || !line) throw new Error("there is none");
  return { ...order, lines: [line, { ...line, id: `${line.id}9` }] };
}

test("what was told in the second in which an export was written is not undone by it", async () => {
  const before = anOrderOfTwoLines();
  const now = { ...before, changes: [aRefund({ at: before.updatedAt })] };
  const { facts, run } = await aComparison({ kept: now, now, told: [exported(before)] });
  for (const { changes } of facts) expect(changes).toEqual(now.changes);
  expect(run).toMatchObject({ state: "done", seen: 1n, missed: 0n });
});

test("what we keep otherwise of the same second is read alone before it is put right", async () => {
  const now = anOrderOfTwoLines();
  const kept = { ...now, name: "#0" };
  const { facts, run } = await aComparison({ kept, now, told: [exported(now)] });
  expect(facts.at(-1)?.name).toBe(now.name);
  expect(run).toMatchObject({ state: "done", seen: 1n, missed: 1n, repaired: 1n });
});

test.each(["before", "after"])(
  "a line that comes %s its order is not taken for missing",
  async (when) => {
    const now = anOrderOfTwoLines();
    const part = exported({ ...now, lines: now.lines.slice(0, 1) });
    const stray: ExportedOrder = { orderId: now.orderId, updatedAt: null, facts: null, end: null };
    const told = when === "before" ? [stray, part] : [part, stray];
    const known = await aComparison({ kept: now, now, told });
    for (const { lines } of known.facts) expect(lines).toHaveLength(2);
    expect(known.run).toMatchObject({ state: "done", seen: 1n, missed: 0n });
    const unknown = await aComparison({ kept: null, now, told });
    expect(unknown.facts.at(-1)?.lines).toHaveLength(2);
  },
);
