import type { Tx } from "#app/db/context.ts";

export type RankChange = { memberId: string; percent: string };

/** Months of the shop such as "2026-03": from `first` until before `present`. */
export type RankLook = { percents: string[]; first: string; present: string; timeZone: string };

/** 27,720 is divided by every number of months up to 12, so that averages are whole numbers. */
const COMMON_MONTHS = 27_720;

/**
 * Ranks all members of a shop by average monthly spend, and returns those whose band is another
 * than was last written down: the smallest of `percents` they are among the best of, or 100.
 *
 * The average is counted spend of the months from `first` until before `present`, divided by how
 * many they are. Months before the one in which a member joined (or first bought) are left out;
 * who joined in the present month, or spent nothing, is among the best of nobody. Of equal
 * averages the earlier member is the better one, and of those who joined at once the lower id.
 * Members who were merged away, erased, or have left are not counted; who has joined again has
 * been told nothing yet.
 */
export async function listRankChanges(
  tx: Tx,
  shopId: bigint,
  { percents, first, present, timeZone }: RankLook,
): Promise<RankChange[]> {
  return tx.$queryRaw<RankChange[]>`
    WITH spent AS (
      SELECT m.id, m.joined_at, coalesce(s.spent, 0) AS spent,
             GREATEST(${first}, LEAST(to_char(m.joined_at AT TIME ZONE ${timeZone}, 'YYYY-MM'),
                                      s.earliest)) AS since
      FROM member m
      CROSS JOIN LATERAL (
        SELECT sum(value::numeric) AS spent, min(key) AS earliest
        FROM jsonb_each_text(m.spend_by_month) WHERE key >= ${first} AND key < ${present}) s
      WHERE m.shop_id = ${shopId} AND m.merged_into IS NULL AND m.erased_at IS NULL
        AND 'closed' IS DISTINCT FROM (SELECT e.kind FROM member_event e
          WHERE e.shop_id = ${shopId} AND e.member_id = m.id AND e.kind IN ('joined', 'closed')
          ORDER BY e.at DESC, e.kind LIMIT 1)
    ), averaged AS (
      SELECT id, joined_at, CASE WHEN since < ${present} THEN spent * ${COMMON_MONTHS} / (
        (left(${present}, 4)::int - left(since, 4)::int) * 12
        + right(${present}, 2)::int - right(since, 2)::int) ELSE 0 END AS average FROM spent
    ), ranked AS (
      SELECT id, average, count(*) OVER () AS members, row_number() OVER best AS rank
      FROM averaged WINDOW best AS (ORDER BY average DESC, joined_at, id)
    ), banded AS (
      SELECT r.id, coalesce((
        SELECT percent FROM unnest(${percents}::text[]) AS percent
        WHERE r.average > 0 AND r.rank * 100 <= percent::numeric * r.members
        ORDER BY percent::numeric LIMIT 1), '100') AS percent
      FROM ranked r
    ), known AS (
      SELECT DISTINCT ON (member_id) member_id, data->>'percent' AS percent
      FROM member_event WHERE shop_id = ${shopId} AND kind IN ('ranked', 'closed')
      ORDER BY member_id, at DESC, recorded_at DESC, id DESC
    )
    SELECT b.id::text AS "memberId", b.percent
    FROM banded b LEFT JOIN known k ON k.member_id = b.id
    WHERE b.percent <> coalesce(k.percent, '100') ORDER BY b.id`;
}
