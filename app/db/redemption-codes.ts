import type { Tx } from "#app/db/context.ts";

/** Redemptions whose codes are among these, exactly as they were chosen. */
export async function listRedemptionsByCode(
  tx: Tx,
  shopId: bigint,
  codes: string[],
): Promise<{ id: string; code: string; standing: boolean }[]> {
  if (codes.length === 0) return [];
  return tx.redemption.findMany({
    where: { shopId, code: { in: codes } },
    select: { id: true, code: true, standing: true },
    orderBy: { id: "asc" },
  });
}

/** Which order used the code, or null. */
export async function findOrderOfRedemption(
  tx: Tx,
  shopId: bigint,
  id: string,
): Promise<string | null> {
  const row = await tx.redemption.findUnique({
    where: { shopId_id: { shopId, id } },
    select: { orderId: true },
  });
  return row?.orderId ?? null;
}

export async function writeOrderOfRedemption(
  tx: Tx,
  shopId: bigint,
  { redemptionId, orderId }: { redemptionId: string; orderId: string },
): Promise<void> {
  await tx.redemption.update({
    where: { shopId_id: { shopId, id: redemptionId } },
    data: { orderId },
  });
}

/** Redemptions that were used in these orders and have not come back since. */
export async function listUsedIn(
  tx: Tx,
  shopId: bigint,
  orderIds: string[],
): Promise<{ id: string; orderId: string }[]> {
  if (orderIds.length === 0) return [];
  const rows = await tx.redemption.findMany({
    where: { shopId, orderId: { in: orderIds }, outcome: "used", returnedAt: null },
    select: { id: true, orderId: true },
    orderBy: { id: "asc" },
  });
  return rows.map(({ id, orderId }) => ({ id, orderId: orderId ?? "" }));
}

/** Active redemptions whose codes ended at or before `endedBy`, oldest first. */
export async function listEndedCodes(
  tx: Tx,
  shopId: bigint,
  { endedBy, limit }: { endedBy: Date; limit: number },
): Promise<{ id: string; returnsWhenUnused: boolean }[]> {
  const rows = await tx.redemption.findMany({
    where: { shopId, state: "active", endsAt: { lte: endedBy } },
    select: { id: true, reward: true, free: true },
    orderBy: { reservedAt: "asc" },
    take: limit,
  });
  return rows.map(({ id, reward, free }) => ({
    id,
    returnsWhenUnused:
      free === null && (reward as { returnsWhenUnused?: boolean }).returnsWhenUnused === true,
  }));
}

/** Redemptions of a customer that have not ended. */
export async function listOpenRedemptions(
  tx: Tx,
  shopId: bigint,
  customerIds: string[],
): Promise<string[]> {
  const rows = await tx.redemption.findMany({
    where: { shopId, customerId: { in: customerIds }, outcome: null },
    select: { id: true },
    orderBy: { id: "asc" },
  });
  return rows.map(({ id }) => id);
}

/** Shopify's id of the discount, known as soon as it was created or adopted. */
export async function writeDiscountId(
  tx: Tx,
  shopId: bigint,
  { redemptionId, discountId }: { redemptionId: string; discountId: string },
): Promise<void> {
  await tx.redemption.update({
    where: { shopId_id: { shopId, id: redemptionId } },
    data: { discountId },
  });
}

/** Whether the redemption's history holds an event with this reason. */
export async function hasRedemptionEvent(
  tx: Tx,
  shopId: bigint,
  event: { redemptionId: string; reason: string },
): Promise<boolean> {
  const found = await tx.redemptionEvent.findFirst({
    where: { shopId, redemptionId: event.redemptionId, reason: event.reason },
    select: { seq: true },
  });
  return found !== null;
}

/** When a redemption was given up, or null if it was not. */
export async function findGivenUpAt(
  tx: Tx,
  shopId: bigint,
  redemptionId: string,
): Promise<Date | null> {
  const found = await tx.redemptionEvent.findFirst({
    where: { shopId, redemptionId, state: "canceling" },
    orderBy: { seq: "desc" },
    select: { at: true },
  });
  return found?.at ?? null;
}
