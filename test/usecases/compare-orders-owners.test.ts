import { expect, test } from "vitest";
import { installApp, uninstallApp } from "#dev-shop/auth/installation.ts";
import { proveAllOrders } from "#bin/prove-all-orders.ts";
import { compareOrders } from "#app/usecases/compare-orders.ts";
import { proveOrders } from "#app/usecases/start-comparison.ts";
import { aShopper, anotherShopper, buy } from "#test/support/codes.ts";
import { aLaurel, aProduct, openAdmin } from "#test/support/laurel.ts";
import { standingOf } from "#test/support/loyalty.ts";

const HOUR_MS = 3_600_000;

test("guests, customers who merged, and who was erased: nights find nothing, and bring nobody back", async () => {
  const laurel = await aLaurel();
  const { commerce } = laurel.devShop;
  const ada = await aShopper(laurel, 150);
  const bob = await anotherShopper(laurel, 100);
  const eve = await anotherShopper(laurel, 50);
  const variantId = await aProduct(laurel, 1000);
  await buy(laurel, { customerId: null, variantId });
  await commerce.mergeCustomers({ keepId: ada.id, mergeId: bob.id });
  await commerce.redactCustomer(eve.id);
  await laurel.settleDown();
  const before = await standingOf(laurel, ada.gid);
  for (let nights = 0; nights < 2; nights++) {
    laurel.clock.advance(24 * HOUR_MS);
    const night = await proveAllOrders(laurel.context, laurel.ctx);
    expect(night).toMatchObject({
      state: "done",
      seen: 4n,
      missed: 0n,
      unlisted: 0n,
      findings: [],
    });
    await laurel.settleDown();
  }
  expect(await standingOf(laurel, ada.gid)).toEqual(before);
  expect(await standingOf(laurel, eve.gid)).toBeNull();
});

test("uninstalled in the middle, a comparison goes on with the next installation", async () => {
  const laurel = await aLaurel();
  const { devShop, clock, context, ctx } = laurel;
  const ada = await aShopper(laurel, 150);
  const variantId = await aProduct(laurel, 1000);
  const { number } = await proveOrders(ctx);
  await compareOrders(ctx, await context.gatewayOf(ctx.shopId), number);
  clock.advance(HOUR_MS);
  await uninstallApp(devShop);
  await laurel.settleDown();
  await buy(laurel, { customerId: ada.id, variantId });
  clock.advance(HOUR_MS);
  await installApp(devShop);
  await openAdmin(context, devShop);
  await laurel.settleDown();
  clock.advance(HOUR_MS);
  await laurel.worker.idle();
  await laurel.settleDown();
  const record = await ctx.inTransaction((tx) =>
    tx.orderComparison.findFirst({ where: { shopId: ctx.shopId, number } }),
  );
  expect(record).toMatchObject({ state: "done", unlisted: 0n });
  const night = await proveAllOrders(context, ctx);
  await laurel.settleDown();
  expect(night).toMatchObject({ state: "done", seen: 2n, unlisted: 0n });
  expect(await standingOf(laurel, ada.gid)).toMatchObject({ available: 160n });
});
