import type { Tx } from "#app/db/context.ts";

/**
 * Locks a shop's budgets, all of them, and says what some have given so far. They are locked after
 * members, and held until the transaction ends: nobody else is granted anything meanwhile. One by
 * one they could not be: what a budget gives decides which one is asked next, in any order.
 */
export async function lockBudgets(
  tx: Tx,
  shopId: bigint,
  ids: string[],
): Promise<Map<string, bigint>> {
  const [, rows] = await Promise.all([
    tx.$executeRaw`SELECT pg_advisory_xact_lock(hashtextextended('laurel.budgets', ${shopId}))`,
    tx.$queryRaw<{ id: string; usedPoints: bigint }[]>`
      INSERT INTO budget (shop_id, id)
      SELECT ${shopId}, id FROM unnest(${[...new Set(ids)]}::text[]) AS id
      ON CONFLICT (shop_id, id) DO UPDATE SET used_points = budget.used_points
      RETURNING id, used_points AS "usedPoints"`,
  ]);
  return new Map(rows.map(({ id, usedPoints }) => [id, usedPoints]));
}

/** Writes what locked budgets have given by now. */
export async function writeBudgets(
  tx: Tx,
  shopId: bigint,
  used: Map<string, bigint>,
): Promise<void> {
  const points = [...used.values()].map(String);
  await tx.$executeRaw`
    UPDATE budget b SET used_points = given.points
    FROM unnest(${[...used.keys()]}::text[], ${points}::bigint[]) AS given (id, points)
    WHERE b.shop_id = ${shopId} AND b.id = given.id`;
}
