import type { FlowRow } from "#app/domain/engine/transfers.ts";
import type { SpendByMonth } from "#app/domain/engine/spend-by-month.ts";
import type { Lot } from "#app/domain/engine/state.ts";
import type { ChainedTransfer } from "#app/domain/chain.ts";
import { formatExact } from "#app/domain/exact-json.ts";
import type { Tx } from "#app/db/context.ts";

/** What posting needs to know of a member, read under its lock. */
export type LockedMember = {
  id: string;
  flows: FlowRow[];
  chainSeq: bigint;
  chainHash: Uint8Array;
  tierId: string | null;
  tierSince: Date | null;
  tierProgress: bigint;
  spendByMonth: SpendByMonth;
  /** Whether the member has become another one, by a merge. */
  merged: boolean;
};

/** A transfer ready to be written, with its link in the member's chain. */
export type PostedTransfer = ChainedTransfer & { hash: Uint8Array };

/** What a member's rows say once a settlement is posted. */
export type MemberAfter = {
  id: string;
  flows: FlowRow[];
  pendingPoints: bigint;
  availablePoints: bigint;
  reservedPoints: bigint;
  debtPoints: bigint;
  tierId: string | null;
  tierSince: Date | null;
  tierProgress: bigint;
  spendByMonth: SpendByMonth;
  chainSeq: bigint;
  chainHash: Uint8Array;
  lots: Lot[];
};

type LockedRow = {
  id: string;
  state: FlowRow[] | null;
  chain_seq: bigint;
  chain_hash: Uint8Array;
  tier_id: string | null;
  tier_since: Date | null;
  tier_progress: bigint;
  spend_by_month: SpendByMonth;
  merged: boolean;
};

/** Locks members in the order of their ids, so that two settlements cannot deadlock. */
export async function lockMembers(
  tx: Tx,
  shopId: bigint,
  memberIds: string[],
): Promise<LockedMember[]> {
  const rows = await tx.$queryRaw<LockedRow[]>`
    SELECT id::text, state, chain_seq, chain_hash, tier_id, tier_since, tier_progress,
           spend_by_month, merged_into IS NOT NULL AS merged
    FROM member
    WHERE shop_id = ${shopId} AND id = ANY(${memberIds}::uuid[]) ORDER BY id FOR UPDATE`;
  return rows.map((row) => ({
    id: row.id,
    flows: row.state ?? [],
    chainSeq: row.chain_seq,
    chainHash: row.chain_hash,
    tierId: row.tier_id,
    tierSince: row.tier_since,
    tierProgress: row.tier_progress,
    spendByMonth: row.spend_by_month,
    merged: row.merged,
  }));
}

/** The lots of some members as they are kept, each member's as one text to compare. */
export async function listLotTexts(
  tx: Tx,
  shopId: bigint,
  memberIds: string[],
): Promise<Map<string, string>> {
  const rows = await tx.lot.findMany({ where: { shopId, memberId: { in: memberIds } } });
  const byMember = Map.groupBy(rows, ({ memberId }) => memberId);
  const lotOf = ({ since, expiresAt, ...lot }: (typeof rows)[number]): Lot => ({
    ...lot,
    since: since.getTime(),
    expiresAt: expiresAt?.getTime() ?? null,
  });
  return new Map([...byMember].map(([id, lots]) => [id, formatLots(lots.map(lotOf))]));
}

/** Lots as one text: the same for the same lots, in whatever order. */
export function formatLots(lots: Lot[]): string {
  const texts = lots.map(
    ({ lot, points, since, expiresAt }) => `${lot}=${points}@${since}-${expiresAt ?? ""}`,
  );
  return texts.sort().join(" ");
}

/** Writes a settlement of several members: a few statements, however many they are. */
export async function postSettlement(
  tx: Tx,
  shopId: bigint,
  settlement: { transfers: PostedTransfer[]; members: MemberAfter[] },
): Promise<void> {
  const { transfers, members } = settlement;
  if (transfers.length > 0) await insertTransfers(tx, transfers);
  await updateMembers(tx, shopId, members);
  await replaceLots(tx, shopId, members);
}

