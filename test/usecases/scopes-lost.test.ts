import { expect, test } from "vitest";
import { installApp, revokeScopes, uninstallApp } from "#dev-shop/auth/installation.ts";
import { proveAllOrders } from "#bin/prove-all-orders.ts";
import { aShopper, buy } from "#test/support/codes.ts";
import { aLaurel, aProduct, openAdmin } from "#test/support/laurel.ts";
import { standingOf } from "#test/support/loyalty.ts";

const DAY_MS = 86_400_000;

test.each(["revoked", "reinstalled"])(
  "leave to read all orders that was %s, of which no message told, deletes no order",
  async (how) => {
    const laurel = await aLaurel({ allOrders: true });
    const { devShop, clock, context, ctx } = laurel;
    const ada = await aShopper(laurel, 30);
    const variantId = await aProduct(laurel, 1000);
    clock.advance(100 * DAY_MS);
    await buy(laurel, { customerId: ada.id, variantId, quantity: 2 });
    await laurel.settleDown();
    expect(await standingOf(laurel, ada.gid)).toMatchObject({ available: 50n });

    devShop.webhooks.set({ drops: 1 });
    if (how === "revoked") await revokeScopes(devShop, ["read_all_orders"]);
    else {
      await uninstallApp(devShop);
      await installApp(devShop);
      // The old tokens are found to be dead by the first who uses them; the next visit brings new.
      await openAdmin(context, devShop);
      await laurel.worker.runNow("reconcile-orders");
      await openAdmin(context, devShop);
    }
    await laurel.deliver();
    devShop.webhooks.set({ drops: 0 });
    clock.advance(3_600_000);
    const night = await proveAllOrders(context, ctx);
    await laurel.settleDown();
    expect(night).toMatchObject({ state: "done", deleted: 0n });
    expect(await standingOf(laurel, ada.gid)).toMatchObject({ available: 50n });
  },
);
