import type { Tx } from "#app/db/context.ts";

/** A transfer that says how it came about. */
export type SampledTransfer = {
  memberId: string;
  seq: bigint;
  source: string;
  lot: string;
  from: string;
  to: string;
  happenedAt: Date;
  receipt: unknown;
};

/**
 * As many members as there are places: who comes next after each place among all ids, and where
 * that is not enough (in a small shop), the first ones.
 */
export async function listMembersFrom(tx: Tx, shopId: bigint, places: string[]): Promise<string[]> {
  const rows = await tx.$queryRaw<{ id: string }[]>`
    SELECT id::text AS id FROM (
      SELECT next.id, 0 AS rank
      FROM unnest(${places}::uuid[]) AS place
      CROSS JOIN LATERAL (
        SELECT id FROM member WHERE shop_id = ${shopId} AND id >= place AND merged_into IS NULL
        ORDER BY id LIMIT 1) AS next
      UNION ALL
      (SELECT id, 1 FROM member WHERE shop_id = ${shopId} AND merged_into IS NULL
       ORDER BY id LIMIT ${places.length})
    ) AS picked
    GROUP BY id ORDER BY min(rank), id LIMIT ${places.length}`;
  return rows.map(({ id }) => id);
}

/**
 * Transfers of members that carry a receipt which still stands. One that was followed by another
 * about an earlier moment is left out: something that had happened before was learned later.
 */
export async function listReceipts(
  tx: Tx,
  shopId: bigint,
  memberIds: string[],
): Promise<SampledTransfer[]> {
  return tx.$queryRaw<SampledTransfer[]>`
    SELECT t.member_id::text AS "memberId", t.seq, t.source, t.lot, t.from_account AS "from",
           t.to_account AS "to", t.happened_at AS "happenedAt", t.receipt
    FROM transfer t
    WHERE t.shop_id = ${shopId} AND t.member_id = ANY(${memberIds}::uuid[])
      AND t.receipt IS NOT NULL AND t.reason <> 'corrected'
      AND NOT EXISTS (
        SELECT FROM transfer later
        WHERE later.shop_id = ${shopId} AND later.member_id = t.member_id AND later.seq > t.seq
          AND later.recorded_at > t.recorded_at
          AND (later.happened_at <= t.happened_at
               OR later.source = t.source AND later.reason = 'corrected'))
    ORDER BY t.member_id, t.seq`;
}
