import { randomUUID } from "node:crypto";
import { expect, test } from "vitest";
import { starterProgram } from "#app/domain/program/starter.ts";
import { checkLedger } from "#app/usecases/check-ledger.ts";
import { drainDeliveries } from "#app/usecases/drain-deliveries.ts";
import { drainWork } from "#app/usecases/drain-work.ts";
import { aShopper, anotherShopper, buy } from "#test/support/codes.ts";
import { aBuyer, aLaurel, aProduct, type Laurel } from "#test/support/laurel.ts";
import { publishStarter, standingOf } from "#test/support/loyalty.ts";

type Told = { topic: string; body: unknown; shopDomain?: string; at?: Date };

/** Puts something into the inbox that the dev shop would not say. */
async function tell(laurel: Laurel, { topic, body, shopDomain, at }: Told): Promise<void> {
  const now = laurel.clock.now();
  await laurel.context.keepDelivery({
    shopDomain: shopDomain ?? laurel.devShop.shop.myshopifyDomain,
    webhookId: randomUUID(),
    eventId: "",
    topic,
    triggeredAt: at ?? now,
    receivedAt: now,
    body: bytesOf(body),
  });
}

function bytesOf(body: unknown): Uint8Array {
  if (body instanceof Uint8Array) return body;
  return Buffer.from(typeof body === "string" ? body : JSON.stringify(body));
}

async function notesOf({ context }: Laurel): Promise<string[]> {
  const { rows } = await context.database.pool.query<{ note: string }>(
    "SELECT note FROM delivery WHERE due_at IS NULL AND note <> '' ORDER BY note",
  );
  return rows.map(({ note }) => note);
}

test("what cannot be kept is left aside with its reason, and holds nothing up", async () => {
  const laurel = await aLaurel();
  const ada = await aShopper(laurel, 150);
  const variantId = await aProduct(laurel, 1000);
  await tell(laurel, { topic: "orders/create", body: "{ broken" });
  await tell(laurel, { topic: "orders/create", body: Uint8Array.of(0x7b, 0xff, 0x7d) });
  await tell(laurel, { topic: "orders/create", body: '{"id":\u0000}' });
  await tell(laurel, { topic: "orders/create", body: { nothing: "of an order" } });
  await tell(laurel, { topic: "carts/update", body: {} });
  await tell(laurel, { topic: "orders/create", body: {}, shopDomain: "stranger.myshopify.com" });
  const foreign = { shop_id: 1, shop_domain: "other.myshopify.com" };
  await tell(laurel, { topic: "shop/redact", body: foreign });
  await buy(laurel, { customerId: ada.id, variantId });
  await laurel.settleDown();
  expect(await standingOf(laurel, ada.gid)).toMatchObject({ available: 160n });
  const notes = await notesOf(laurel);
  expect(notes).toHaveLength(7);
  expect(notes.filter((note) => note === "not text")).toHaveLength(2);
  expect(notes).toEqual(
    expect.arrayContaining(["names another shop", "unknown shop", "unknown topic"]),
  );

  laurel.clock.advance(8 * 86_400_000);
  await laurel.worker.runNow("prune-inbox");
  const { rows } = await laurel.context.database.pool.query("SELECT FROM delivery");
  expect(rows).toHaveLength(0);
});

test("two drains that race through one inbox and one queue count everything once", async () => {
  const laurel = await aLaurel({ worker: false });
  await laurel.settleDown();
  await publishStarter(laurel);
  const ada = await aBuyer(laurel, "Ada");
  const bob = await aBuyer(laurel, "Bob");
  const variantId = await aProduct(laurel, 1000);
  await laurel.settleDown();
  await laurel.stopWorker();
  for (let number = 0; number < 12; number++) {
    await buy(laurel, { customerId: number % 2 ? ada.id : bob.id, variantId });
  }
  await laurel.deliver();
  for (const delivery of [...laurel.received]) {
    await laurel.context.keepDelivery({ ...delivery, webhookId: randomUUID() });
  }
  const kinds = ["settle", "sync", "reread-order"] as const;
  const drain = async () => {
    while ((await drainDeliveries(laurel.context)) > 0);
    for (const kind of [...kinds, ...kinds]) while ((await drainWork(laurel.context, kind)) > 0);
  };
  await Promise.all([drain(), drain(), drain(), drain()]);
  await laurel.settleDown();
  expect(await standingOf(laurel, ada.gid)).toMatchObject({ available: 60n });
  expect(await standingOf(laurel, bob.gid)).toMatchObject({ available: 60n });
  expect(await checkLedger(laurel.ctx)).toMatchObject({ differences: 0n });
});

