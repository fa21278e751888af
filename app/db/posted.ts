import { flowsOf, type Flow } from "#app/domain/engine/flows.ts";
import { formatPosted } from "#app/domain/engine/posted.ts";
import type { Lot } from "#app/domain/engine/state.ts";
import type { Tx } from "#app/db/context.ts";

/**
 * What ledgers say, added up from their transfers and lots: for members with whom it is not kept.
 * The members must be locked.
 */
export async function addUpPosted(
  tx: Tx,
  shopId: bigint,
  memberIds: string[],
): Promise<Map<string, string>> {
  const [sums, lots] = await Promise.all([
    tx.$queryRaw<(Flow & { memberId: string })[]>`
      SELECT member_id::text AS "memberId", source, lot, from_account AS "from",
        to_account AS "to", sum(points)::bigint AS points
      FROM transfer WHERE shop_id = ${shopId} AND member_id = ANY(${memberIds}::uuid[])
      GROUP BY member_id, source, lot, from_account, to_account`,
    tx.$queryRaw<(Omit<Lot, "since" | "expiresAt"> & LotRow)[]>`
      SELECT member_id::text AS "memberId", lot, points, since, expires_at AS "expiresAt"
      FROM lot WHERE shop_id = ${shopId} AND member_id = ANY(${memberIds}::uuid[])`,
  ]);
  const ledgers = new Map(memberIds.map((id) => [id, { moves: [] as Flow[], lots: [] as Lot[] }]));
  for (const { memberId, ...sum } of sums) ledgers.get(memberId)?.moves.push(sum);
  for (const { memberId, since, expiresAt, ...lot } of lots) {
    const times = { since: since.getTime(), expiresAt: expiresAt?.getTime() ?? null };
    ledgers.get(memberId)?.lots.push({ ...lot, ...times });
  }
  return new Map(
    [...ledgers].map(([id, ledger]) => {
      return [id, formatPosted({ flows: flowsOf(ledger.moves), lots: ledger.lots })];
    }),
  );
}

type LotRow = { memberId: string; since: Date; expiresAt: Date | null };
