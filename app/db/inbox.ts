import type { Pool } from "pg";
import { WORK_CHANNEL } from "#app/db/work-items.ts";

/** A webhook as received: raw bytes, and the headers that matter. */
export type Delivery = {
  shopDomain: string;
  webhookId: string;
  eventId: string;
  topic: string;
  triggeredAt: Date;
  receivedAt: Date;
  body: Uint8Array;
};

/** Keeps a delivery until a drain takes it, and wakes one. A repeated delivery changes nothing. */
export async function keepDelivery(pool: Pool, delivery: Delivery): Promise<void> {
  await pool.query(
    `WITH kept AS (
       INSERT INTO delivery (shop_domain, triggered_on, webhook_id, topic, event_id, triggered_at,
         received_at, body, due_at)
       VALUES ($1, ($2::timestamptz AT TIME ZONE 'UTC')::date, $3, $4, $5, $2, $6, $7, $6)
       ON CONFLICT DO NOTHING RETURNING 1
     )
     SELECT pg_notify($8, 'delivery') FROM kept`,
    [
      delivery.shopDomain,
      delivery.triggeredAt,
      delivery.webhookId,
      delivery.topic,
      delivery.eventId,
      delivery.receivedAt,
      delivery.body,
      WORK_CHANNEL,
    ],
  );
}
