import { expect, test } from "vitest";
import { issueCode } from "#app/usecases/issue-code.ts";
import { returnRedemption } from "#app/usecases/return-redemption.ts";
import { aProduct, aLaurel } from "#test/support/laurel.ts";
import {
  aShopper,
  anotherShopper,
  buy,
  discountsOf,
  redeem,
  redemptionOf,
} from "#test/support/codes.ts";
import { standingOf } from "#test/support/loyalty.ts";

test("points become a code, and the code a cheaper order", async () => {
  const laurel = await aLaurel();
  const ada = await aShopper(laurel, 150);
  const { redemptionId, code } = await redeem(laurel, ada);
  expect(await standingOf(laurel, ada.gid)).toMatchObject({ available: 50n, reserved: 100n });
  await laurel.settleDown();
  expect(await redemptionOf(laurel, redemptionId)).toMatchObject({ state: "active" });
  expect(await discountsOf(laurel, code)).toEqual([{ usable: true, used: 0 }]);

  const variantId = await aProduct(laurel, 3000);
  const order = await buy(laurel, { customerId: ada.id, variantId, codes: [code.toLowerCase()] });
  expect(order.totals.total.shop).toBe(2500);
  await laurel.settleDown();
  expect(await redemptionOf(laurel, redemptionId)).toMatchObject({
    state: "used",
    outcome: "used",
    orderId: `gid://shopify/Order/${order.id}`,
    events: ["requested", "active", "used"],
  });
  expect(await standingOf(laurel, ada.gid)).toMatchObject({ available: 75n, reserved: 0n });
});

test("a code given up is taken out of Shopify before its points return", async () => {
  const laurel = await aLaurel();
  const ada = await aShopper(laurel, 150);
  const { redemptionId, code } = await redeem(laurel, ada);
  await laurel.settleDown();
  await returnRedemption(laurel.ctx, { redemptionId, reason: "changed their mind" });
  await laurel.settleDown();
  expect(await discountsOf(laurel, code)).toEqual([{ usable: false, used: 0 }]);
  expect(await redemptionOf(laurel, redemptionId)).toMatchObject({
    outcome: "returned",
    events: ["requested", "active", "canceling", "returned"],
  });
  expect(await standingOf(laurel, ada.gid)).toMatchObject({ available: 150n, reserved: 0n });
});

test("a code that was used while it was given up stays used, though its webhook is lost", async () => {
  const laurel = await aLaurel();
  const ada = await aShopper(laurel, 150);
  const { redemptionId, code } = await redeem(laurel, ada);
  await laurel.settleDown();
  await laurel.stopWorker();
  laurel.clock.advance(1000);
  laurel.devShop.webhooks.set({ drops: 1 });
  const variantId = await aProduct(laurel, 3000);
  const order = await buy(laurel, { customerId: ada.id, variantId, codes: [code] });
  await laurel.deliver();
  await returnRedemption(laurel.ctx, { redemptionId, reason: "changed their mind" });
  await laurel.settleDown();
  expect(await redemptionOf(laurel, redemptionId)).toMatchObject({
    outcome: "used",
    orderId: `gid://shopify/Order/${order.id}`,
  });
  expect(await standingOf(laurel, ada.gid)).toMatchObject({ available: 75n, reserved: 0n });
});

test("a code that belongs to another discount is chosen anew, and theirs left alone", async () => {
  const laurel = await aLaurel();
  const ada = await aShopper(laurel, 150);
  await laurel.stopWorker();
  const { redemptionId, code } = await redeem(laurel, ada);
  const taken = { type: "amount", amount: 100, onEachItem: false, items: { all: true } } as never;
  await laurel.devShop.commerce.createDiscount({ kind: taken, title: "Theirs", codes: [code] });
  await laurel.settleDown();
  const redemption = await redemptionOf(laurel, redemptionId);
  expect(redemption).toMatchObject({ state: "active", outcome: null });
  expect(redemption.code).not.toBe(code);
  expect(redemption.reasons.at(1)?.reason).toContain("another one was chosen");
  expect(await discountsOf(laurel, redemption.code)).toEqual([{ usable: true, used: 0 }]);
  expect(await discountsOf(laurel, code)).toEqual([{ usable: true, used: 0 }]);
  expect(await standingOf(laurel, ada.gid)).toMatchObject({ available: 50n, reserved: 100n });
});

