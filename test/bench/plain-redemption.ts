import { randomBytes, randomUUID } from "node:crypto";
import type pg from "pg";

const COST = 100n;

/**
 * What spending points oldest first costs at the very least, as somebody would write it who needs
 * nothing else: no settling, no chain, no receipt, no idempotence. Leaves the shop's books wrong.
 */
export async function redeemPlainly(
  pool: pg.Pool,
  { shopId, memberId, customerId }: { shopId: bigint; memberId: string; customerId: string },
): Promise<void> {
  const client = await pool.connect();
  const id = randomUUID();
  try {
    await client.query("BEGIN");
    await client.query(ENTER);
    await client.query({ name: "enter", text: ENTER_SHOP, values: [shopId.toString()] });
    await client.query({ name: "take", text: TAKE, values: [shopId, memberId, COST] });
    await client.query({
      name: "note",
      text: NOTE,
      values: [shopId, memberId, id, customerId, randomUUID(), randomBytes(32), COST],
    });
    await client.query("COMMIT");
  } catch (error) {
    await client.query("ROLLBACK");
    throw error;
  } finally {
    client.release();
  }
}

const ENTER = "SET LOCAL statement_timeout = '60s'";
const ENTER_SHOP = "SELECT set_config('laurel.shop_id', $1, true)";

const TAKE = `
  WITH owner AS (
    SELECT 1 FROM member WHERE shop_id = $1 AND id = $2::uuid FOR UPDATE
  ), held AS (
    SELECT lot, points, coalesce(sum(points) OVER (ORDER BY expires_at, lot
      ROWS BETWEEN UNBOUNDED PRECEDING AND 1 PRECEDING), 0) AS before
    FROM lot, owner WHERE shop_id = $1 AND member_id = $2::uuid
  ), taken AS (
    SELECT lot, points, least(points, $3 - before) AS take FROM held WHERE before < $3
  ), emptied AS (
    DELETE FROM lot l USING taken t
    WHERE l.shop_id = $1 AND l.member_id = $2::uuid AND l.lot = t.lot AND t.take = t.points
  )
  UPDATE lot l SET points = l.points - t.take::bigint FROM taken t
  WHERE l.shop_id = $1 AND l.member_id = $2::uuid AND l.lot = t.lot AND t.take < t.points`;

const NOTE = `
  WITH moved AS (
    UPDATE member SET available_points = available_points - $7, chain_seq = chain_seq + 1,
      reserved_points = reserved_points + $7
    WHERE shop_id = $1 AND id = $2::uuid RETURNING chain_seq
  ), noted AS (
    INSERT INTO transfer (shop_id, member_id, seq, key, from_account, to_account, points, source,
      reason, happened_at, recorded_at, hash)
    SELECT $1, $2::uuid, chain_seq, $5::text, 'available', 'reserved', $7, 'redemption:' || $3,
      'redeemed', now(), now(), $6 FROM moved
  )
  INSERT INTO redemption (shop_id, id, member_id, request_id, state, reward, cost_points, takes,
    code, customer_id, author, reserved_at, seen_before)
  VALUES ($1, $3::uuid, $2::uuid, $5, 'requested', '{}', $7, '[]', $3, $4, 'bench', now(), '{}')`;
