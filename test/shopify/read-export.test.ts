import { expect, test } from "vitest";
import { readOrderExport } from "#app/shopify/read-export.ts";
import { bulkOperationsDone } from "#dev-shop/graphql/bulk/run.ts";
import { anInstalledLaurel } from "#test/shopify/a-laurel.ts";
import { stockUp } from "#test/shopify/order-stories.ts";
import { fileOf, itemLine, orderLine, storageOf } from "#test/support/export-file.ts";

async function collect<T>(items: AsyncIterable<T> | null): Promise<T[]> {
  const all: T[] = [];
  for await (const item of items ?? []) all.push(item);
  return all;
}

test("an exported order says what the order read alone says, from any order of the file on", async () => {
  const laurel = await anInstalledLaurel();
  const { gateway } = laurel;
  const { commerce } = laurel.devShop;
  const { variantIds } = await stockUp(laurel.devShop);
  const ids: number[] = [];
  for (let n = 0; n < 4; n += 1) {
    const lines = variantIds.slice(0, n + 1).map((variantId) => ({ variantId, quantity: n + 1 }));
    const placed = await commerce.placeOrder({ lines, customerId: null, payment: "paid" });
    if (!placed.ok) throw new Error(placed.reason);
    ids.push(placed.order.id);
    laurel.clock.advance(1000);
  }
  await commerce.fulfillOrder({ orderId: ids[1] ?? 0 });
  await commerce.refund({ orderId: ids[3] ?? 0, amount: 100 });

  const operationId = await gateway.startOrderExport();
  await bulkOperationsDone(laurel.devShop);
  const found = await gateway.findOrderExport(operationId);
  if (found.state !== "ready" || found.url === null) throw new Error("there is no file");
  expect(found.orders).toBe(4n);
  const orders = await collect(
    await gateway.readOrderExport({ url: found.url, from: 0, bytes: found.bytes }),
  );
  const gids = ids.map((id) => `gid://shopify/Order/${id}`);
  expect(orders.map(({ orderId }) => orderId)).toEqual(gids);
  expect(orders.at(-1)).toMatchObject({ facts: null, end: found.bytes });
  for (const { orderId, facts } of orders.slice(0, 3)) {
    expect(facts).toEqual(await gateway.findOrder(orderId));
  }
  for (const [n, { end }] of orders.entries()) {
    const file = { url: found.url, from: end ?? 0, bytes: found.bytes };
    expect(await collect(await gateway.readOrderExport(file))).toEqual(orders.slice(n + 1));
  }
  expect(await gateway.readOrderExport({ url: `${found.url}x`, from: 0, bytes: 1 })).toBeNull();
  laurel.devShop.faults.next({ kind: "lost-answer", operation: "bulk/result" });
  const broken = collect(
    await gateway.readOrderExport({ url: found.url, from: 0, bytes: found.bytes }),
  );
  await expect(broken).rejects.toThrow(/broke/);
});

const place = { url: "https://x", bytes: 0 };

test("a storage without ranges, and pieces that cut letters in two, change nothing", async () => {
  const lines = [orderLine(1), itemLine(10, 1), { ...orderLine(2), name: "№ 2 · 茶" }];
  const whole = await collect(
    await readOrderExport(storageOf(fileOf(lines), 1e6).send, { ...place, from: 0 }),
  );
  for (const pieceBytes of [1, 7, 1000]) {
    const { send } = storageOf(fileOf(lines), pieceBytes);
    expect(await collect(await readOrderExport(send, { ...place, from: 0 }))).toEqual(whole);
    const from = whole[0]?.end ?? 0;
    expect(await collect(await readOrderExport(send, { ...place, from }))).toEqual(whole.slice(1));
  }
});

test("a part that comes when its order is over names the order again, to be read alone", async () => {
  const lines = [orderLine(1), itemLine(10, 1), orderLine(2), itemLine(11, 1), itemLine(20, 2)];
  const { send } = storageOf(fileOf(lines), 1000);
  const orders = await collect(await readOrderExport(send, { ...place, from: 0 }));
  expect(orders.map(({ orderId, end }) => [orderId, end !== null])).toEqual([
    ["gid://shopify/Order/1", true],
    ["gid://shopify/Order/1", false],
    ["gid://shopify/Order/2", true],
  ]);
  expect(orders[2]?.facts?.lines).toHaveLength(1);
});

test("10,000 lines are taken as they come: no more than a piece ahead of what is used", async () => {
  const lines = Array.from({ length: 2_500 }, (_, n) => [
    orderLine(n + 1),
    ...[1, 2, 3].map((part) => itemLine(n * 3 + part, n + 1)),
  ]).flat();
  expect(lines).toHaveLength(10_000);
  const pieceBytes = 65_536;
  const { send, sent } = storageOf(fileOf(lines), pieceBytes);
  let [count, ahead] = [0, 0];
  for await (const { end, facts } of (await readOrderExport(send, { ...place, from: 0 })) ?? []) {
    ahead = Math.max(ahead, sent() - (end ?? 0));
    expect(facts?.lines).toHaveLength(3);
    count += 1;
  }
  expect(count).toBe(2_500);
  // The piece that is read, and the one that the stream keeps ready.
  expect(ahead).toBeLessThanOrEqual(3 * pieceBytes);
});
