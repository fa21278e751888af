import type { Pool } from "pg";
import { orderBody, type BenchOrder } from "#test/bench/order-bodies.ts";

/** Puts one delivery of `orders/paid` for each order into the inbox, as the web server would. */
export async function fillInbox(owner: Pool, domain: string, orders: BenchOrder[]): Promise<void> {
  const now = new Date();
  for (let start = 0; start < orders.length; start += 1000) {
    const some = orders.slice(start, start + 1000);
    await owner.query(
      `INSERT INTO delivery (shop_domain, triggered_on, webhook_id, topic, event_id, triggered_at,
         received_at, body, due_at)
       SELECT $1, $2::timestamptz::date, id, 'orders/paid', id, $2, $2, body, $2
       FROM unnest($3::text[], $4::bytea[]) AS t(id, body)`,
      [domain, now, some.map(({ number }) => `webhook-${number}`), some.map(orderBody)],
    );
  }
  await owner.query("ANALYZE delivery");
}

/** Whether anything is left to keep or to settle. What time alone will change does not count. */
export async function isWorkLeft(owner: Pool): Promise<boolean> {
  const { rows } = await owner.query<{ left: boolean }>(
    `SELECT EXISTS (SELECT FROM delivery WHERE due_at IS NOT NULL)
       OR EXISTS (SELECT FROM work_item
                  WHERE kind = 'settle' AND due_at < now() + interval '1 hour') AS left`,
  );
  return rows[0]?.left ?? true;
}
