import type { Tx } from "#app/db/context.ts";

export type Alias = { customerId: string; memberId: string; goneAt: Date | null };

/** Makes a customer the same as a member; one who is a member already stays it. */
export async function addAlias(
  tx: Tx,
  shopId: bigint,
  alias: { customerId: string; memberId: string; since: Date },
): Promise<void> {
  await tx.alias.createMany({ data: [{ shopId, ...alias }], skipDuplicates: true });
}

/** All customers who are these members. */
export async function listAliases(tx: Tx, shopId: bigint, memberIds: string[]): Promise<Alias[]> {
  return tx.$queryRaw<Alias[]>`
    SELECT customer_id AS "customerId", member_id::text AS "memberId", gone_at AS "goneAt"
    FROM alias WHERE shop_id = ${shopId} AND member_id = ANY(${memberIds}::uuid[])
    ORDER BY customer_id`;
}

export async function moveAliases(
  tx: Tx,
  shopId: bigint,
  { from, to }: { from: string; to: string },
): Promise<void> {
  await tx.alias.updateMany({ where: { shopId, memberId: from }, data: { memberId: to } });
}

export async function deleteAliases(tx: Tx, shopId: bigint, customerIds: string[]): Promise<void> {
  await tx.alias.deleteMany({ where: { shopId, customerId: { in: customerIds } } });
}
