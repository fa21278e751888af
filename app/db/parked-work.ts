import type { Pool } from "pg";
import type { Tx } from "#app/db/context.ts";
import { WORK_CHANNEL } from "#app/db/waker.ts";
import { LEASE_MS } from "#app/db/work-items.ts";

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

/**
 * What workers have taken of a shop at `now` counts as asked for again: it may just be refused with
 * tokens that are no longer the shop's, and would be parked. What is parked by then is left so.
 */
export async function askTakenAgain(
  db: Pick<Tx, "$executeRaw">,
  shopId: bigint,
  now: Date,
): Promise<void> {
  const longest = new Date(now.getTime() + 2 * LEASE_MS);
  await db.$executeRaw`
    UPDATE work_item SET version = pg_current_xact_id()::text::bigint
    WHERE (shop_id, kind, subject) IN (
      SELECT shop_id, kind, subject FROM work_item
      WHERE shop_id = ${shopId} AND due_at > ${now} AND due_at <= ${longest}
      ORDER BY kind, subject FOR UPDATE)`;
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
