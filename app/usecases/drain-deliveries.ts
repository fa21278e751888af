import type { Clock, ShopContext } from "#app/db/context.ts";
import type { Database } from "#app/db/database.server.ts";
import {
  extendDeliveries,
  postponeDelivery,
  takeDeliveries,
  leaveUnknownAside,
  type Delivery,
} from "#app/db/deliveries.ts";
import type { ShopRow } from "#app/db/shops.ts";
import type { ShopEvent } from "#app/domain/shop-event.ts";
import { keepLease, leaseFrom, type Extension } from "#app/usecases/keep-lease.ts";
import { recordDeliveries } from "#app/usecases/record-deliveries.ts";
import { backoffMs, troubleOf } from "#app/usecases/trouble.ts";

/** What draining the inbox needs; drains are among the few who look across shops. */
export type DeliveryDrain = {
  database: Database;
  clock: Clock;
  findShop(domain: string): Promise<ShopRow | null>;
  shopContext(shopId: bigint, author: string): ShopContext;
  readWebhook(topic: string, body: string | null): ShopEvent;
  log: { warn(what: object, text: string): void };
};

/** How many deliveries are taken from the inbox at a time, at most. */
export const DELIVERIES_AT_ONCE = 500;
/** With the longest waits in between, that is most of a day. */
const ATTEMPTS = 25;

/** Stage one: takes deliveries that are due and keeps what they say. Returns how many it took. */
export async function drainDeliveries(drain: DeliveryDrain): Promise<number> {
  const { pool } = drain.database;
  const now = drain.clock.now();
  const from = leaseFrom(now);
  const taken = await takeDeliveries(pool, { limit: DELIVERIES_AT_ONCE, now, until: from });
  const extend = (lease: Extension) => extendDeliveries(pool, taken, lease);
  await keepLease({ clock: drain.clock, from, extend }, () => keepByShop(drain, taken));
  return taken.length;
}

async function keepByShop(drain: DeliveryDrain, taken: Delivery[]): Promise<void> {
  const byShop = Map.groupBy(taken, ({ shopDomain }) => shopDomain);
  for (const [domain, deliveries] of byShop) {
    const shop = await drain.findShop(domain);
    if (shop) await keepAll(drain, shop, deliveries);
    else await leaveAside(drain, deliveries);
  }
}

async function leaveAside(drain: DeliveryDrain, deliveries: Delivery[]): Promise<void> {
  await leaveUnknownAside(drain.database.pool, deliveries);
  drain.log.warn({ deliveries: deliveries.length }, "deliveries of an unknown shop left aside");
}

/** One that cannot be kept must not hold up the others: if all together fail, each goes alone. */
async function keepAll(drain: DeliveryDrain, shop: ShopRow, deliveries: Delivery[]): Promise<void> {
  const ctx = drain.shopContext(shop.id, "laurel");
  const told = deliveries.map(({ shopDomain, triggeredOn, webhookId, ...delivery }) => ({
    key: { shopDomain, triggeredOn, webhookId },
    at: delivery.triggeredAt,
    event: drain.readWebhook(delivery.topic, delivery.body),
  }));
  try {
    await recordDeliveries(ctx, { shop, told });
  } catch (error) {
    const [first] = deliveries;
    if (first && deliveries.length === 1) await postpone(drain, first, error);
    else for (const delivery of deliveries) await keepAll(drain, shop, [delivery]);
  }
}

async function postpone(drain: DeliveryDrain, delivery: Delivery, error: unknown): Promise<void> {
  const trouble = troubleOf(error);
  const name = trouble.kind === "fault" ? trouble.name : trouble.kind;
  const { topic, attempts } = delivery;
  drain.log.warn({ topic, attempts, name }, "a delivery could not be kept");
  const dueAt = new Date(drain.clock.now().getTime() + backoffMs(attempts));
  await postponeDelivery(drain.database.pool, delivery, {
    dueAt: attempts >= ATTEMPTS ? null : dueAt,
    note: `failed: ${name}`,
  });
}
