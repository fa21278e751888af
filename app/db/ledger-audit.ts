import type { Head, MemberRecord, Root, Standing } from "#app/domain/audit/records.ts";
import type { AuditedTransfer } from "#app/domain/audit/records.ts";
import type { FlowRow } from "#app/domain/engine/transfers.ts";
import type { Tx } from "#app/db/context.ts";

/** Members by id, both ends included. */
export type IdRange = { from: string; to: string };

type StandingRow = {
  id: string;
  chain_seq: bigint;
  chain_hash: Uint8Array;
  pending: bigint;
  available: bigint;
  reserved: bigint;
  debt: bigint;
  state: FlowRow[] | null;
  lots: Record<string, string> | null;
};

/** Members of a range with what their rows and their lots say, all as of the same moment. */
export async function listStandings(
  tx: Tx,
  shopId: bigint,
  { from, to, limit }: IdRange & { limit: number },
): Promise<Map<string, Standing>> {
  const rows = await tx.$queryRaw<StandingRow[]>`
    SELECT id::text, chain_seq, chain_hash, pending_points AS pending, state,
      available_points AS available, reserved_points AS reserved, debt_points AS debt,
      (SELECT jsonb_object_agg(l.lot, l.points::text) FROM lot l
       WHERE l.shop_id = ${shopId} AND l.member_id = m.id) AS lots
    FROM member m
    WHERE m.shop_id = ${shopId} AND m.id BETWEEN ${from}::uuid AND ${to}::uuid
    ORDER BY m.id LIMIT ${limit}`;
  return new Map(rows.map((row) => [row.id, standingOf(row)]));
}

function standingOf(row: StandingRow): Standing {
  const { pending, available, reserved, debt } = row;
  return {
    chainSeq: row.chain_seq,
    chainHash: row.chain_hash,
    balances: { pending, available, reserved, debt },
    lots: Object.fromEntries(
      Object.entries(row.lots ?? {}).map(([lot, points]) => [lot, BigInt(points)]),
    ),
    flows: Object.fromEntries(
      (row.state ?? []).map(([source, lot, a, b, points]) => [
        [source, lot, a, b].join("|"),
        BigInt(points),
      ]),
    ),
  };
}

/** All transfers and heads of a range, also those of members who are not there. */
export async function listHistories(
  tx: Tx,
  shopId: bigint,
  { from, to, closedUntil }: IdRange & { closedUntil: bigint },
): Promise<Map<string, Omit<MemberRecord, "standing">>> {
  const transfers = await tx.$queryRaw<AuditedTransfer[]>`
    SELECT shop_id AS "shopId", member_id::text AS "memberId", seq, key, from_account AS "from",
      to_account AS "to", points, source, lot, reason, author, version, receipt, commitment, hash,
      (extract(epoch FROM happened_at) * 1000000)::bigint AS "happenedAt",
      (extract(epoch FROM recorded_at) * 1000000)::bigint AS "recordedAt"
    FROM transfer
    WHERE shop_id = ${shopId} AND member_id BETWEEN ${from}::uuid AND ${to}::uuid
    ORDER BY member_id, seq`;
  const heads = await tx.$queryRaw<Head[]>`
    SELECT member_id::text AS "memberId", seq, hash,
      (extract(epoch FROM until_at) * 1000000)::bigint AS "untilAt"
    FROM ledger_head
    WHERE shop_id = ${shopId} AND member_id BETWEEN ${from}::uuid AND ${to}::uuid
    ORDER BY member_id, until_at`;
  const histories = new Map<string, Omit<MemberRecord, "standing">>();
  const historyOf = (memberId: string) => {
    const history = histories.get(memberId) ?? { memberId, transfers: [], heads: [] };
    histories.set(memberId, history);
    return history;
  };
  for (const transfer of transfers) historyOf(transfer.memberId).transfers.push(transfer);
  for (const head of heads) {
    // A day that is closed while we read is for the next time.
    if (head.untilAt <= closedUntil) historyOf(head.memberId).heads.push(head);
  }
  return histories;
}

/** The days that were closed, oldest first. */
export async function listRoots(tx: Tx, shopId: bigint): Promise<Root[]> {
  return tx.$queryRaw<Root[]>`
    SELECT (extract(epoch FROM until_at) * 1000000)::bigint AS "untilAt", day, members, previous,
      root
    FROM ledger_root WHERE shop_id = ${shopId} ORDER BY until_at`;
}
