import type { Pool } from "pg";
import type { Tx } from "#app/db/context.ts";
import { WORK_CHANNEL } from "#app/db/waker.ts";

/** Work that only new tokens can go on with rests until somebody brings them. */
export const PARKED_UNTIL = new Date("9999-01-01T00:00:00Z");

/** Takes parked work of a shop up again; locks it in the order in which all do. */
export async function reviveParkedWork(
  db: Pick<Tx, "$executeRaw">,
  shopId: bigint,
  dueAt: Date,
): Promise<void> {
  const revived = await db.$executeRaw`
    UPDATE work_item SET due_at = ${dueAt}, attempts = 0, note = ''
    WHERE (shop_id, kind, subject) IN (
      SELECT shop_id, kind, subject FROM work_item
      WHERE shop_id = ${shopId} AND due_at = ${PARKED_UNTIL}
      ORDER BY kind, subject FOR UPDATE)`;
  if (revived === 0) return;
  await db.$executeRaw`SELECT pg_notify(${WORK_CHANNEL}, 'all')`;
}

/** Whether any delivery or work is due at `now`, of all shops. */
export async function hasDueWork(pool: Pool, now: Date): Promise<boolean> {
  const { rows } = await pool.query<{ due: boolean }>(
    `SELECT EXISTS (SELECT FROM delivery WHERE due_at <= $1)
         OR EXISTS (SELECT FROM work_item WHERE due_at <= $1) AS due`,
    [now],
  );
  return rows[0]?.due ?? false;
}
