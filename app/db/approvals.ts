import type { Tx } from "#app/db/context.ts";

/** What staff said last about an activity; null while nobody has. */
export async function findLastDecision(
  tx: Tx,
  shopId: bigint,
  eventId: string,
): Promise<{ approved: boolean } | null> {
  const last = await tx.memberEvent.findFirst({
    where: { shopId, kind: "activity-decided", about: eventId },
    orderBy: [{ at: "desc" }, { id: "desc" }],
    select: { data: true },
  });
  // Written by addMemberEvents.
  return last && (last.data as { approved: boolean });
}

/** Takes an activity off the list of those that wait for staff. */
export async function endWaiting(tx: Tx, shopId: bigint, eventId: string): Promise<void> {
  await tx.memberEvent.updateMany({
    where: { shopId, id: eventId },
    data: { awaitsDecision: false },
  });
}