async function insertTransfers(tx: Tx, transfers: PostedTransfer[]): Promise<void> {
  const rows = transfers.map((transfer) => ({
    shop_id: transfer.shopId.toString(),
    member_id: transfer.memberId,
    seq: transfer.seq.toString(),
    key: transfer.key,
    from_account: transfer.from,
    to_account: transfer.to,
    points: transfer.points.toString(),
    source: transfer.source,
    lot: transfer.lot,
    reason: transfer.reason,
    author: transfer.author,
    version: transfer.version,
    happened_at: transfer.happenedAt,
    recorded_at: transfer.recordedAt,
    receipt: transfer.receipt,
    commitment: hex(transfer.commitment),
    hash: hex(transfer.hash),
  }));
  await tx.$executeRaw`
    INSERT INTO transfer (shop_id, member_id, seq, key, from_account, to_account, points, source,
      lot, reason, author, version, happened_at, recorded_at, receipt, commitment, hash)
    SELECT shop_id, member_id, seq, key, from_account, to_account, points, source, lot, reason,
      author, version, happened_at, recorded_at, nullif(receipt, 'null'::jsonb), commitment, hash
    FROM jsonb_to_recordset(${JSON.stringify(rows)}::jsonb) AS t(shop_id bigint, member_id uuid,
      seq bigint, key text, from_account text, to_account text, points bigint, source text,
      lot text, reason text, author text, version int, happened_at timestamptz,
      recorded_at timestamptz, receipt jsonb, commitment bytea, hash bytea)`;
}

async function updateMembers(tx: Tx, shopId: bigint, members: MemberAfter[]): Promise<void> {
  const rows = members.map((member) => ({
    id: member.id,
    state: member.flows,
    pending: member.pendingPoints.toString(),
    available: member.availablePoints.toString(),
    reserved: member.reservedPoints.toString(),
    debt: member.debtPoints.toString(),
    tier_id: member.tierId,
    tier_since: member.tierSince,
    tier_progress: member.tierProgress.toString(),
    spend_by_month: member.spendByMonth,
    chain_seq: member.chainSeq.toString(),
    chain_hash: hex(member.chainHash),
  }));
  await tx.$executeRaw`
    UPDATE member m SET state = t.state, pending_points = t.pending,
      available_points = t.available, reserved_points = t.reserved, debt_points = t.debt,
      tier_id = t.tier_id, tier_since = t.tier_since, tier_progress = t.tier_progress,
      spend_by_month = t.spend_by_month, chain_seq = t.chain_seq,
      chain_hash = t.chain_hash, sync_version = m.sync_version + 1
    FROM jsonb_to_recordset(${JSON.stringify(rows)}::jsonb) AS t(id uuid, state jsonb,
      pending bigint, available bigint, reserved bigint, debt bigint, tier_id text,
      tier_since timestamptz, tier_progress bigint,
      spend_by_month jsonb, chain_seq bigint, chain_hash bytea)
    WHERE m.shop_id = ${shopId} AND m.id = t.id`;
}

async function replaceLots(tx: Tx, shopId: bigint, members: MemberAfter[]): Promise<void> {
  const rows = members.flatMap(({ id, lots }) =>
    lots.map(({ lot, points, since, expiresAt }) => ({
      member_id: id,
      lot,
      points: points.toString(),
      since: new Date(since),
      expires_at: expiresAt === null ? null : new Date(expiresAt),
    })),
  );
  const memberIds = members.map(({ id }) => id);
  const lots = JSON.stringify(rows);
  await tx.$executeRaw`
    DELETE FROM lot WHERE shop_id = ${shopId} AND member_id = ANY(${memberIds}::uuid[])
      AND (member_id, lot) NOT IN (
        SELECT member_id, lot
        FROM jsonb_to_recordset(${lots}::jsonb) AS t(member_id uuid, lot text))`;
  await tx.$executeRaw`
    INSERT INTO lot (shop_id, member_id, lot, points, since, expires_at)
    SELECT ${shopId}, t.* FROM jsonb_to_recordset(${lots}::jsonb) AS t(member_id uuid, lot text,
      points bigint, since timestamptz, expires_at timestamptz)
    ON CONFLICT (shop_id, member_id, lot) DO UPDATE
    SET points = EXCLUDED.points, since = EXCLUDED.since, expires_at = EXCLUDED.expires_at
    WHERE (lot.points, lot.since, lot.expires_at)
      IS DISTINCT FROM (EXCLUDED.points, EXCLUDED.since, EXCLUDED.expires_at)`;
}

function hex(bytes: Uint8Array): string {
  return `\\x${Buffer.from(bytes).toString("hex")}`;
}

/** A receipt as the plain JSON that is stored and hashed. */
export function plainReceipt(receipt: unknown): unknown {
  return receipt === null ? null : JSON.parse(formatExact(receipt));
}
