import { formatExact, parseExact } from "#app/domain/exact-json.ts";
import type { OrderFacts, ProductPins } from "#app/domain/order-facts.ts";
import {
  completeFacts,
  completePins,
  type StoredFacts,
  type StoredPins,
} from "#app/domain/stored-order.ts";
import type { Tx } from "#app/db/context.ts";
import { jsonArray } from "#app/db/array-literals.ts";

/** An order as we keep it. */
export type KeptOrder = {
  orderId: string;
  customerId: string | null;
  memberId: string | null;
  facts: OrderFacts;
  pins: ProductPins;
  deletedAt: Date | null;
};

const INTAKE_LOCK = 7_270_001;

/**
 * Held to the end of the transaction by everyone who changes what the shop has told us: orders,
 * and which customer is which member. One at a time per shop, so a merge never crosses an order.
 */
export async function lockIntake(tx: Tx, shopId: bigint): Promise<void> {
  const place = Number(shopId % 2_147_483_647n);
  await tx.$executeRaw`SELECT pg_advisory_xact_lock(${INTAKE_LOCK}::int, ${place}::int)`;
}

/** The orders kept under these ids. */
export async function listKeptOrders(
  tx: Tx,
  shopId: bigint,
  orderIds: string[],
): Promise<Map<string, KeptOrder>> {
  if (orderIds.length === 0) return new Map();
  const rows = await tx.$queryRaw<Row[]>`
    SELECT order_id AS "orderId", customer_id AS "customerId", member_id::text AS "memberId",
           facts::text AS facts, pins::text AS pins, deleted_at AS "deletedAt"
    FROM order_fact WHERE shop_id = ${shopId} AND order_id = ANY(${orderIds}::text[])`;
  return new Map(rows.map((row) => [row.orderId, revive(row)]));
}

/** Writes orders as they are to be kept, new or not, in one statement. */
export async function storeOrders(tx: Tx, shopId: bigint, orders: KeptOrder[]): Promise<void> {
  if (orders.length === 0) return;
  const each = <T>(pick: (order: KeptOrder) => T) => orders.map(pick);
  const timeOf = (at: number) => new Date(at).toISOString();
  await tx.$executeRaw`
    INSERT INTO order_fact (shop_id, order_id, name, customer_id, member_id, placed_at, updated_at,
                            facts, pins, deleted_at)
    SELECT ${shopId}, kept.* FROM unnest(
      ${each(({ orderId }) => orderId)}::text[],
      ${each(({ facts }) => facts.name)}::text[],
      ${each(({ customerId }) => customerId)}::text[],
      ${each(({ memberId }) => memberId)}::uuid[],
      ${each(({ facts }) => timeOf(facts.placedAt))}::timestamptz[],
      ${each(({ facts }) => timeOf(facts.updatedAt))}::timestamptz[],
      ${jsonArray(each(({ facts }) => formatExact(facts)))}::jsonb[],
      ${jsonArray(each(({ pins }) => formatExact(pins)))}::jsonb[],
      ${each(({ deletedAt }) => deletedAt)}::timestamptz[]
    ) AS kept
    ON CONFLICT (shop_id, order_id) DO UPDATE SET
      name = EXCLUDED.name, customer_id = EXCLUDED.customer_id, member_id = EXCLUDED.member_id,
      placed_at = EXCLUDED.placed_at, updated_at = EXCLUDED.updated_at, facts = EXCLUDED.facts,
      pins = EXCLUDED.pins, deleted_at = EXCLUDED.deleted_at`;
}

type Row = Omit<KeptOrder, "facts" | "pins"> & { facts: string; pins: string };

function revive(row: Row): KeptOrder {
  const facts = completeFacts(parseExact<StoredFacts>(row.facts));
  return { ...row, facts, pins: completePins(parseExact<StoredPins>(row.pins)) };
}
