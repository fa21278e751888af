import { expect, test } from "vitest";
import { installShop, findShopByDomain, NO_SHOP_YET } from "#app/db/shops.ts";
import { drainDeliveries } from "#app/usecases/drain-deliveries.ts";
import { setUpShop } from "#app/usecases/set-up-shop.ts";
import type { ShopifyGateway } from "#app/shopify/gateway.ts";
import { readsOn } from "#app/db/sql.server.ts";
import { aShop } from "#test/support/shop.ts";

const log = { warn: () => {}, error: () => {} };

test("a message that comes while the app is being installed is not left aside", async () => {
  const other = await aShop();
  const { database, clock } = other;
  const domain = `new-${other.domain}`;
  await database.pool.query(
    `INSERT INTO delivery (shop_domain, triggered_on, webhook_id, topic, event_id, triggered_at,
       received_at, body, packed, due_at)
     VALUES ($1, '2026-03-01', 'w1', 'products/delete', '', $2, $2, '{"id":1}', false, $2)`,
    [domain, clock.now()],
  );
  const info = { shopifyId: "", name: "A", currency: "USD", timeZone: "UTC", grantedScopes: [] };
  const gateway = { getShop: async () => info } as unknown as ShopifyGateway;
  const contextOf = (shopId: bigint) => ({
    ...other.ctx,
    shopId,
    inTransaction: <T>(work: Parameters<typeof other.ctx.inTransaction<T>>[0]) =>
      database.inShop(shopId, work),
  });
  await drainDeliveries({
    database,
    clock,
    shopContext: contextOf,
    readWebhook: () => ({ kind: "ignored", why: "read" }),
    log,
    findShop: async (wanted) => {
      const found = await findShopByDomain(readsOn(database.pool), wanted);
      if (wanted === domain && found === null) {
        const { id } = await database.inShop(NO_SHOP_YET, (tx) =>
          installShop(tx, { domain, now: clock.now() }),
        );
        await setUpShop(contextOf(id), gateway);
      }
      return found;
    },
  });
  const { rows } = await database.pool.query(
    "SELECT due_at, note FROM delivery WHERE shop_domain = $1",
    [domain],
  );
  expect(rows[0]).toMatchObject({ due_at: expect.any(Date) as Date, note: "" });
});
