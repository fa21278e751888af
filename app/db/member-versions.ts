import type { Tx } from "#app/db/context.ts";

/** How often each of these members has changed; those merged away or erased are left out. */
export async function listSyncVersions(
  tx: Tx,
  shopId: bigint,
  memberIds: string[],
): Promise<Map<string, bigint>> {
  const rows = await tx.$queryRaw<{ id: string; syncVersion: bigint }[]>`
    SELECT id::text AS id, sync_version AS "syncVersion" FROM member
    WHERE shop_id = ${shopId} AND id = ANY(${memberIds}::uuid[])
      AND merged_into IS NULL AND erased_at IS NULL`;
  return new Map(rows.map(({ id, syncVersion }) => [id, syncVersion]));
}

/** Those of these members who have not become another one. */
export async function listUnmerged(
  tx: Tx,
  shopId: bigint,
  memberIds: string[],
): Promise<Set<string>> {
  const rows = await tx.$queryRaw<{ id: string }[]>`
    SELECT id::text AS id FROM member
    WHERE shop_id = ${shopId} AND id = ANY(${memberIds}::uuid[]) AND merged_into IS NULL`;
  return new Set(rows.map(({ id }) => id));
}
