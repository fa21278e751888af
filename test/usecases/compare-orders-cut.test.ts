import { expect, test } from "vitest";
import { readOrderExport } from "#app/shopify/read-export.ts";
import { compareOrders } from "#app/usecases/compare-orders.ts";
import { proveOrders } from "#app/usecases/start-comparison.ts";
import { fileOf, itemLine, orderLine, storageOf } from "#test/support/export-file.ts";
import { anExportedShop } from "#test/support/order-exports.ts";
import { aShop } from "#test/support/shop.ts";

const lines = [orderLine(1), itemLine(10, 1), orderLine(2), itemLine(20, 2), itemLine(21, 2)];
const file = fileOf(lines);
type Place = Parameters<typeof readOrderExport>[1];
/** Where each line ends. */
const ends = lines.map((_line, n) => fileOf(lines.slice(0, n + 1)).length);
const [first = 0, second = 0, third = 0, fourth = 0, last = 0] = ends;

test.each([
  ["in the middle of the first order", first - 20],
  ["behind the first order, before what was sold in it", first],
  ["in the middle of what was sold", second - 1],
  ["between two orders", second],
  ["behind the last order", third],
  ["within what was sold in the last order", fourth - 20],
  ["before the last line", fourth],
  ["within the last line", last - 20],
])("a file that ends %s leaves no order in halves", async (_where, cut) => {
  const { ctx, clock } = await aShop();
  clock.set("2026-06-02T12:00:00Z");
  const { gateway } = anExportedShop(0, { placedAt: 0 });
  const exports = [file.slice(0, cut), file];
  let begun = 0;
  const cutting = {
    ...gateway,
    startOrderExport: async () => `export-${(begun += 1)}`,
    findOrderExport: async () => ({
      ...{ state: "ready" as const, orders: 2n },
      ...{ url: "https://storage.example/x", bytes: file.length },
    }),
    readOrderExport: (place: Place) =>
      readOrderExport(storageOf(exports[begun - 1] ?? file, 500).send, place),
    findOrderAtLeisure: async (orderId: string) => {
      const whole = await readOrderExport(storageOf(file, 500).send, {
        url: "",
        from: 0,
        bytes: 0,
      });
      for await (const order of whole ?? []) if (order.orderId === orderId) return order.facts;
      return null;
    },
  };
  const { number } = await proveOrders(ctx);
  while ((await compareOrders(ctx, cutting, number)) !== null);
  const { run, kept } = await ctx.inTransaction(async (tx) => ({
    run: await tx.orderComparison.findFirstOrThrow({ where: { shopId: ctx.shopId, number } }),
    kept: await tx.orderFact.findMany({ where: { shopId: ctx.shopId }, select: { facts: true } }),
  }));
  // Where all orders are named, the last one is read alone; otherwise all of it is written anew.
  const tries = cut === third || cut === fourth ? 0 : 1;
  expect(run).toMatchObject({ state: "done", tries, seen: 2n, repaired: run.missed });
  const sold = kept.map(({ facts }) => (facts as { lines: unknown[] }).lines.length);
  expect(sold.toSorted()).toEqual([1, 2]);
});
