import type { Tx } from "#app/db/context.ts";

/**
 * Gives all facts of one member to another, under both their locks, and leaves a sign where they
 * went. Transfers stay: settling takes them back from the one and makes them for the other.
 */
export async function moveMember(
  tx: Tx,
  shopId: bigint,
  { from, to }: { from: string; to: string },
): Promise<void> {
  await tx.$executeRaw`
    SELECT FROM member WHERE shop_id = ${shopId} AND id = ANY(${[from, to]}::uuid[])
    ORDER BY id FOR UPDATE`;
  const ofOne = { where: { shopId, memberId: from }, data: { memberId: to } };
  await tx.orderFact.updateMany(ofOne);
  await tx.redemption.updateMany(ofOne);
  await tx.adjustment.updateMany(ofOne);
  await tx.memberEvent.updateMany(ofOne);
  await tx.tombstone.updateMany(ofOne);
  await tx.member.updateMany({
    where: { shopId, OR: [{ id: from }, { mergedInto: from }] },
    data: { mergedInto: to, displayName: null, email: null, searchText: "" },
  });
  await tx.$executeRaw`
    UPDATE member SET sync_version = sync_version + 1,
      joined_at = LEAST(joined_at, (SELECT joined_at FROM member
                                    WHERE shop_id = ${shopId} AND id = ${from}::uuid))
    WHERE shop_id = ${shopId} AND id = ${to}::uuid`;
}
