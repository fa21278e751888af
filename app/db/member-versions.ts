import type { Tx } from "#app/db/context.ts";

/** How often each of these members has changed; those merged away or erased are left out. */
export async function listSyncVersions(
  tx: Tx,
  shopId: bigint,
  memberIds: string[],
): Promise<Map<string, bigint>> {
  const rows = await tx.member.findMany({
    where: { shopId, id: { in: memberIds }, mergedInto: null, erasedAt: null },
    select: { id: true, syncVersion: true },
  });
  return new Map(rows.map(({ id, syncVersion }) => [id, syncVersion]));
}
