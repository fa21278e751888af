import type { Tx } from "#app/db/context.ts";

/**
 * Takes out of a member's events what could tell who they were: what activities were done with. A
 * salted hash of it stays, so that the same stays the same. Month and day of birth stay: without a
 * year, a name or an id they are nobody's, and what was given for them rests on them. Tags and
 * segments stay: only those that a program names were kept at all.
 */
export async function scrubMemberEvents(
  tx: Tx,
  shopId: bigint,
  { memberId, salt }: { memberId: string; salt: string },
): Promise<void> {
  await tx.$executeRaw`SELECT set_config('laurel.erasing', 'yes', true)`;
  await tx.$executeRaw`
    UPDATE member_event SET data = jsonb_set(data, '{subject}', to_jsonb(
      'erased:' || encode(sha256(convert_to(${salt} || (data->>'subject'), 'UTF8')), 'hex')))
    WHERE shop_id = ${shopId} AND member_id = ${memberId}::uuid AND kind = 'activity'
      AND data->>'subject' IS NOT NULL AND data->>'subject' NOT LIKE 'erased:%'`;
  await tx.$executeRaw`SELECT set_config('laurel.erasing', '', true)`;
  // Nobody is left to whom it could be given.
  await tx.memberEvent.updateMany({
    where: { shopId, memberId, awaitsDecision: true },
    data: { awaitsDecision: false },
  });
}
