import type { Tx } from "#app/db/context.ts";

/** Everything we hold about a member, as plain data. */
export async function collectMemberData(tx: Tx, shopId: bigint, memberId: string) {
  const where = { shopId, memberId };
  const member = await tx.member.findUniqueOrThrow({
    where: { shopId_id: { shopId, id: memberId } },
    select: {
      joinedAt: true,
      displayName: true,
      email: true,
      locale: true,
      tierId: true,
      tierSince: true,
      pendingPoints: true,
      availablePoints: true,
      reservedPoints: true,
      debtPoints: true,
    },
  });
  const customers = await tx.alias.findMany({ where, select: { customerId: true, since: true } });
  const orders = await tx.orderFact.findMany({
    where,
    select: { orderId: true, name: true, placedAt: true, facts: true },
    orderBy: [{ placedAt: "asc" }, { orderId: "asc" }],
  });
  return { member, customers, orders, ...(await collectPoints(tx, shopId, memberId)) };
}

async function collectPoints(tx: Tx, shopId: bigint, memberId: string) {
  const where = { shopId, memberId };
  const transfers = await tx.transfer.findMany({
    where,
    omit: { shopId: true, memberId: true, hash: true, commitment: true },
    orderBy: { seq: "asc" },
  });
  const lots = await tx.lot.findMany({
    where,
    omit: { shopId: true, memberId: true },
    orderBy: { lot: "asc" },
  });
  const redemptions = await tx.redemption.findMany({
    where,
    omit: { shopId: true, memberId: true, noteSalt: true },
    orderBy: { reservedAt: "asc" },
  });
  const adjustments = await tx.adjustment.findMany({
    where,
    omit: { shopId: true, memberId: true, noteSalt: true },
    orderBy: { at: "asc" },
  });
  const events = await tx.memberEvent.findMany({
    where,
    omit: { shopId: true, memberId: true, requestId: true, noteSalt: true },
    orderBy: [{ at: "asc" }, { id: "asc" }],
  });
  return { transfers, lots, redemptions, adjustments, events };
}
