import pg from "pg";
import { expect, test } from "vitest";
import { checkLedger } from "#app/usecases/check-ledger.ts";
import { proveOrders } from "#app/usecases/start-comparison.ts";
import { verifyComparisons } from "#app/usecases/verify-comparisons.ts";
import { proveAllOrders } from "#bin/prove-all-orders.ts";
import { aShopper, buy } from "#test/support/codes.ts";
import { aLaurel, aProduct, type Laurel } from "#test/support/laurel.ts";
import { standingOf } from "#test/support/loyalty.ts";

const HOUR_MS = 3_600_000;

/** What nobody but an owner of the database may do. */
async function asOwner({ ownerUrl }: Laurel, sql: string, values: unknown[] = []): Promise<void> {
  const client = new pg.Client({ connectionString: ownerUrl });
  await client.connect();
  await client.query(sql, values);
  await client.end();
}

function countTransfers({ ctx }: Laurel): Promise<number> {
  return ctx.inTransaction((tx) => tx.transfer.count({ where: { shopId: ctx.shopId } }));
}

test("48 hours without webhooks heal by themselves, a deleted order by the night's comparison", async () => {
  const laurel = await aLaurel();
  const { devShop, clock } = laurel;
  const ada = await aShopper(laurel, 150);
  const variantId = await aProduct(laurel, 1000);
  const lost = await buy(laurel, { customerId: ada.id, variantId, quantity: 9 });
  await laurel.settleDown();
  devShop.webhooks.set({ drops: 1 });
  const orders = [];
  for (let hours = 0; hours < 48; hours += 6) {
    clock.advance(6 * HOUR_MS);
    orders.push(await buy(laurel, { customerId: ada.id, variantId, quantity: 2 }));
  }
  const [first, second, third] = orders;
  await devShop.commerce.refund({
    orderId: first?.id ?? 0,
    lines: [{ lineId: first?.lines[0]?.id ?? 0, quantity: 1 }],
  });
  await devShop.commerce.cancel({ orderId: second?.id ?? 0 });
  const setQuantities = [{ lineId: third?.lines[0]?.id ?? 0, quantity: 5 }];
  await devShop.commerce.editOrder({ orderId: third?.id ?? 0, setQuantities });
  await devShop.commerce.deleteOrder({ orderId: lost.id });
  await laurel.settleDown();
  expect(await standingOf(laurel, ada.gid)).toMatchObject({ available: 240n });
  devShop.webhooks.set({ drops: 0 });

  clock.advance(HOUR_MS);
  await laurel.worker.runNow("reconcile-orders");
  await laurel.settleDown();
  const hourly = await laurel.ctx.inTransaction((tx) =>
    tx.orderComparison.findFirst({ where: { kind: "hourly" } }),
  );
  expect(hourly).toMatchObject({ seen: 9n, missed: 8n, repaired: 8n });
  const night = await proveAllOrders(laurel.context, laurel.ctx);
  await laurel.settleDown();
  expect(night).toMatchObject({ seen: 9n, missed: 0n, unlisted: 1n, deleted: 1n });
  expect(night.findings).toEqual([
    { orderId: `gid://shopify/Order/${lost.id}`, finding: "unlisted" },
  ]);
  // 150 of the first order, 5 × 20 untouched, 10 of the refunded and 50 of the edited one.
  const healed = await standingOf(laurel, ada.gid);
  expect(healed).toMatchObject({ available: 150n + 5n * 20n + 10n + 50n });
  const again = await proveAllOrders(laurel.context, laurel.ctx);
  expect(again).toMatchObject({ seen: 9n, missed: 0n, unlisted: 0n, findings: [] });
  expect(await checkLedger(laurel.ctx)).toMatchObject({ differences: 0n });
});

test.each(["hour", "night"])("an edit that no message told is found within the %s", async (by) => {
  const laurel = await aLaurel();
  const { commerce, webhooks } = laurel.devShop;
  const ada = await aShopper(laurel, 150);
  const variantId = await aProduct(laurel, 1000);
  webhooks.set({ drops: 1 });
  const order = await buy(laurel, { customerId: ada.id, variantId, quantity: 2 });
  const setQuantities = [{ lineId: order.lines[0]?.id ?? 0, quantity: 5 }];
  await commerce.editOrder({ orderId: order.id, setQuantities });
  await laurel.settleDown();
  webhooks.set({ drops: 0 });
  laurel.clock.advance(HOUR_MS);
  // All that is ever told shows the order as it is now, and not yet paid in full.
  await commerce.updateOrder({ orderId: order.id, tags: ["seen"] });
  await laurel.settleDown();
  expect(await standingOf(laurel, ada.gid)).toMatchObject({ available: 150n });

  laurel.clock.advance(HOUR_MS);
  if (by === "hour") await laurel.worker.runNow("reconcile-orders");
  else await proveAllOrders(laurel.context, laurel.ctx);
  await laurel.settleDown();
  expect(await standingOf(laurel, ada.gid)).toMatchObject({ available: 150n + 50n });
  const again = await proveAllOrders(laurel.context, laurel.ctx);
  expect(again).toMatchObject({ missed: 0n, findings: [] });
});

