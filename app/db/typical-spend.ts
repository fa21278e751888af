import type { Tx } from "#app/db/context.ts";

/** Months of the shop such as "2026-03": from `first` until before `present`, at most twelve. */
export type SpendLook = { first: string; present: string };

/**
 * What a member typically spends in a year, in minor units: the median of those who spent anything
 * in these months. Where nobody spent in the first of them it is stretched to twelve, so that a
 * shop of three months does not look poor. Null where nobody has spent, or nobody kept count:
 * spend is only added up where a program asks for the best so many percent.
 */
export async function findTypicalYearlySpend(
  tx: Tx,
  shopId: bigint,
  { first, present }: SpendLook,
): Promise<bigint | null> {
  const [row] = await tx.$queryRaw<{ spent: string | null }[]>`
    WITH spent AS (
      SELECT sum(month.value::numeric) AS spent, min(month.key) AS since
      FROM member m CROSS JOIN LATERAL jsonb_each_text(m.spend_by_month) month
      WHERE m.shop_id = ${shopId} AND m.merged_into IS NULL AND m.erased_at IS NULL
        AND month.key >= ${first} AND month.key < ${present}
      GROUP BY m.id HAVING sum(month.value::numeric) > 0
    ), typical AS (
      SELECT percentile_disc(0.5) WITHIN GROUP (ORDER BY spent) AS spent, min(since) AS since
      FROM spent
    )
    SELECT trunc(spent * 12 / (
      (left(${present}, 4)::int - left(since, 4)::int) * 12
      + right(${present}, 2)::int - right(since, 2)::int))::text AS spent
    FROM typical`;
  return row?.spent ? BigInt(row.spent) : null;
}
