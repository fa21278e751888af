import type { Tx } from "#app/db/context.ts";

/** Members, points and codes of a shop, all together; given and redeemed are of thirty days. */
export type Figures = {
  members: number;
  available: number;
  pending: number;
  reserved: number;
  owed: number;
  given: number;
  redeemed: number;
  openCodes: number;
};

const DAY_MS = 86_400_000;

/** Counts the key figures of a shop: reads all members, and all transfers of thirty days. */
export async function countFigures(tx: Tx, shopId: bigint, now: Date): Promise<Figures> {
  const since = new Date(now.getTime() - 30 * DAY_MS);
  const [row] = await tx.$queryRaw<Record<keyof Figures, bigint>[]>`
    SELECT m.*, t.*, r.open_codes AS "openCodes"
    FROM (
      SELECT count(*) FILTER (WHERE merged_into IS NULL AND erased_at IS NULL) AS members,
             coalesce(sum(available_points), 0)::bigint AS available,
             coalesce(sum(pending_points), 0)::bigint AS pending,
             coalesce(sum(reserved_points), 0)::bigint AS reserved,
             coalesce(-sum(debt_points), 0)::bigint AS owed
      FROM member WHERE shop_id = ${shopId}
    ) m, (
      SELECT coalesce(sum(points) FILTER (WHERE from_account = 'issued'), 0)::bigint
               - coalesce(sum(points) FILTER (WHERE to_account = 'issued'), 0)::bigint AS given,
             coalesce(sum(points) FILTER (WHERE to_account = 'redeemed'), 0)::bigint AS redeemed
      FROM transfer WHERE shop_id = ${shopId} AND happened_at >= ${since}
        AND (from_account = 'issued' OR to_account IN ('issued', 'redeemed'))
    ) t, (
      SELECT count(*) AS open_codes FROM redemption
      WHERE shop_id = ${shopId} AND state = 'active'
    ) r`;
  const number = (value: bigint | undefined) => Number(value ?? 0n);
  return {
    members: number(row?.members),
    available: number(row?.available),
    pending: number(row?.pending),
    reserved: number(row?.reserved),
    owed: number(row?.owed),
    given: number(row?.given),
    redeemed: number(row?.redeemed),
    openCodes: number(row?.openCodes),
  };
}

/** How often each reward was taken, by its id; what Shopify refused was not. */
export async function countRedeemed(tx: Tx, shopId: bigint): Promise<Record<string, number>> {
  const rows = await tx.$queryRaw<{ id: string; count: bigint }[]>`
    SELECT reward->>'id' AS id, count(*) AS count FROM redemption
    WHERE shop_id = ${shopId} AND state <> 'refused' GROUP BY 1`;
  return Object.fromEntries(rows.map(({ id, count }) => [id, Number(count)]));
}
