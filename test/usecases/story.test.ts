import { expect, test } from "vitest";
import { proveAllOrders } from "#bin/prove-all-orders.ts";
import { checkLedger } from "#app/usecases/check-ledger.ts";
import { aBuyer, aLaurel, aProduct } from "#test/support/laurel.ts";
import { publishStarter, standingOf } from "#test/support/loyalty.ts";

test("an order becomes points, and its refund takes them back", async () => {
  const laurel = await aLaurel();
  await laurel.settleDown();
  await publishStarter(laurel);
  const ada = await aBuyer(laurel);
  const variantId = await aProduct(laurel, 5000);
  const placed = await laurel.devShop.commerce.placeOrder({
    lines: [{ variantId, quantity: 2 }],
    customerId: ada.id,
    payment: "paid",
  });
  if (!placed.ok) throw new Error(placed.reason);
  await laurel.settleDown();
  expect(await standingOf(laurel, ada.gid)).toMatchObject({ available: 100n });

  const [line] = placed.order.lines;
  await laurel.devShop.commerce.refund({
    orderId: placed.order.id,
    lines: [{ lineId: line?.id ?? 0, quantity: 1 }],
  });
  await laurel.settleDown();
  expect(await standingOf(laurel, ada.gid)).toMatchObject({ available: 50n });

  expect(await proveAllOrders(laurel.context, laurel.ctx)).toMatchObject({
    seen: 1n,
    findings: [],
  });
  expect(await checkLedger(laurel.ctx)).toMatchObject({ differences: 0n });
});
