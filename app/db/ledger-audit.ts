import type { Head, MemberRecord, Root, Standing } from "#app/domain/audit/records.ts";
import type { AuditedTransfer } from "#app/domain/audit/records.ts";
import { parsePosted, type Posted } from "#app/domain/engine/posted.ts";
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
  posted: string | null;
  lots: Record<string, [points: string, lifetime: string]> | null;
};

/** Members of a range with what their rows and their lots say, all as of the same moment. */
export async function listStandings(
  tx: Tx,
  shopId: bigint,
  { from, to, limit }: IdRange & { limit: number },
): Promise<Map<string, Standing>> {
  const rows = await tx.$queryRaw<StandingRow[]>`
    SELECT id::text, chain_seq, chain_hash, pending_points AS pending, posted,
      available_points AS available, reserved_points AS reserved, debt_points AS debt,
      (SELECT jsonb_object_agg(l.lot, jsonb_build_array(l.points::text, concat(
         to_char(l.since AT TIME ZONE 'UTC', ${MICROSECONDS}::text), '/',
         to_char(l.expires_at AT TIME ZONE 'UTC', ${MICROSECONDS}::text)))) FROM lot l
       WHERE l.shop_id = ${shopId} AND l.member_id = m.id) AS lots
    FROM member m
    WHERE m.shop_id = ${shopId} AND m.id BETWEEN ${from}::uuid AND ${to}::uuid
    ORDER BY m.id LIMIT ${limit}`;
  return new Map(rows.map((row) => [row.id, standingOf(row)]));
}

function standingOf(row: StandingRow): Standing {
  const { pending, available, reserved, debt } = row;
  const lots = Object.entries(row.lots ?? {});
  return {
    chainSeq: row.chain_seq,
    chainHash: row.chain_hash,
    balances: { pending, available, reserved, debt },
    lots: Object.fromEntries(lots.map(([lot, [points]]) => [lot, BigInt(points)])),
    lifetimes: Object.fromEntries(lots.map(([lot, [, lifetime]]) => [lot, lifetime])),
    posted: row.posted === null ? null : postedOf(row.posted),
  };
}

/** One row that was altered must not keep the others from being checked. */
function postedOf(text: string): Standing["posted"] {
  try {
    return summaryOf(parsePosted(text));
  } catch {
    return "unreadable";
  }
}

function summaryOf({ flows, lots }: Posted): Standing["posted"] {
  const textOf = (at: number) => new Date(at).toISOString().replace("Z", "000Z");
  return {
    flows: Object.fromEntries([...flows].map(([key, { points }]) => [key, points])),
    lifetimes: Object.fromEntries(
      lots.map(({ lot, since, expiresAt }) => [
        lot,
        `${textOf(since)}/${expiresAt === null ? "" : textOf(expiresAt)}`,
      ]),
    ),
  };
}

/** As ISO 8601 has it, in UTC. */
const MICROSECONDS = `YYYY-MM-DD"T"HH24:MI:SS.US"Z"`;

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
