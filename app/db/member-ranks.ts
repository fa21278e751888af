import type { Tx } from "#app/db/context.ts";

export type RankChange = { memberId: string; percent: string };

/** Months of the shop such as "2026-03": from `first` until before `present`. */
export type RankLook = { percents: string[]; first: string; present: string; timeZone: string };

/** 27,720 is divided by every number of months up to 12, so that averages are whole numbers. */
const COMMON_MONTHS = 27_720;

/**
 * Ranks all members of a shop by average monthly spend, and returns those whose band is another
 * than was last written down: the smallest of `percents` they are among the best of, or 101, which
 * is in none of them.
 *
 * The average is counted spend of the months from `first` until before `present`, divided by how
 * many they are. Months before the one in which a member joined (or first bought) are left out;
 * who joined in the present month, or spent nothing, is among the best of nobody. Of equal
 * averages the earlier member is the better one, and of those who joined at once the lower id.
 * Members who were merged away, erased, or have left are not counted; who has joined again is a
 * member since then, and has been told nothing yet.
 */
export async function listRankChanges(tx: Tx, shopId: bigint, look: RankLook) {
  const { percents, first, present, timeZone } = look;
  const again = JSON.stringify(await listComingsBack(tx, shopId));
  return tx.$queryRaw<RankChange[]>`
    WITH again AS (
      SELECT * FROM jsonb_to_recordset(${again}::jsonb) AS a(member_id uuid, at timestamptz)
    ), spent AS (
      SELECT m.id, own.joined_at, coalesce(s.spent, 0) AS spent,
             GREATEST(${first}, LEAST(to_char(own.joined_at AT TIME ZONE ${timeZone}, 'YYYY-MM'),
                                      s.earliest)) AS since
      FROM member m LEFT JOIN again a ON a.member_id = m.id
      CROSS JOIN LATERAL (SELECT coalesce(a.at, m.joined_at) AS joined_at) own
      CROSS JOIN LATERAL (
        SELECT sum(value::numeric) AS spent, min(key) AS earliest
        FROM jsonb_each_text(m.spend_by_month) WHERE key >= ${first} AND key < ${present}) s
      WHERE m.shop_id = ${shopId} AND m.merged_into IS NULL AND m.erased_at IS NULL
        AND (a.member_id IS NULL OR a.at IS NOT NULL)
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
        ORDER BY percent::numeric LIMIT 1), '101') AS percent FROM ranked r
    ), known AS (
      SELECT DISTINCT ON (e.member_id) e.member_id, e.data->>'percent' AS percent
      FROM member_event e LEFT JOIN again a ON a.member_id = e.member_id
      WHERE e.shop_id = ${shopId} AND e.kind = 'ranked'
        AND (a.member_id IS NULL OR e.at >= a.at)
      ORDER BY e.member_id, e.at DESC, e.id DESC
    )
    SELECT b.id::text AS "memberId", b.percent
    FROM banded b LEFT JOIN known k ON k.member_id = b.id
    WHERE b.percent <> coalesce(k.percent, '101') ORDER BY b.id`;
}

/** Who has ever left, and when they joined again after the last time; null for who has not. */
function listComingsBack(tx: Tx, shopId: bigint) {
  return tx.$queryRaw<{ member_id: string; at: Date | null }[]>`
    WITH closed AS (
      SELECT member_id, max(at) AS at FROM member_event
      WHERE shop_id = ${shopId} AND kind = 'closed' GROUP BY member_id
    )
    SELECT c.member_id::text AS member_id, min(e.at) AS at
    FROM closed c LEFT JOIN member_event e ON e.shop_id = ${shopId} AND e.kind = 'joined'
      AND e.member_id = c.member_id AND e.at > c.at
    GROUP BY c.member_id`;
}
