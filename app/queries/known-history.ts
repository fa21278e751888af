import type { Tx } from "#app/db/context.ts";

/** Orders of members since a moment: what a program that counts from then on judges. */
export async function readKnownHistory(tx: Tx, shopId: bigint, since: Date | null) {
  const [row] = await tx.$queryRaw<{ orders: bigint; members: bigint; first: Date | null }[]>`
    SELECT count(*) FILTER (WHERE placed_at >= ${since ?? new Date(0)}) AS orders,
           count(DISTINCT member_id) FILTER (WHERE placed_at >= ${since ?? new Date(0)}) AS members,
           min(placed_at) AS first
    FROM order_fact
    WHERE shop_id = ${shopId} AND member_id IS NOT NULL AND deleted_at IS NULL`;
  return {
    orders: Number(row?.orders ?? 0n),
    members: Number(row?.members ?? 0n),
    first: row?.first?.toISOString() ?? null,
  };
}
