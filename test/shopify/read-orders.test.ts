import { expect, test } from "vitest";
import { isOrder, stockUp, takeEvents } from "#test/shopify/order-stories.ts";
import { anInstalledLaurel } from "#test/shopify/a-laurel.ts";

test("an order with more lines and refunds than fit a page is read whole", async () => {
  const laurel = await anInstalledLaurel();
  const { commerce } = laurel.devShop;
  const { variantIds } = await stockUp(laurel.devShop);
  const lines = Array.from({ length: 120 }, (_, n) => ({
    ...{ variantId: variantIds[n % 3] ?? 0, quantity: 2, unitPrice: 1000 + n },
    properties: [{ name: "no", value: String(n) }],
  }));
  const placed = await commerce.placeOrder({ lines, customerId: null, payment: "paid" });
  if (!placed.ok) throw new Error(placed.reason);
  const { id: orderId, lines: own } = placed.order;
  const half = own.slice(0, 60).map(({ id: lineId }) => ({ lineId, quantity: 1 }));
  await commerce.refund({ orderId, lines: half });
  for (let n = 0; n < 24; n += 1) {
    laurel.clock.advance(60_000);
    await commerce.refund({ orderId, lines: [{ lineId: own[60 + n]?.id ?? 0, quantity: 1 }] });
  }

  const facts = await laurel.gateway.findOrder(`gid://shopify/Order/${orderId}`);
  expect(facts?.lines).toHaveLength(120);
  expect(facts?.changes).toHaveLength(25);
  expect(facts?.changes[0]?.lines).toHaveLength(60);
  const told = (await takeEvents(laurel)).filter(isOrder).map((event) => event.facts);
  const newest = told.find((each) => each.changes.length === 25);
  expect({ ...newest, paidAt: null }).toEqual({ ...facts, paidAt: null });

  const page = await laurel.gateway.listOrdersUpdated({ since: 0, after: null });
  expect(page.orders).toEqual([]);
  expect(page.incomplete.map((stub) => stub.orderId)).toEqual([facts?.orderId]);
});

test("the agreements of an edited order are read to the last sale", async () => {
  const laurel = await anInstalledLaurel();
  const { commerce } = laurel.devShop;
  const { variantIds } = await stockUp(laurel.devShop);
  const lines = Array.from({ length: 110 }, (_, n) => ({
    ...{ variantId: variantIds[0] ?? 0, quantity: 1, unitPrice: 500 },
    properties: [{ name: "no", value: String(n) }],
  }));
  const placed = await commerce.placeOrder({ lines, customerId: null, payment: "paid" });
  if (!placed.ok) throw new Error(placed.reason);
  laurel.clock.advance(60_000);
  const setQuantities = [{ lineId: placed.order.lines[109]?.id ?? 0, quantity: 3 }];
  await commerce.editOrder({ orderId: placed.order.id, setQuantities });

  const facts = await laurel.gateway.findOrder(`gid://shopify/Order/${placed.order.id}`);
  expect(facts?.lines).toHaveLength(110);
  expect(facts?.lines.every((line) => line.quantity === 1 && line.netMinor === 500n)).toBe(true);
  expect(facts?.changes).toMatchObject([
    { kind: "edit", lines: [{ quantity: 2, netMinor: 1000n }], addedLines: [] },
  ]);
});

test("orders are listed page by page, oldest change first; the edited ones are only named", async () => {
  const laurel = await anInstalledLaurel();
  const { commerce } = laurel.devShop;
  const { variantIds } = await stockUp(laurel.devShop);
  const ids: string[] = [];
  for (let n = 0; n < 60; n += 1) {
    laurel.clock.advance(60_000);
    const placed = await commerce.placeOrder({
      ...{ lines: [{ variantId: variantIds[0] ?? 0, quantity: 1 }], customerId: null },
      payment: "paid",
    });
    if (!placed.ok) throw new Error(placed.reason);
    ids.push(`gid://shopify/Order/${placed.order.id}`);
    if (n !== 30) continue;
    await commerce.editOrder({
      ...{ orderId: placed.order.id, add: [{ variantId: variantIds[1] ?? 0, quantity: 1 }] },
    });
  }
  const listed: string[] = [];
  const named: string[] = [];
  let after: string | null = null;
  do {
    const page = await laurel.gateway.listOrdersUpdated({ since: 0, after });
    listed.push(...page.orders.map((order) => order.orderId));
    named.push(...page.incomplete.map((stub) => stub.orderId));
    after = page.next;
  } while (after !== null);
  expect(listed).toEqual(ids.filter((_, n) => n !== 30));
  expect(named).toEqual([ids[30]]);

  const since = laurel.clock.now().getTime() - 4 * 60_000;
  const recent = await laurel.gateway.listOrdersUpdated({ since, after: null });
  expect(recent.orders.map((order) => order.orderId)).toEqual(ids.slice(-5));
  expect(await laurel.gateway.findOrder("gid://shopify/Order/1")).toBeNull();
});
