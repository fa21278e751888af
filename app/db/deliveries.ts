import type { Pool } from "pg";
import type { Tx } from "#app/db/context.ts";
import { textOfBody, type PackedBody } from "#app/db/packed-body.ts";
import { sql } from "#app/db/sql.server.ts";

/** Names a delivery. */
export type DeliveryKey = { shopDomain: string; triggeredOn: string; webhookId: string };

/** A webhook as it came in, taken from the inbox. */
export type Delivery = DeliveryKey & {
  topic: string;
  triggeredAt: Date;
  /** Null where it is no text: not UTF-8, or with a zero byte. */
  body: string | null;
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
  const { rows } = await pool.query<Omit<Delivery, "body"> & PackedBody & { id: string }>(sql`
    WITH due AS (
      SELECT shop_domain, triggered_on, webhook_id FROM delivery
      WHERE due_at <= ${wish.now} ORDER BY due_at, id LIMIT ${wish.limit} FOR UPDATE SKIP LOCKED
    ), taken AS (
      SELECT array_agg(shop_domain) AS shops, array_agg(triggered_on) AS days,
        array_agg(webhook_id) AS ids FROM due
    )
    UPDATE delivery d SET due_at = ${wish.until}, attempts = attempts + 1
    FROM taken, unnest(shops, days, ids) AS key (shop, day, id)
    WHERE d.shop_domain = key.shop AND d.triggered_on = key.day AND d.webhook_id = key.id
    RETURNING d.id, d.shop_domain AS "shopDomain", d.triggered_on::text AS "triggeredOn",
      d.webhook_id AS "webhookId", d.topic, d.triggered_at AS "triggeredAt",
      d.body, d.packed, d.attempts`);
  return rows
    .sort((a, b) => Number(BigInt(a.id) - BigInt(b.id)))
    .map(({ packed, ...row }) => ({ ...row, body: textOfBody({ body: row.body, packed }) }));
}

/** Hides for longer what was taken and is not finished; passes over what is, just now. */
export async function extendDeliveries(
  pool: Pool,
  keys: DeliveryKey[],
  lease: { from: Date; until: Date },
): Promise<void> {
  await pool.query(sql`
    UPDATE delivery SET due_at = ${lease.until}
    WHERE (shop_domain, triggered_on, webhook_id) IN (
      SELECT d.shop_domain, d.triggered_on, d.webhook_id
      FROM unnest(${keys.map(({ shopDomain }) => shopDomain)}::text[],
                  ${keys.map(({ triggeredOn }) => triggeredOn)}::date[],
                  ${keys.map(({ webhookId }) => webhookId)}::text[])
        AS held (shop_domain, triggered_on, webhook_id)
      JOIN delivery d USING (shop_domain, triggered_on, webhook_id)
      WHERE d.due_at = ${lease.from} FOR UPDATE OF d SKIP LOCKED)`);
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
  await pool.query(sql`
    UPDATE delivery SET due_at = ${fate.dueAt}, note = ${fate.note}
    WHERE shop_domain = ${key.shopDomain} AND triggered_on = ${key.triggeredOn}::date
      AND webhook_id = ${key.webhookId}`);
}

/** Leaves deliveries aside whose shop is unknown. If it has come meanwhile they are taken again. */
export async function leaveUnknownAside(pool: Pool, keys: DeliveryKey[]): Promise<void> {
  await pool.query(sql`
    UPDATE delivery d SET due_at = NULL, note = ${UNKNOWN_SHOP}
    FROM unnest(${keys.map(({ shopDomain }) => shopDomain)}::text[],
                ${keys.map(({ triggeredOn }) => triggeredOn)}::date[],
                ${keys.map(({ webhookId }) => webhookId)}::text[])
      AS aside (shop_domain, triggered_on, webhook_id)
    WHERE d.shop_domain = aside.shop_domain AND d.triggered_on = aside.triggered_on
      AND d.webhook_id = aside.webhook_id
      AND NOT EXISTS (SELECT FROM shop s WHERE s.domain = aside.shop_domain)`);
}

/** A message about orders that has not been kept: it waits, or it has failed. */
export type UnfinishedDelivery = DeliveryKey & { failed: boolean; body: string | null };

/** A shop's unfinished messages about orders, page by page, in the order of their keys. */
export async function listUnfinishedOrders(
  tx: Tx,
  shopDomain: string,
  page: { after: DeliveryKey | null; limit: number },
): Promise<UnfinishedDelivery[]> {
  const [day, id] = [page.after?.triggeredOn ?? "-infinity", page.after?.webhookId ?? ""];
  const rows = await tx.$queryRaw<(DeliveryKey & PackedBody & { failed: boolean })[]>`
    SELECT shop_domain AS "shopDomain", triggered_on::text AS "triggeredOn",
      webhook_id AS "webhookId", note <> '' AS failed, body, packed
    FROM delivery
    WHERE shop_domain = ${shopDomain} AND (triggered_on, webhook_id) > (${day}::date, ${id})
      AND (due_at IS NOT NULL OR note <> '')
      AND (topic LIKE 'orders/%' OR topic = 'refunds/create')
    ORDER BY triggered_on, webhook_id LIMIT ${page.limit}`;
  return rows.map(({ packed, ...row }) => {
    return { ...row, body: textOfBody({ body: row.body, packed }) };
  });
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
  const pruned = await pool.query(sql`
    DELETE FROM delivery
    WHERE due_at IS NULL AND received_at < ${keptFrom}::timestamptz
      AND (triggered_on < (${keptFrom}::timestamptz AT TIME ZONE 'UTC')::date
           OR triggered_on > (${until}::timestamptz AT TIME ZONE 'UTC')::date)`);
  return pruned.rowCount ?? 0;
}
