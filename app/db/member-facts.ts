import { noFacts, type AdjustmentFact, type MemberFacts } from "#app/domain/engine/timeline.ts";
import { parseExact } from "#app/domain/exact-json.ts";
import { asDeleted } from "#app/domain/order-facts.ts";
import {
  completeFacts,
  completePins,
  type StoredFacts,
  type StoredPins,
} from "#app/domain/stored-order.ts";
import type { Tx } from "#app/db/context.ts";
import { listMemberEvents } from "#app/db/member-events.ts";

/** All facts of some members, by member id: four statements sent together, however many members. */
export async function listMemberFacts(
  tx: Tx,
  shopId: bigint,
  memberIds: string[],
): Promise<Map<string, MemberFacts>> {
  const facts = new Map<string, MemberFacts>();
  for (const id of memberIds) facts.set(id, noFacts());
  const [events] = await Promise.all([
    listMemberEvents(tx, shopId, memberIds),
    addOrders(tx, { shopId, memberIds, facts }),
    addRedemptions(tx, { shopId, memberIds, facts }),
    addAdjustments(tx, { shopId, memberIds, facts }),
  ]);
  for (const [memberId, own] of events) facts.get(memberId)?.events.push(...own);
  return facts;
}

/** How many orders are known of each of these members, of those that have any. */
export async function countOrders(
  tx: Tx,
  shopId: bigint,
  memberIds: string[],
): Promise<Map<string, number>> {
  const rows = await tx.$queryRaw<{ memberId: string; orders: number }[]>`
    SELECT member_id::text AS "memberId", count(*)::int AS orders
    FROM order_fact WHERE shop_id = ${shopId} AND member_id = ANY(${memberIds}::uuid[])
    GROUP BY member_id`;
  return new Map(rows.map(({ memberId, orders }) => [memberId, orders]));
}

type Loading = { shopId: bigint; memberIds: string[]; facts: Map<string, MemberFacts> };

type OrderRow = { memberId: string; facts: string; pins: string; deletedAt: Date | null };

async function addOrders(tx: Tx, { shopId, memberIds, facts: known }: Loading): Promise<void> {
  const rows = await tx.$queryRaw<OrderRow[]>`
    SELECT member_id::text AS "memberId", facts::text AS facts, pins::text AS pins,
           deleted_at AS "deletedAt"
    FROM order_fact WHERE shop_id = ${shopId} AND member_id = ANY(${memberIds}::uuid[])`;
  for (const row of rows) {
    const { deletedAt } = row;
    const facts = completeFacts(parseExact<StoredFacts>(row.facts));
    const pins = completePins(parseExact<StoredPins>(row.pins));
    known.get(row.memberId)?.orders.push({ facts: asDeleted({ facts, deletedAt }), pins });
  }
}

type RedemptionRow = {
  memberId: string;
  id: string;
  reservedAt: Date;
  rewardId: string;
  costPoints: bigint;
  takes: { lot: string; points: string }[];
  endedAt: Date | null;
  outcome: "used" | "returned" | "kept" | null;
  free: "perk" | "hand" | null;
  returnedAt: Date | null;
};

async function addRedemptions(tx: Tx, { shopId, memberIds, facts }: Loading): Promise<void> {
  const rows = await tx.$queryRaw<RedemptionRow[]>`
    SELECT member_id::text AS "memberId", id::text AS id, reserved_at AS "reservedAt",
           reward ->> 'id' AS "rewardId", cost_points AS "costPoints", takes,
           ended_at AS "endedAt", outcome, free, returned_at AS "returnedAt"
    FROM redemption WHERE shop_id = ${shopId} AND member_id = ANY(${memberIds}::uuid[])`;
  for (const { memberId, endedAt, outcome, ...row } of rows) {
    facts.get(memberId)?.redemptions.push({
      ...row,
      reservedAt: row.reservedAt.getTime(),
      takes: row.takes.map(({ lot, points }) => ({ lot, points: BigInt(points) })),
      ended: endedAt && outcome && { at: endedAt.getTime(), outcome },
      returnedAt: row.returnedAt?.getTime() ?? null,
    });
  }
}

type AdjustmentRow = Omit<AdjustmentFact, "at"> & { memberId: string; at: Date };

async function addAdjustments(tx: Tx, { shopId, memberIds, facts }: Loading): Promise<void> {
  const rows = await tx.$queryRaw<AdjustmentRow[]>`
    SELECT member_id::text AS "memberId", id::text AS id, at, points, undoes::text AS undoes
    FROM adjustment WHERE shop_id = ${shopId} AND member_id = ANY(${memberIds}::uuid[])`;
  for (const { memberId, at, ...row } of rows) {
    facts.get(memberId)?.adjustments.push({ ...row, at: at.getTime() });
  }
}
