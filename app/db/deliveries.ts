import type { Pool } from "pg";
import type { Tx } from "#app/db/context.ts";

/** Names a delivery. */
export type DeliveryKey = { shopDomain: string; triggeredOn: string; webhookId: string };

/** A webhook as it came in, taken from the inbox. */
export type Delivery = DeliveryKey & {
  topic: string;
  triggeredAt: Date;
  body: Uint8Array;
  /** 1 the first time. */
  attempts: number;
};

/** Deliveries of shops we do not know: taken up again if the shop installs the app. */
export const UNKNOWN_SHOP = "unknown shop";

/**
 * Takes what is due from the inbox, oldest first, and hides it until a moment that
 * `extendDeliveries` moves on: what a dying worker had taken comes back by itself. The keys go
 * through arrays so that rows are found by their keys: planned as a join, a new day, of which
 * Postgres knows nothing yet, would be read as a whole for every batch.
 */
export async function takeDeliveries(
  pool: Pool,
  wish: { limit: number; now: Date; until: Date },
): Promise<Delivery[]> {
  const { rows } = await pool.query<Delivery & { id: string }>(
    `WITH due AS (
       SELECT shop_domain, triggered_on, webhook_id FROM delivery
       WHERE due_at <= $1 ORDER BY due_at, id LIMIT $2 FOR UPDATE SKIP LOCKED
     ), taken AS (
       SELECT array_agg(shop_domain) AS shops, array_agg(triggered_on) AS days,
         array_agg(webhook_id) AS ids FROM due
     )
     UPDATE delivery d SET due_at = $3, attempts = attempts + 1
     FROM taken, unnest(shops, days, ids) AS key (shop, day, id)
     WHERE d.shop_domain = key.shop AND d.triggered_on = key.day AND d.webhook_id = key.id
     RETURNING d.id, d.shop_domain AS "shopDomain", d.triggered_on::text AS "triggeredOn",
       d.webhook_id AS "webhookId", d.topic, d.triggered_at AS "triggeredAt", d.body, d.attempts`,
    [wish.now, wish.limit, wish.until],
  );
  return rows.sort((a, b) => Number(BigInt(a.id) - BigInt(b.id)));
}

/** Hides for longer what was taken and is not finished; passes over what is, just now. */
export async function extendDeliveries(
  pool: Pool,
  keys: DeliveryKey[],
  lease: { from: Date; until: Date },
): Promise<void> {
  await pool.query(
    `UPDATE delivery SET due_at = $5
     WHERE (shop_domain, triggered_on, webhook_id) IN (
       SELECT d.shop_domain, d.triggered_on, d.webhook_id
       FROM unnest($1::text[], $2::date[], $3::text[])
         AS held (shop_domain, triggered_on, webhook_id)
       JOIN delivery d USING (shop_domain, triggered_on, webhook_id)
       WHERE d.due_at = $4 FOR UPDATE OF d SKIP LOCKED)`,
    [
      keys.map(({ shopDomain }) => shopDomain),
      keys.map(({ triggeredOn }) => triggeredOn),
      keys.map(({ webhookId }) => webhookId),
      lease.from,
      lease.until,
    ],
  );
}

/** Done within the transaction that kept what they said: their bodies are emptied. */
export async function finishDeliveries(tx: Tx, keys: DeliveryKey[]): Promise<void> {
  if (keys.length === 0) return;
  await tx.$executeRaw`
    UPDATE delivery d SET due_at = NULL, body = ''::bytea, note = ''
    FROM unnest(${keys.map((key) => key.shopDomain)}::text[],
                ${keys.map((key) => key.triggeredOn)}::text[],
                ${keys.map((key) => key.webhookId)}::text[]) AS done (shop, day, id)
    WHERE d.shop_domain = done.shop AND d.triggered_on = done.day::date
      AND d.webhook_id = done.id`;
}

/** Leaves a delivery aside for good: nothing will come of it. Its body stays until it is pruned. */
export async function leaveDeliveryAside(tx: Tx, key: DeliveryKey, note: string): Promise<void> {
  await tx.$executeRaw`
    UPDATE delivery SET due_at = NULL, note = ${note}
    WHERE shop_domain = ${key.shopDomain} AND triggered_on = ${key.triggeredOn}::text::date
      AND webhook_id = ${key.webhookId}`;
}

/** What becomes of a delivery that could not be kept: again at `dueAt`, or left aside if null. */
export async function postponeDelivery(
  pool: Pool,
  key: DeliveryKey,
  fate: { dueAt: Date | null; note: string },
): Promise<void> {
  await pool.query(
    `UPDATE delivery SET due_at = $4, note = $5
     WHERE shop_domain = $1 AND triggered_on = $2::date AND webhook_id = $3`,
    [key.shopDomain, key.triggeredOn, key.webhookId, fate.dueAt, fate.note],
  );
}

/** Has the inbox drained again for a shop that was unknown when they came. Returns how many. */
export async function reviveDeliveries(
  tx: Tx,
  { shopDomain, dueAt }: { shopDomain: string; dueAt: Date },
): Promise<number> {
  return tx.$executeRaw`
    UPDATE delivery SET due_at = ${dueAt}, note = '', attempts = 0
    WHERE shop_domain = ${shopDomain} AND due_at IS NULL AND note = ${UNKNOWN_SHOP}`;
}

/** Empties what was left aside of a shop: nobody can say whose data it holds. */
export async function emptyDeliveriesLeftAside(tx: Tx, shopDomain: string): Promise<void> {
  await tx.$executeRaw`
    UPDATE delivery SET body = ''::bytea
    WHERE shop_domain = ${shopDomain} AND due_at IS NULL AND body <> ''::bytea`;
}

/**
 * Drops, row by row, what was received before `keptFrom` and is done or left aside, of the days
 * that are too old or too far ahead to be partitions of their own. Returns how many.
 */
export async function pruneDeliveries(
  pool: Pool,
  { keptFrom, until }: { keptFrom: Date; until: Date },
): Promise<number> {
  const pruned = await pool.query(
    `DELETE FROM delivery
     WHERE due_at IS NULL AND received_at < $1
       AND (triggered_on < ($1 AT TIME ZONE 'UTC')::date
            OR triggered_on > ($2::timestamptz AT TIME ZONE 'UTC')::date)`,
    [keptFrom, until],
  );
  return pruned.rowCount ?? 0;
}
