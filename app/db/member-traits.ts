import type { Tx } from "#app/db/context.ts";

/** What events say of a member's tags and segments. */
export type KnownTraits = {
  memberId: string;
  tags: string[];
  segments: string[];
  /** When tags last came or went; null if never. */
  taggedAt: Date | null;
};

/** Tags and segments of every member of whom an event has told some. */
export async function listKnownTraits(tx: Tx, shopId: bigint): Promise<KnownTraits[]> {
  return tx.$queryRaw<KnownTraits[]>`
    WITH news AS (
      SELECT e.member_id, e.at, e.id, t.tag, t.held
      FROM member_event e
      CROSS JOIN LATERAL (
        SELECT lower(value) AS tag, true AS held FROM jsonb_array_elements_text(e.data->'added')
        UNION ALL
        SELECT lower(value), false FROM jsonb_array_elements_text(e.data->'removed')) t
      WHERE e.shop_id = ${shopId} AND e.kind = 'tags'
    ), last AS (
      SELECT DISTINCT ON (member_id, tag) member_id, tag, held, at
      FROM news ORDER BY member_id, tag, at DESC, id DESC, held DESC
    ), tagged AS (
      SELECT member_id, array_agg(tag) FILTER (WHERE held) AS tags, max(at) AS at
      FROM last GROUP BY member_id
    ), placed AS (
      SELECT DISTINCT ON (member_id) member_id, data->'segments' AS segments
      FROM member_event WHERE shop_id = ${shopId} AND kind = 'segments'
      ORDER BY member_id, at DESC, id DESC
    )
    SELECT member_id::text AS "memberId", coalesce(t.tags, '{}') AS tags,
           ARRAY(SELECT jsonb_array_elements_text(p.segments)) AS segments, t.at AS "taggedAt"
    FROM tagged t FULL JOIN placed p USING (member_id)`;
}
