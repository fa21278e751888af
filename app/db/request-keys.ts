import type { Tx } from "#app/db/context.ts";

/** What a member asks for: a request id is the browser's, and unique for a member only. */
export type MemberRequest = { memberId: string; requestId: string };

export function requestKey(memberId: string, requestId: string): string {
  return `${memberId}:${requestId}`;
}

/**
 * Other keys under which members' requests may be known, each with the member's own. A retry may
 * come after a merge: what was asked for by a member who has become this one is asked for by this
 * one.
 */
export async function listFormerKeys(
  tx: Tx,
  shopId: bigint,
  requests: MemberRequest[],
): Promise<Map<string, string>> {
  const memberIds = requests.map(({ memberId }) => memberId);
  const former = await tx.$queryRaw<{ id: string; mergedInto: string }[]>`
    SELECT id::text AS id, merged_into::text AS "mergedInto" FROM member
    WHERE shop_id = ${shopId} AND merged_into = ANY(${memberIds}::uuid[])`;
  const keys = new Map<string, string>();
  for (const { id, mergedInto } of former) {
    for (const { requestId } of requests.filter(({ memberId }) => memberId === mergedInto)) {
      keys.set(requestKey(id, requestId), requestKey(mergedInto, requestId));
    }
  }
  return keys;
}

/** All keys under which one request of a member may be known. */
export async function listRequestKeys(
  tx: Tx,
  shopId: bigint,
  { memberId, requestId }: MemberRequest,
): Promise<string[]> {
  const former = await listFormerKeys(tx, shopId, [{ memberId, requestId }]);
  return [requestKey(memberId, requestId), ...former.keys()];
}
