import type { Pool } from "pg";
import { packBody } from "#app/db/packed-body.ts";
import { orderBody, type BenchOrder } from "#test/bench/order-bodies.ts";

/** Puts one delivery of `orders/paid` for each order into the inbox, as the web server would. */
export async function fillInbox(owner: Pool, domain: string, orders: BenchOrder[]): Promise<void> {
  const now = new Date();
  for (let start = 0; start < orders.length; start += 1000) {
    const some = orders.slice(start, start + 1000);
    const bodies = some.map((order) => packBody(orderBody(order)));
    await owner.query(
      `INSERT INTO delivery (shop_domain, triggered_on, webhook_id, topic, event_id, triggered_at,
         received_at, body, packed, due_at)
       SELECT $1, $2::timestamptz::date, id, 'orders/paid', id, $2, $2, body, packed, $2
       FROM unnest($3::text[], $4::bytea[], $5::bool[]) AS t(id, body, packed)`,
      [
        ...[domain, now, some.map(({ number }) => `webhook-${number}`)],
        ...[bodies.map(({ body }) => body), bodies.map(({ packed }) => packed)],
      ],
    );
  }
  await owner.query("ANALYZE delivery");
}

/**
 * Whether anything is left to keep or to settle. What time alone will change does not count. The
 * first by time is looked for, as an index has it: who asks what `EXISTS` takes all rows to be like
 * reads the whole inbox again and again beside those who are being measured.
 */
export async function isWorkLeft(owner: Pool): Promise<boolean> {
  const { rows } = await owner.query<{ left: boolean }>(
    `SELECT (SELECT due_at FROM delivery WHERE due_at IS NOT NULL ORDER BY due_at LIMIT 1)
              IS NOT NULL
         OR coalesce((SELECT due_at FROM work_item WHERE kind = 'settle' ORDER BY due_at LIMIT 1)
                       < now() + interval '1 hour', false) AS left`,
  );
  return rows[0]?.left ?? true;
}
