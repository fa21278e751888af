import type { Tx } from "#app/db/context.ts";

/** A day that is closed: what its row holds. */
export type RootRow = {
  untilAt: Date;
  day: string;
  members: bigint;
  previous: Uint8Array;
  root: Uint8Array;
};

/** Two workers that close days of one shop at once take turns. */
export async function lockRoots(tx: Tx, shopId: bigint): Promise<void> {
  await tx.$executeRaw`
    SELECT pg_advisory_xact_lock(hashtextextended('laurel.ledger-root', ${shopId}))`;
}

export async function findLastRoot(tx: Tx, shopId: bigint): Promise<RootRow | null> {
  return tx.ledgerRoot.findFirst({
    where: { shopId },
    orderBy: { untilAt: "desc" },
    select: { untilAt: true, day: true, members: true, previous: true, root: true },
  });
}

/** When the first transfer was recorded that no root covers. */
export async function findFirstUncovered(
  tx: Tx,
  shopId: bigint,
  coveredUntil: Date,
): Promise<Date | null> {
  const row = await tx.transfer.findFirst({
    where: { shopId, recordedAt: { gte: coveredUntil } },
    orderBy: { recordedAt: "asc" },
    select: { recordedAt: true },
  });
  return row?.recordedAt ?? null;
}

/**
 * Keeps where the chains stood that grew in a stretch of time, and hashes it all: the members of
 * each first byte on their own, then the buckets. One statement, however many members they are.
 */
export async function addHeads(
  tx: Tx,
  shopId: bigint,
  { since, untilAt }: { since: Date; untilAt: Date },
): Promise<{ members: bigint; hash: Uint8Array }> {
  const [sum] = await tx.$queryRaw<{ members: bigint; hash: Uint8Array }[]>`
    WITH head AS (
      INSERT INTO ledger_head (shop_id, member_id, until_at, seq, hash)
      SELECT DISTINCT ON (member_id) shop_id, member_id, ${untilAt}::timestamptz, seq, hash
      FROM transfer
      WHERE shop_id = ${shopId} AND recorded_at >= ${since} AND recorded_at < ${untilAt}
      ORDER BY member_id, seq DESC
      RETURNING member_id, seq, hash
    ), bucket AS (
      SELECT get_byte(uuid_send(member_id), 0) AS first, count(*) AS members,
        sha256(string_agg(uuid_send(member_id) || int8send(seq) || hash, ''::bytea
                          ORDER BY member_id)) AS hash
      FROM head GROUP BY 1
    )
    SELECT coalesce(sum(members), 0)::bigint AS members,
      sha256(coalesce(string_agg(hash, ''::bytea ORDER BY first), ''::bytea)) AS hash
    FROM bucket`;
  return sum ?? { members: 0n, hash: new Uint8Array() };
}

export async function addRoot(tx: Tx, shopId: bigint, root: RootRow): Promise<void> {
  const bytes = { previous: new Uint8Array(root.previous), root: new Uint8Array(root.root) };
  await tx.ledgerRoot.create({ data: { shopId, ...root, ...bytes } });
}
