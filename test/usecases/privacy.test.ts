import { expect, test } from "vitest";
import { homePage } from "#app/queries/home-page.ts";
import { adjustPoints } from "#app/usecases/adjust-points.ts";
import { checkLedger } from "#app/usecases/check-ledger.ts";
import { uninstallApp } from "#dev-shop/auth/installation.ts";
import { aShopper, buy, discountsOf, redeem, redemptionOf } from "#test/support/codes.ts";
import { findText } from "#test/support/every-text.ts";
import { aLaurel, aProduct, type Laurel } from "#test/support/laurel.ts";
import { standingOf } from "#test/support/loyalty.ts";

async function memberRow({ ctx }: Laurel, id: string) {
  const where = { shopId_id: { shopId: ctx.shopId, id } };
  return ctx.inTransaction((tx) => tx.member.findUniqueOrThrow({ where }));
}

test("an erased customer stands nowhere, their ledger holds, and nothing brings them back", async () => {
  const laurel = await aLaurel();
  const ada = await aShopper(laurel, 150);
  const variantId = await aProduct(laurel, 2000);
  const order = await buy(laurel, { customerId: ada.id, variantId });
  const { redemptionId, code } = await redeem(laurel, ada);
  const note = "Ada's parcel was late";
  const gift = { memberId: ada.memberId, points: 10n, note, requestId: "g1" };
  expect(await adjustPoints(laurel.ctx, gift)).toMatchObject({ ok: true });
  await laurel.devShop.commerce.requestCustomerData(ada.id);
  await laurel.settleDown();
  const { email } = await memberRow(laurel, ada.memberId);
  const person = [String(ada.id), "lovelace", email ?? "no e-mail was kept", "parcel was late"];
  for (const text of person) expect(await findText(laurel.ownerUrl, text)).not.toEqual([]);

  const late = laurel.received.map((each) => ({ ...each, webhookId: `late-${each.webhookId}` }));
  laurel.clock.advance(86_400_000);
  await laurel.devShop.commerce.redactCustomer(ada.id);
  await laurel.settleDown();
  for (const delivery of late.filter(({ topic }) => topic !== "customers/data_request")) {
    await laurel.context.keepDelivery(delivery);
  }
  await laurel.settleDown();
  for (const text of person) expect(await findText(laurel.ownerUrl, text), text).toEqual([]);

  expect(await standingOf(laurel, ada.gid)).toBeNull();
  expect(await redemptionOf(laurel, redemptionId)).toMatchObject({ outcome: "returned" });
  expect(await discountsOf(laurel, code)).toEqual([{ usable: false, used: 0 }]);
  expect(await memberRow(laurel, ada.memberId)).toMatchObject({ availablePoints: 180n });

  const [line] = order.lines;
  const lines = [{ lineId: line?.id ?? 0, quantity: 1 }];
  await laurel.devShop.commerce.refund({ orderId: order.id, lines });
  await laurel.settleDown();
  expect(await memberRow(laurel, ada.memberId)).toMatchObject({ availablePoints: 160n });
  for (const text of person) expect(await findText(laurel.ownerUrl, text), text).toEqual([]);
  expect(await checkLedger(laurel.ctx)).toMatchObject({ differences: 0n });
});

test("a data request is answered with everything held, for thirty days", async () => {
  const laurel = await aLaurel();
  const ada = await aShopper(laurel, 150);
  await redeem(laurel, ada);
  await laurel.devShop.commerce.requestCustomerData(ada.id);
  await laurel.settleDown();
  const list = () =>
    laurel.ctx.inTransaction((tx) =>
      tx.privacyRequest.findMany({ where: { shopId: laurel.ctx.shopId } }),
    );
  const [request] = await list();
  expect(request).toMatchObject({ kind: "data-request", completedAt: laurel.clock.now() });
  const answer = request?.answer as Record<string, unknown[]>;
  expect(answer).toMatchObject({ customerId: ada.gid, member: { displayName: "Ada Lovelace" } });
  expect(answer["orders"]).toHaveLength(1);
  expect(answer["redemptions"]).toHaveLength(1);
  expect(answer["transfers"]?.length).toBeGreaterThan(1);
  const due = new Date((request?.receivedAt.getTime() ?? 0) + 30 * 86_400_000);
  expect((await homePage(laurel.ctx)).privacyRequests).toMatchObject([
    { customerNumber: String(ada.id), dueAt: due.toISOString() },
  ]);

  laurel.clock.advance(31 * 86_400_000);
  await laurel.worker.runNow("prune-shops");
  expect((await list()).map((each) => each.answer)).toEqual([null]);
});

test("a redacted shop is gone, ledger and all, and its late deliveries are left aside", async () => {
  const laurel = await aLaurel();
  const ada = await aShopper(laurel, 150);
  await redeem(laurel, ada);
  await laurel.settleDown();
  laurel.clock.advance(60_000);
  await uninstallApp(laurel.devShop);
  await laurel.settleDown();
  laurel.clock.advance(48 * 3_600_000);
  await laurel.devShop.commerce.redactShop();
  await laurel.settleDown();
  expect(await findText(laurel.ownerUrl, String(ada.id))).toEqual([]);
  expect(await findText(laurel.ownerUrl, laurel.devShop.shop.myshopifyDomain)).toEqual([]);

  const [late] = laurel.received;
  if (late) await laurel.context.keepDelivery({ ...late, webhookId: "late" });
  await laurel.settleDown();
  const { rows } = await laurel.context.database.pool.query("SELECT note, due_at FROM delivery");
  expect(rows).toEqual([{ note: "unknown shop", due_at: null }]);
});