test("a comparison says of each missed order why, and what is asked twice runs once", async () => {
  const laurel = await aLaurel();
  const { devShop, ctx } = laurel;
  const ada = await aShopper(laurel, 150);
  const variantId = await aProduct(laurel, 1000);
  laurel.clock.advance(HOUR_MS);
  const order = () => buy(laurel, { customerId: ada.id, variantId });
  const differing = await order();
  await laurel.settleDown();
  await laurel.stopWorker();
  const waiting = await order();
  await laurel.deliver();
  devShop.webhooks.set({ drops: 1 });
  const silent = await order();
  const failed = await order();
  await laurel.deliver();
  await asOwner(
    laurel,
    `INSERT INTO delivery (shop_domain, triggered_on, webhook_id, topic, triggered_at,
       received_at, body, note)
     VALUES ($1, '2026-06-01', 'broken', 'orders/create', $2, $2, $3, 'failed: TypeError')`,
    [devShop.shop.myshopifyDomain, laurel.clock.now(), `{"x":"gid://shopify/Order/${failed.id}"}`],
  );
  await asOwner(
    laurel,
    `UPDATE order_fact SET facts = jsonb_set(facts, '{name}', '"#1"') WHERE order_id = $1`,
    [`gid://shopify/Order/${differing.id}`],
  );

  const { number } = await proveOrders(ctx);
  expect(await proveOrders(ctx)).toMatchObject({ number });
  const proof = await proveAllOrders(laurel.context, ctx);
  expect(proof).toMatchObject({ number, seen: 5n, missed: 4n, repaired: 4n, unlisted: 0n });
  const gid = ({ id }: { id: number }) => `gid://shopify/Order/${id}`;
  expect(new Map(proof.findings.map(({ orderId, finding }) => [orderId, finding]))).toEqual(
    new Map([
      [gid(differing), "differed"],
      [gid(waiting), "waiting"],
      [gid(silent), "silent"],
      [gid(failed), "failed"],
    ]),
  );
  await asOwner(laurel, "DELETE FROM delivery WHERE webhook_id = 'broken'");
  await laurel.settleDown();
  expect(await standingOf(laurel, ada.gid)).toMatchObject({ available: 190n });
  const before = await countTransfers(laurel);
  expect(await proveAllOrders(laurel.context, ctx)).toMatchObject({ missed: 0n, findings: [] });
  await laurel.settleDown();
  expect(await countTransfers(laurel)).toBe(before);
});

test("a record that is altered or taken out is named", async () => {
  const laurel = await aLaurel();
  const { ctx } = laurel;
  const ada = await aShopper(laurel, 150);
  const variantId = await aProduct(laurel, 1000);
  laurel.devShop.webhooks.set({ drops: 1 });
  laurel.clock.advance(HOUR_MS);
  await buy(laurel, { customerId: ada.id, variantId });
  for (let runs = 0; runs < 4; runs++) {
    laurel.clock.advance(1000);
    await proveAllOrders(laurel.context, ctx);
  }
  const verdicts = async () => {
    const named = await verifyComparisons(ctx);
    return named.filter(({ verdict }) => verdict !== "sound");
  };
  expect((await verifyComparisons(ctx)).map(({ number }) => number)).toEqual([5, 4, 3, 2, 1]);
  expect(await verdicts()).toEqual([]);

  await asOwner(laurel, "UPDATE order_sighting SET finding = 'waiting' WHERE number = 2");
  expect(await verdicts()).toEqual([{ number: 2, verdict: "altered" }]);
  await asOwner(laurel, "UPDATE order_sighting SET finding = 'silent' WHERE number = 2");
  await asOwner(laurel, "UPDATE order_comparison SET seen = seen + 1 WHERE number = 3");
  expect(await verdicts()).toEqual([{ number: 3, verdict: "altered" }]);
  await asOwner(laurel, "DELETE FROM order_comparison WHERE number = 3");
  expect(await verdicts()).toEqual([{ number: 4, verdict: "gap-before" }]);
});
