import { expect, test } from "vitest";
import { proveAllOrders } from "#bin/prove-all-orders.ts";
import { aShopper, buy } from "#test/support/codes.ts";
import { aLaurel, aProduct } from "#test/support/laurel.ts";
import { standingOf } from "#test/support/loyalty.ts";

const HOUR_MS = 3_600_000;

/** Shopify's times have no fractions: all that happens within a second is of one moment. */
async function anOrderRefunded({ times }: { times: number }) {
  const laurel = await aLaurel();
  const { commerce, webhooks } = laurel.devShop;
  const ada = await aShopper(laurel, 150);
  const variantId = await aProduct(laurel, 1000);
  laurel.clock.advance(HOUR_MS);
  const order = await buy(laurel, { customerId: ada.id, variantId, quantity: 9 });
  const lines = [{ lineId: order.lines[0]?.id ?? 0, quantity: 1 }];
  for (let told = 1; told < times; told++) await commerce.refund({ orderId: order.id, lines });
  await laurel.settleDown();
  webhooks.set({ drops: 1 });
  await commerce.refund({ orderId: order.id, lines });
  await laurel.settleDown();
  webhooks.set({ drops: 0 });
  const points = async () => (await standingOf(laurel, ada.gid))?.available;
  expect(await points()).toBe(150n + 90n - 10n * BigInt(times - 1));
  return { laurel, points, right: 150n + 90n - 10n * BigInt(times) };
}

test.each([1, 2, 5])(
  "of %i refunds in one second the night finds the one nobody told",
  async (times) => {
    const { laurel, points, right } = await anOrderRefunded({ times });
    expect(await proveAllOrders(laurel.context, laurel.ctx)).toMatchObject({
      missed: 1n,
      repaired: 1n,
    });
    await laurel.settleDown();
    expect(await points()).toBe(right);
    expect(await proveAllOrders(laurel.context, laurel.ctx)).toMatchObject({ missed: 0n });
  },
);

test.each([1, 2, 5])(
  "of %i refunds in one second the hour finds the one nobody told",
  async (times) => {
    const { laurel, points, right } = await anOrderRefunded({ times });
    await laurel.worker.runNow("reconcile-orders");
    await laurel.settleDown();
    expect(await points()).toBe(right);
  },
);
