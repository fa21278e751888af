import type { Tx } from "#app/db/context.ts";
import type { Finding, SignedFinding } from "#app/domain/order-comparison.ts";

/** An order as a comparison came across it. */
export type Sighting = {
  orderId: string;
  finding: Finding;
  /** Where it must be read alone: as of when the shop says it is. */
  rereadAs: Date | null;
  repaired: boolean;
};

type Place = { shopId: bigint; number: number };

/** Notes orders; one that was noted before stays as it is, unless it must be read alone now. */
export async function addSightings(tx: Tx, place: Place, sightings: Sighting[]): Promise<void> {
  if (sightings.length === 0) return;
  const rows = sightings.map(({ orderId, finding, rereadAs, repaired }) => ({
    order_id: orderId,
    finding,
    reread_as: rereadAs?.toISOString() ?? null,
    repaired,
  }));
  await tx.$executeRaw`
    INSERT INTO order_sighting AS s (shop_id, number, order_id, finding, reread_as, repaired)
    SELECT ${place.shopId}, ${place.number}, order_id, finding, reread_as, repaired
    FROM jsonb_to_recordset(${JSON.stringify(rows)}::jsonb)
      AS seen (order_id text, finding text, reread_as timestamptz, repaired boolean)
    ON CONFLICT (shop_id, number, order_id) DO UPDATE
    SET reread_as = EXCLUDED.reread_as, repaired = false,
        finding = CASE WHEN s.finding = '' THEN EXCLUDED.finding ELSE s.finding END
    WHERE EXCLUDED.reread_as IS NOT NULL`;
}

/**
 * Notes the orders we keep that the comparison did not come across, placed between two moments.
 * Those placed from `sure` on are to be read alone: if they are gone, they were deleted.
 */
export async function addUnlisted(
  tx: Tx,
  { shopId, number }: Place,
  span: { from: Date; until: Date; sure: Date },
): Promise<void> {
  await tx.$executeRaw`
    INSERT INTO order_sighting (shop_id, number, order_id, finding, reread_as)
    SELECT o.shop_id, ${number}, o.order_id, 'unlisted',
           CASE WHEN o.placed_at >= ${span.sure} THEN o.updated_at END
    FROM order_fact o
    WHERE o.shop_id = ${shopId} AND o.deleted_at IS NULL
      AND o.placed_at >= ${span.from} AND o.placed_at < ${span.until}
      AND NOT EXISTS (SELECT FROM order_sighting s WHERE s.shop_id = o.shop_id
                      AND s.number = ${number} AND s.order_id = o.order_id)
    ON CONFLICT DO NOTHING`;
}

/** Orders that still must be read alone. */
export async function listToReread(
  tx: Tx,
  { shopId, number }: Place,
  limit: number,
): Promise<{ orderId: string; finding: Finding }[]> {
  const rows = await tx.orderSighting.findMany({
    where: { shopId, number, finding: { not: "" }, rereadAs: { not: null }, repaired: false },
    orderBy: { orderId: "asc" },
    take: limit,
    select: { orderId: true, finding: true },
  });
  return rows.map(({ orderId, finding }) => ({ orderId, finding: finding as Finding }));
}

/** What became of an order that was read alone: it is not read again. */
export async function closeSighting(
  tx: Tx,
  { shopId, number, orderId }: Place & { orderId: string },
  news: { finding?: Finding; repaired: boolean },
): Promise<void> {
  await tx.orderSighting.update({
    where: { shopId_number_orderId: { shopId, number, orderId } },
    data: { ...news, rereadAs: null },
  });
}

/** Whether it has not been said of any order yet why it was missed. */
export async function hasUnexplained(tx: Tx, { shopId, number }: Place): Promise<boolean> {
  const where = { shopId, number, finding: "missed" };
  return (await tx.orderSighting.findFirst({ where, select: { orderId: true } })) !== null;
}

/**
 * Says of missed orders whether a message about them lies in the inbox: it failed, or it waits.
 * What was kept in the meantime is no longer there, and like what never came.
 */
export async function explainMissed(
  tx: Tx,
  { shopId, number }: Place,
  stuck: { orderNumber: string; failed: boolean }[],
): Promise<void> {
  await tx.$executeRaw`
    UPDATE order_sighting s
    SET finding = CASE WHEN stuck.id IS NULL THEN 'silent'
                       WHEN stuck.failed THEN 'failed' ELSE 'waiting' END
    FROM order_sighting own
    LEFT JOIN unnest(${stuck.map(({ orderNumber }) => orderNumber)}::text[],
                     ${stuck.map(({ failed }) => failed)}::boolean[]) AS stuck (id, failed)
      ON stuck.id = substring(own.order_id from '[0-9]+$')
    WHERE own.shop_id = ${shopId} AND own.number = ${number} AND own.finding = 'missed'
      AND (s.shop_id, s.number, s.order_id) = (own.shop_id, own.number, own.order_id)`;
}

export type FindingCount = { finding: Finding; repaired: boolean; count: bigint };

export async function countFindings(tx: Tx, place: Place): Promise<FindingCount[]> {
  return tx.$queryRaw<FindingCount[]>`
    SELECT finding, repaired, count(*) AS count FROM order_sighting
    WHERE shop_id = ${place.shopId} AND number = ${place.number} GROUP BY 1, 2 ORDER BY 1, 2`;
}

/** Drops what nobody needs to know any more: orders that were as we knew them, or are by now. */
export async function dropPlainSightings(tx: Tx, place: Place): Promise<void> {
  await tx.$executeRaw`
    DELETE FROM order_sighting WHERE shop_id = ${place.shopId} AND number = ${place.number}
      AND (finding = '' OR (finding = 'imported' AND repaired))`;
}

/** Drops orders that were seen to be as we knew them. */
export async function dropSeen(tx: Tx, { shopId, number }: Place): Promise<void> {
  await tx.orderSighting.deleteMany({ where: { shopId, number, finding: "" } });
}

/** What is signed of the findings of some comparisons, by their numbers. */
export async function listSignedFindings(
  tx: Tx,
  shopId: bigint,
  numbers: number[],
): Promise<Map<number, SignedFinding[]>> {
  const rows = await tx.orderSighting.findMany({
    where: { shopId, number: { in: numbers } },
    select: { number: true, orderId: true, finding: true, repaired: true },
  });
  return Map.groupBy(rows, ({ number }) => number);
}
