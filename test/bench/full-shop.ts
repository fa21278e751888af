import type { Pool } from "pg";

const MEMBERS = 200_000;
const TRANSFERS_EACH = 5;

/**
 * Fills a shop with members who have five orders each: order facts, transfers, lots, balances and
 * work that is due some day. Made by SQL: nobody settles them here. Returns how many transfers.
 */
export async function fillShop(owner: Pool, shopId: bigint): Promise<number> {
  for (const statement of FILLING) await owner.query(statement, [shopId]);
  await owner.query("VACUUM ANALYZE");
  return MEMBERS * TRANSFERS_EACH;
}

const memberId = "lpad(to_hex(m), 32, '0')::uuid";
const orderId = `'gid://shopify/Order/' || (1000 + m * ${TRANSFERS_EACH} + o)`;
const eachMember = `generate_series(1, ${MEMBERS}) AS m`;
const eachOrder = `${eachMember}, generate_series(1, ${TRANSFERS_EACH}) AS o`;

const FILLING = [
  `INSERT INTO member (shop_id, id, joined_at, display_name, email, available_points, tier_id,
     chain_seq, spend_by_month)
   SELECT $1, ${memberId}, now() - m * interval '1 minute', 'Member ' || m,
     'member-' || m || '@example.com', 50, CASE WHEN m % 5 = 0 THEN 'silver' END,
     ${TRANSFERS_EACH}, '{"2026-03": "5000"}' FROM ${eachMember}`,
  `INSERT INTO alias (shop_id, customer_id, member_id, since)
   SELECT $1, 'gid://shopify/Customer/' || m, ${memberId}, now() FROM ${eachMember}`,
  `INSERT INTO order_fact (shop_id, order_id, name, customer_id, member_id, placed_at, updated_at,
     facts)
   SELECT $1, ${orderId}, '#' || m, 'gid://shopify/Customer/' || m, ${memberId},
     now() - o * interval '1 day', now() - o * interval '1 day',
     jsonb_build_object('orderId', ${orderId}, 'lines', jsonb_build_array(jsonb_build_object(
       'id', ${orderId}, 'title', repeat('tea ', 10), 'netMinor', jsonb_build_object('n', '1000'))))
   FROM ${eachOrder}`,
  `INSERT INTO transfer (shop_id, member_id, seq, key, from_account, to_account, points, source,
     lot, reason, happened_at, recorded_at, receipt, hash)
   SELECT $1, ${memberId}, o, 'order:' || ${orderId} || ':' || o || '@' || ${memberId}, 'issued',
     'available', 10, 'order:' || ${orderId}, 'order:' || ${orderId}, 'earned',
     now() - o * interval '1 day', now() - o * interval '1 day',
     jsonb_build_object('kind', 'order', 'lines', repeat('receipt ', 40)),
     sha256((${orderId})::bytea)
   FROM ${eachOrder}`,
  `INSERT INTO lot (shop_id, member_id, lot, points, since, expires_at)
   SELECT $1, ${memberId}, 'order:' || ${orderId}, 10, now(), now() + interval '300 days'
   FROM ${eachOrder}`,
  `INSERT INTO work_item (shop_id, kind, subject, due_at)
   SELECT $1, 'settle', ${memberId}::text, now() + interval '300 days' FROM ${eachMember}`,
];