test("customers who merge become one member, in a chain, whatever comes first", async () => {
  const laurel = await aLaurel();
  const ada = await aShopper(laurel, 150);
  const bob = await anotherShopper(laurel, 60);
  const merge = (kept: string, gone: string) =>
    tell(laurel, {
      topic: "customers/merge",
      body: {
        admin_graphql_api_customer_kept_id: kept,
        admin_graphql_api_customer_deleted_id: gone,
        status: "completed",
      },
    });
  const unknown = "gid://shopify/Customer/99";
  // Ada into somebody nobody has heard of, and that one into Bob; the second is heard of first.
  await merge(bob.gid, unknown);
  await laurel.settleDown();
  await merge(unknown, ada.gid);
  await merge(unknown, ada.gid);
  await laurel.settleDown();
  const standing = await standingOf(laurel, bob.gid);
  expect(standing).toMatchObject({ available: 210n });
  expect(await standingOf(laurel, ada.gid)).toEqual(standing);
  expect(await standingOf(laurel, unknown)).toEqual(standing);
  const loser = await laurel.ctx.inTransaction((tx) =>
    tx.member.findMany({ where: { shopId: laurel.ctx.shopId, mergedInto: { not: null } } }),
  );
  expect(loser).toMatchObject([{ availablePoints: 0n, mergedInto: standing?.memberId }]);
  expect(await checkLedger(laurel.ctx)).toMatchObject({ differences: 0n });
});

test("a merge that is only asked for moves nothing", async () => {
  const laurel = await aLaurel();
  const ada = await aShopper(laurel, 150);
  const bob = await anotherShopper(laurel, 60);
  const body = {
    admin_graphql_api_customer_kept_id: bob.gid,
    admin_graphql_api_customer_deleted_id: ada.gid,
    status: "in_progress",
  };
  await tell(laurel, { topic: "customers/merge", body });
  await laurel.settleDown();
  expect(await standingOf(laurel, bob.gid)).toMatchObject({ available: 60n });
});

test("an order given to another customer takes its points along", async () => {
  const laurel = await aLaurel();
  const ada = await aShopper(laurel, 150);
  const bob = await aBuyer(laurel, "Bob");
  const variantId = await aProduct(laurel, 1000);
  const order = await buy(laurel, { customerId: null, variantId });
  await laurel.settleDown();
  const give = async (customerId: number | null) => {
    laurel.clock.advance(1000);
    await laurel.devShop.commerce.setOrderCustomer({ orderId: order.id, customerId });
    await laurel.settleDown();
  };
  await give(ada.id);
  expect(await standingOf(laurel, ada.gid)).toMatchObject({ available: 160n });
  await give(bob.id);
  expect(await standingOf(laurel, ada.gid)).toMatchObject({ available: 150n });
  expect(await standingOf(laurel, bob.gid)).toMatchObject({ available: 10n });
  await give(null);
  expect(await standingOf(laurel, bob.gid)).toMatchObject({ available: 0n });
});

test("an order waits for its product, and keeps the tags it had then", async () => {
  const laurel = await aLaurel();
  await laurel.settleDown();
  const ada = await aBuyer(laurel);
  const variantId = await aProduct(laurel, 1000);
  const { items } = await laurel.devShop.store.list("product", { limit: 1 });
  const productId = items[0]?.id ?? 0;
  await laurel.devShop.commerce.updateProduct(productId, { tags: ["No Points"] });
  await laurel.settleDown();
  const exclude = { tags: ["no points"] };
  const earning = { ...starterProgram.earning, exclude };
  await publishStarter(laurel, { ...starterProgram, tiers: null, earning });
  await buy(laurel, { customerId: ada.id, variantId });
  await laurel.settleDown();
  expect(await standingOf(laurel, ada.gid)).toMatchObject({ available: 0n });

  laurel.clock.advance(1000);
  await laurel.devShop.commerce.updateProduct(productId, { tags: [] });
  await laurel.settleDown();
  await buy(laurel, { customerId: ada.id, variantId });
  await laurel.settleDown();
  expect(await standingOf(laurel, ada.gid)).toMatchObject({ available: 10n });
});
