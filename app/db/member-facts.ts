import { noFacts, type MemberFacts } from "#app/domain/engine/timeline.ts";
import { parseExact } from "#app/domain/exact-json.ts";
import type { Reward } from "#app/domain/program/reward.ts";
import {
  completeFacts,
  completePins,
  type StoredFacts,
  type StoredPins,
} from "#app/domain/stored-order.ts";
import type { Tx } from "#app/db/context.ts";
import { listMemberEvents } from "#app/db/member-events.ts";

/** All facts of some members, by member id: four statements, however many members. */
export async function listMemberFacts(
  tx: Tx,
  shopId: bigint,
  memberIds: string[],
): Promise<Map<string, MemberFacts>> {
  const facts = new Map<string, MemberFacts>();
  for (const id of memberIds) facts.set(id, noFacts());
  await addOrders(tx, { shopId, memberIds, facts });
  await addRedemptions(tx, { shopId, memberIds, facts });
  await addAdjustments(tx, { shopId, memberIds, facts });
  for (const [memberId, events] of await listMemberEvents(tx, shopId, memberIds)) {
    facts.get(memberId)?.events.push(...events);
  }
  return facts;
}

type Loading = { shopId: bigint; memberIds: string[]; facts: Map<string, MemberFacts> };

type OrderRow = { memberId: string; facts: string; pins: string; deletedAt: Date | null };

async function addOrders(tx: Tx, { shopId, memberIds, facts }: Loading): Promise<void> {
  const rows = await tx.$queryRaw<OrderRow[]>`
    SELECT member_id::text AS "memberId", facts::text AS facts, pins::text AS pins,
           deleted_at AS "deletedAt"
    FROM order_fact WHERE shop_id = ${shopId} AND member_id = ANY(${memberIds}::uuid[])`;
  for (const row of rows) {
    const order = completeFacts(parseExact<StoredFacts>(row.facts));
    // An order that was deleted in Shopify counts as cancelled at that moment.
    order.cancelledAt ??= row.deletedAt?.getTime() ?? null;
    const pins = completePins(parseExact<StoredPins>(row.pins));
    facts.get(row.memberId)?.orders.push({ facts: order, pins });
  }
}

async function addRedemptions(tx: Tx, { shopId, memberIds, facts }: Loading): Promise<void> {
  const rows = await tx.redemption.findMany({
    where: { shopId, memberId: { in: memberIds } },
    select: {
      id: true,
      memberId: true,
      reservedAt: true,
      reward: true,
      costPoints: true,
      takes: true,
      endedAt: true,
      outcome: true,
      free: true,
      returnedAt: true,
    },
  });
  for (const row of rows) {
    const takes = row.takes as { lot: string; points: string }[];
    facts.get(row.memberId)?.redemptions.push({
      id: row.id,
      reservedAt: row.reservedAt.getTime(),
      rewardId: (row.reward as Reward).id,
      costPoints: row.costPoints,
      free: row.free as "perk" | "hand" | null,
      takes: takes.map(({ lot, points }) => ({ lot, points: BigInt(points) })),
      ended:
        row.endedAt === null
          ? null
          : { at: row.endedAt.getTime(), outcome: row.outcome as "used" | "returned" | "kept" },
      returnedAt: row.returnedAt?.getTime() ?? null,
    });
  }
}

async function addAdjustments(tx: Tx, { shopId, memberIds, facts }: Loading): Promise<void> {
  const rows = await tx.adjustment.findMany({
    where: { shopId, memberId: { in: memberIds } },
    select: { id: true, memberId: true, at: true, points: true, undoes: true },
  });
  for (const { id, memberId, at, points, undoes } of rows) {
    facts.get(memberId)?.adjustments.push({ id, at: at.getTime(), points, undoes });
  }
}
