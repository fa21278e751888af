import { expect, test } from "vitest";
import { reviveDeliveries } from "#app/db/deliveries.ts";
import { proveAllOrders } from "#bin/prove-all-orders.ts";
import { uninstallApp, installApp } from "#dev-shop/auth/installation.ts";
import { aShopper, buy, discountsOf, redeem, redemptionOf } from "#test/support/codes.ts";
import { aBuyer, aLaurel, aProduct, openAdmin, type Laurel } from "#test/support/laurel.ts";
import { standingOf } from "#test/support/loyalty.ts";

/** What Liquid would print of a customer. */
async function loyaltyOf({ devShop }: Laurel, gid: string): Promise<Record<string, unknown>> {
  const { items } = await devShop.store.list("metafield", { owner: gid, limit: 10 });
  const value = items.find(({ key }) => key === "loyalty")?.value ?? "{}";
  return JSON.parse(value) as Record<string, unknown>;
}

test("the storefront's value follows points, redemptions and merges", async () => {
  const laurel = await aLaurel();
  const ada = await aShopper(laurel, 150);
  expect(await loyaltyOf(laurel, ada.gid)).toMatchObject({ points: 150, reserved: 0, tier: null });
  const { v: before } = await loyaltyOf(laurel, ada.gid);
  await redeem(laurel, ada);
  await laurel.settleDown();
  const after = await loyaltyOf(laurel, ada.gid);
  expect(after).toMatchObject({ points: 50, reserved: 100 });
  expect(Number(after["v"])).toBeGreaterThan(Number(before));

  const bob = await aBuyer(laurel, "Bob");
  await laurel.devShop.commerce.mergeCustomers({ keepId: bob.id, mergeId: ada.id });
  await laurel.settleDown();
  expect(await loyaltyOf(laurel, bob.gid)).toMatchObject({ points: 50, reserved: 100 });
});

test("reconciliation finds what webhooks lost, repairs it, and then finds nothing", async () => {
  const laurel = await aLaurel();
  const ada = await aShopper(laurel, 150);
  const variantId = await aProduct(laurel, 1000);
  laurel.devShop.webhooks.set({ drops: 1 });
  laurel.clock.advance(60_000);
  const lost = await buy(laurel, { customerId: ada.id, variantId });
  await laurel.settleDown();
  laurel.devShop.webhooks.set({ drops: 0 });
  expect(await standingOf(laurel, ada.gid)).toMatchObject({ available: 150n });

  await laurel.worker.runNow("reconcile-orders");
  await laurel.settleDown();
  expect(await standingOf(laurel, ada.gid)).toMatchObject({ available: 160n });
  const [result] = await laurel.ctx.inTransaction((tx) =>
    tx.checkResult.findMany({ where: { shopId: laurel.ctx.shopId, kind: "reconciliation" } }),
  );
  expect(result).toMatchObject({ checked: 2n, differences: 1n, repaired: 1n });
  expect(result?.details).toMatchObject({ missed: [`gid://shopify/Order/${lost.id}`] });

  const again = await proveAllOrders(laurel.context, laurel.ctx);
  expect(again).toMatchObject({ state: "done", seen: 2n, missed: 0n, findings: [] });
});

test("work rests while the app is uninstalled, and goes on with the next installation", async () => {
  const laurel = await aLaurel();
  const ada = await aShopper(laurel, 150);
  await laurel.stopWorker();
  const { redemptionId, code } = await redeem(laurel, ada);
  laurel.clock.advance(1000);
  await uninstallApp(laurel.devShop);
  await laurel.settleDown();
  const parked = "SELECT note FROM work_item WHERE kind = 'issue-code'";
  const { rows } = await laurel.context.database.pool.query(parked);
  expect(rows).toEqual([{ note: "waits for a new installation" }]);
  expect(await redemptionOf(laurel, redemptionId)).toMatchObject({ state: "requested" });

  laurel.clock.advance(86_400_000);
  const late = laurel.received.find(({ topic }) => topic === "app/uninstalled");
  await installApp(laurel.devShop);
  await openAdmin(laurel.context, laurel.devShop);
  if (late) await laurel.context.keepDelivery({ ...late, webhookId: "late" });
  await laurel.settleDown();
  expect(await redemptionOf(laurel, redemptionId)).toMatchObject({ state: "active" });
  expect(await discountsOf(laurel, code)).toEqual([{ usable: true, used: 0 }]);
  const shop = await laurel.context.findShop(laurel.devShop.shop.myshopifyDomain);
  expect(shop?.uninstalledAt).toBeNull();
  expect(late).toBeDefined();
});

test.each(["app/uninstalled", "shop/redact"])(
  "an old %s that is sent again ends nothing while Shopify lets us in",
  async (topic) => {
    const laurel = await aLaurel();
    const ada = await aShopper(laurel, 150);
    await uninstallApp(laurel.devShop);
    await laurel.settleDown();
    const old = laurel.received.find((each) => each.topic === "app/uninstalled");
    laurel.clock.advance(86_400_000);
    await installApp(laurel.devShop);
    await openAdmin(laurel.context, laurel.devShop);
    laurel.clock.advance(86_400_000);
    if (!old) throw new Error("no uninstall was told");
    const shop_id = laurel.devShop.shop.id;
    const body = topic === old.topic ? old.body : Buffer.from(JSON.stringify({ shop_id }));
    const triggeredAt = laurel.clock.now();
    const again = { ...old, topic, body, triggeredAt, webhookId: "again" };
    await laurel.context.keepDelivery(again);
    await laurel.settleDown();

    const { rows } = await laurel.context.database.pool.query(
      "SELECT due_at, note FROM delivery WHERE webhook_id = $1",
      [again.webhookId],
    );
    expect(rows).toEqual([{ due_at: null, note: "" }]);
    const shop = await laurel.context.findShop(laurel.devShop.shop.myshopifyDomain);
    expect(shop?.uninstalledAt).toBeNull();
    await redeem(laurel, ada);
  },
);

test("deliveries that came before the shop was known are kept when it is", async () => {
  const laurel = await aLaurel();
  const ada = await aShopper(laurel, 150);
  const domain = "early.myshopify.com";
  const told = laurel.received.map((each) => ({ ...each, shopDomain: domain }));
  for (const delivery of told) await laurel.context.keepDelivery(delivery);
  await laurel.settleDown();
  const { pool, prisma } = laurel.context.database;
  const aside = await pool.query("SELECT FROM delivery WHERE note = 'unknown shop'");
  expect(aside.rowCount).toBe(told.length);

  const { id } = await prisma.shop.create({
    data: { domain, installedAt: laurel.clock.now() },
  });
  const early = { ...laurel, ctx: laurel.context.shopContext(id, "laurel") };
  await early.ctx.inTransaction((tx) =>
    reviveDeliveries(tx, { shopDomain: domain, dueAt: laurel.clock.now() }),
  );
  await laurel.worker.idle();
  expect(await standingOf(early, ada.gid)).toMatchObject({ orders: [expect.any(String)] });
});
