import type { SpendByMonth } from "#app/domain/engine/spend-by-month.ts";
import type { LotChanges } from "#app/domain/engine/lot-changes.ts";
import type { ChainedTransfer } from "#app/domain/chain.ts";
import type { Instant } from "#app/domain/order-facts.ts";
import type { Tx } from "#app/db/context.ts";
import { jsonArray } from "#app/db/array-literals.ts";
import { addUpPosted } from "#app/db/posted.ts";

/** What posting needs to know of a member, read under its lock. */
export type LockedMember = {
  id: string;
  /** What the ledger says: see domain/engine/posted.ts. */
  posted: string;
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
export type PostedTransfer = ChainedTransfer & { hash: Uint8Array; receiptText: string };

/** What a member's rows say once a settlement is posted. */
export type MemberAfter = {
  id: string;
  posted: string;
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
  lots: LotChanges;
};

type LockedRow = {
  id: string;
  posted: string | null;
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
    SELECT id::text, posted, chain_seq, chain_hash, tier_id, tier_since, tier_progress,
           spend_by_month, merged_into IS NOT NULL AS merged
    FROM member
    WHERE shop_id = ${shopId} AND id = ANY(${memberIds}::uuid[]) ORDER BY id FOR UPDATE`;
  // Nobody keeps it with a member who was last settled by an older version.
  const unknown = rows.flatMap((row) => (row.posted === null && row.chain_seq > 0n ? row.id : []));
  const addedUp = unknown.length > 0 ? await addUpPosted(tx, shopId, unknown) : null;
  return rows.map((row) => ({
    id: row.id,
    posted: row.posted ?? addedUp?.get(row.id) ?? "",
    chainSeq: row.chain_seq,
    chainHash: row.chain_hash,
    tierId: row.tier_id,
    tierSince: row.tier_since,
    tierProgress: row.tier_progress,
    spendByMonth: row.spend_by_month,
    merged: row.merged,
  }));
}

/** Writes a settlement of several members: a few statements, however many they are. */
export async function postSettlement(
  tx: Tx,
  shopId: bigint,
  settlement: { transfers: PostedTransfer[]; members: MemberAfter[] },
): Promise<void> {
  const { transfers, members } = settlement;
  await Promise.all([
    insertTransfers(tx, transfers),
    updateMembers(tx, shopId, members),
    deleteLots(tx, shopId, members),
    putLots(tx, shopId, members),
  ]);
}

async function insertTransfers(tx: Tx, transfers: PostedTransfer[]): Promise<void> {
  if (transfers.length === 0) return;
  const each = <T>(pick: (transfer: PostedTransfer) => T) => transfers.map(pick);
  await tx.$executeRaw`
    INSERT INTO transfer (shop_id, member_id, seq, key, from_account, to_account, points, source,
      lot, reason, author, version, happened_at, recorded_at, receipt, commitment, hash)
    SELECT * FROM unnest(
      ${each(({ shopId }) => shopId)}::bigint[],
      ${each(({ memberId }) => memberId)}::uuid[],
      ${each(({ seq }) => seq)}::bigint[],
      ${each(({ key }) => key)}::text[],
      ${each(({ from }) => from)}::text[],
      ${each(({ to }) => to)}::text[],
      ${each(({ points }) => points)}::bigint[],
      ${each(({ source }) => source)}::text[],
      ${each(({ lot }) => lot)}::text[],
      ${each(({ reason }) => reason)}::text[],
      ${each(({ author }) => author)}::text[],
      ${each(({ version }) => version)}::int[],
      ${each(({ happenedAt }) => happenedAt)}::timestamptz[],
      ${each(({ recordedAt }) => recordedAt)}::timestamptz[],
      ${jsonArray(each(receiptOf))}::jsonb[],
      ${each(({ commitment }) => commitment)}::bytea[],
      ${each(({ hash }) => hash)}::bytea[])`;
}

function receiptOf({ receipt, receiptText }: PostedTransfer): string | null {
  return receipt === null ? null : receiptText;
}

async function updateMembers(tx: Tx, shopId: bigint, members: MemberAfter[]): Promise<void> {
  const each = <T>(pick: (member: MemberAfter) => T) => members.map(pick);
  await tx.$executeRaw`
    UPDATE member m SET posted = t.posted, state = NULL, pending_points = t.pending,
      available_points = t.available, reserved_points = t.reserved, debt_points = t.debt,
      tier_id = t.tier_id, tier_since = t.tier_since, tier_progress = t.tier_progress,
      spend_by_month = t.spend_by_month, chain_seq = t.chain_seq,
      chain_hash = t.chain_hash, sync_version = m.sync_version + 1
    FROM unnest(
      ${each(({ id }) => id)}::uuid[],
      ${jsonArray(each(({ posted }) => posted))}::text[],
      ${each(({ pendingPoints }) => pendingPoints)}::bigint[],
      ${each(({ availablePoints }) => availablePoints)}::bigint[],
      ${each(({ reservedPoints }) => reservedPoints)}::bigint[],
      ${each(({ debtPoints }) => debtPoints)}::bigint[],
      ${each(({ tierId }) => tierId)}::text[],
      ${each(({ tierSince }) => tierSince)}::timestamptz[],
      ${each(({ tierProgress }) => tierProgress)}::bigint[],
      ${jsonArray(each(({ spendByMonth }) => JSON.stringify(spendByMonth)))}::jsonb[],
      ${each(({ chainSeq }) => chainSeq)}::bigint[],
      ${each(({ chainHash }) => chainHash)}::bytea[]
    ) AS t (id, posted, pending, available, reserved, debt, tier_id, tier_since, tier_progress,
            spend_by_month, chain_seq, chain_hash)
    WHERE m.shop_id = ${shopId} AND m.id = t.id`;
}

async function deleteLots(tx: Tx, shopId: bigint, members: MemberAfter[]): Promise<void> {
  const gone = members.flatMap(({ id, lots }) => lots.gone.map((lot) => ({ id, lot })));
  if (gone.length === 0) return;
  await tx.$executeRaw`
    DELETE FROM lot
    USING unnest(${gone.map(({ id }) => id)}::uuid[], ${gone.map(({ lot }) => lot)}::text[])
      AS gone (member_id, lot)
    WHERE lot.shop_id = ${shopId} AND lot.member_id = gone.member_id AND lot.lot = gone.lot`;
}

async function putLots(tx: Tx, shopId: bigint, members: MemberAfter[]): Promise<void> {
  const put = members.flatMap(({ id, lots }) => lots.put.map((lot) => ({ id, ...lot })));
  if (put.length === 0) return;
  await tx.$executeRaw`
    INSERT INTO lot (shop_id, member_id, lot, points, since, expires_at)
    SELECT ${shopId}, t.* FROM unnest(
      ${put.map(({ id }) => id)}::uuid[],
      ${put.map(({ lot }) => lot)}::text[],
      ${put.map(({ points }) => points)}::bigint[],
      ${put.map(({ since }) => momentOf(since))}::timestamptz[],
      ${put.map(({ expiresAt }) => momentOf(expiresAt))}::timestamptz[]
    ) AS t
    ON CONFLICT (shop_id, member_id, lot) DO UPDATE
    SET points = EXCLUDED.points, since = EXCLUDED.since, expires_at = EXCLUDED.expires_at`;
}

function momentOf(at: Instant | null): Date | null {
  return at === null ? null : new Date(at);
}
