import type { ShopContext, Tx } from "#app/db/context.ts";

/** How often something was asked for, when last, and what stood in Shopify before. */
export type Try = { tries: number; triedAt: Date | null; seenBefore: string[] };

/**
 * Writes down that it is asked for now. Of several who saw the same number of tries one is told
 * to go on; the others, and whoever comes after it was given up, are not.
 */
export async function startTry(
  tx: Tx,
  ctx: ShopContext,
  { redemptionId, tries, seenBefore }: { redemptionId: string } & Omit<Try, "triedAt">,
): Promise<boolean> {
  const started = await tx.redemption.updateMany({
    where: { shopId: ctx.shopId, id: redemptionId, tries, state: "requested" },
    data: { tries: tries + 1, triedAt: ctx.clock.now(), seenBefore },
  });
  return started.count === 1;
}

/** One claim of an id at a time, so that what is free now is free when it is written. */
export async function lockClaim(tx: Tx, id: string): Promise<void> {
  await tx.$executeRaw`SELECT pg_advisory_xact_lock(hashtextextended(${id}, 0))`;
}

/** Of these ids of Shopify, those that a redemption has claimed as its own. */
export async function listClaimedIds(tx: Tx, shopId: bigint, ids: string[]): Promise<Set<string>> {
  const rows = await tx.redemption.findMany({
    where: { shopId, discountId: { in: ids } },
    select: { discountId: true },
  });
  return new Set(rows.flatMap(({ discountId }) => discountId ?? []));
}
