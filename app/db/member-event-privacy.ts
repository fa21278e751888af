import type { Tx } from "#app/db/context.ts";

/**
 * Takes out of a member's events what could tell who they were: tags that no program looks at, and
 * what activities were done with, of which a salted hash stays, so that the same stays the same.
 * Month and day of birth stay: without a year, a name or an id they are nobody's, and what was
 * given for them rests on them.
 */
export async function scrubMemberEvents(
  tx: Tx,
  shopId: bigint,
  { memberId, salt, tags }: { memberId: string; salt: string; tags: Set<string> },
): Promise<void> {
  await tx.$executeRaw`SELECT set_config('laurel.erasing', 'yes', true)`;
  const kept = [...tags];
  await tx.$executeRaw`
    UPDATE member_event SET data = data || jsonb_build_object(
      'added', (SELECT coalesce(jsonb_agg(t), '[]') FROM jsonb_array_elements_text(data->'added') t
                WHERE lower(t) = ANY(${kept}::text[])),
      'removed', (SELECT coalesce(jsonb_agg(t), '[]')
                  FROM jsonb_array_elements_text(data->'removed') t
                  WHERE lower(t) = ANY(${kept}::text[])))
    WHERE shop_id = ${shopId} AND member_id = ${memberId}::uuid AND kind = 'tags'`;
  await tx.$executeRaw`
    UPDATE member_event SET data = jsonb_set(data, '{subject}', to_jsonb(
      'erased:' || encode(sha256(convert_to(${salt} || (data->>'subject'), 'UTF8')), 'hex')))
    WHERE shop_id = ${shopId} AND member_id = ${memberId}::uuid AND kind = 'activity'
      AND data->>'subject' IS NOT NULL AND data->>'subject' NOT LIKE 'erased:%'`;
  await tx.$executeRaw`SELECT set_config('laurel.erasing', '', true)`;
}