test("a code that Shopify will never accept gives the points back, with the reason", async () => {
  const laurel = await aLaurel();
  const ada = await aShopper(laurel, 150);
  await laurel.stopWorker();
  const { redemptionId } = await redeem(laurel, ada);
  await laurel.ctx.inTransaction((tx) =>
    tx.redemption.updateMany({
      where: { shopId: laurel.ctx.shopId, id: redemptionId },
      data: { customerId: "gid://shopify/Customer/1" },
    }),
  );
  const gateway = await laurel.context.gatewayOf(laurel.ctx.shopId);
  expect(await issueCode(laurel.ctx, gateway, redemptionId)).toBe(true);
  const redemption = await redemptionOf(laurel, redemptionId);
  expect(redemption).toMatchObject({ state: "refused", outcome: "returned" });
  expect(redemption.reasons.at(-1)?.reason).toContain("Shopify refused the code");
});

test("an order whose webhook comes before the code is known to exist counts as its use", async () => {
  const laurel = await aLaurel();
  const ada = await aShopper(laurel, 150);
  await laurel.stopWorker();
  const { redemptionId, code } = await redeem(laurel, ada);
  laurel.devShop.faults.next({ kind: "lost-answer", operation: "discountCodeBasicCreate" });
  await laurel.startWorker();
  await laurel.worker.idle();
  expect(await redemptionOf(laurel, redemptionId)).toMatchObject({ state: "requested" });
  const variantId = await aProduct(laurel, 3000);
  await buy(laurel, { customerId: ada.id, variantId, codes: [code] });
  await laurel.settleDown();
  expect(await redemptionOf(laurel, redemptionId)).toMatchObject({ events: ["requested", "used"] });
  laurel.clock.advance(3_600_000);
  await laurel.settleDown();
  expect(await discountsOf(laurel, code)).toHaveLength(1);
  expect(await standingOf(laurel, ada.gid)).toMatchObject({ available: 75n, reserved: 0n });
});

test.each(["lost-answer", "error-after", "error-before", "server-error", "throttled"] as const)(
  "%s while creating: the same code is asked for until it stands, once",
  async (kind) => {
    const laurel = await aLaurel();
    const ada = await aShopper(laurel, 250);
    await laurel.stopWorker();
    const { redemptionId, code } = await redeem(laurel, ada);
    laurel.devShop.faults.next({ kind, operation: "discountCodeBasicCreate", times: 3 });
    await laurel.settleDown();
    for (let round = 0; round < 5; round++) {
      laurel.clock.advance(120_000);
      await laurel.settleDown();
    }
    expect(await redemptionOf(laurel, redemptionId)).toMatchObject({ state: "active", code });
    expect(await discountsOf(laurel, code)).toEqual([{ usable: true, used: 0 }]);
    expect(await standingOf(laurel, ada.gid)).toMatchObject({ available: 150n, reserved: 100n });
  },
);

test("codes expire unused only once reconciliation has passed their end", async () => {
  const laurel = await aLaurel();
  const ada = await aShopper(laurel, 250);
  const { redemptionId } = await redeem(laurel, ada);
  await laurel.settleDown();
  laurel.clock.advance(100 * 86_400_000);
  await laurel.worker.runNow("lapse-redemptions");
  expect(await redemptionOf(laurel, redemptionId)).toMatchObject({ state: "active" });

  await laurel.worker.runNow("reconcile-orders");
  await laurel.worker.runNow("lapse-redemptions");
  await laurel.settleDown();
  expect(await redemptionOf(laurel, redemptionId)).toMatchObject({
    state: "lapsed",
    outcome: "returned",
  });
  expect(await standingOf(laurel, ada.gid)).toMatchObject({ available: 250n, reserved: 0n });
});

test("a code used though its points had been returned is written down, once", async () => {
  const laurel = await aLaurel();
  const ada = await aShopper(laurel, 150);
  const bob = await anotherShopper(laurel, 150);
  const { redemptionId, code } = await redeem(laurel, ada);
  await laurel.settleDown();
  await returnRedemption(laurel.ctx, { redemptionId, reason: "changed their mind" });
  await laurel.settleDown();
  const { items } = await laurel.devShop.store.list("discount", { limit: 1 });
  await laurel.devShop.commerce.updateDiscount(items[0]?.id ?? 0, {
    endsAt: null,
    context: { type: "all" } as never,
  });
  const variantId = await aProduct(laurel, 3000);
  const order = await buy(laurel, { customerId: bob.id, variantId, codes: [code] });
  await laurel.settleDown();
  await laurel.devShop.commerce.updateOrder({ orderId: order.id, note: "again" });
  await laurel.settleDown();
  const redemption = await redemptionOf(laurel, redemptionId);
  expect(redemption.outcome).toBe("returned");
  const incidents = redemption.reasons.filter(({ reason }) => reason.startsWith("incident"));
  expect(incidents).toHaveLength(1);
});
