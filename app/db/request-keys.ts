import type { Tx } from "#app/db/context.ts";

/** A request id is the browser's, and unique for a member only. */
export function requestKey(memberId: string, requestId: string): string {
  return `${memberId}:${requestId}`;
}

/**
 * The keys under which a member's request may be known. A retry may come after a merge: what was
 * asked for by a member who has become this one is asked for by this one.
 */
export async function listRequestKeys(
  tx: Tx,
  shopId: bigint,
  { memberId, requestId }: { memberId: string; requestId: string },
): Promise<string[]> {
  const former = await tx.$queryRaw<{ id: string }[]>`
    SELECT id::text AS id FROM member
    WHERE shop_id = ${shopId} AND merged_into = ${memberId}::uuid`;
  return [memberId, ...former.map(({ id }) => id)].map((id) => requestKey(id, requestId));
}
