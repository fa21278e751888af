import type { Pool } from "pg";
import type { Tx } from "#app/db/context.ts";

/** What the drains do. The subject is a member, a redemption, an order or a product id. */
export type WorkKind =
  | "settle"
  | "tell-inviter"
  | "sync"
  | "issue-code"
  | "cancel-code"
  | "reread-order"
  | "fetch-product"
  | "set-up-shop"
  | "confirm-end";

export type WorkItem = {
  shopId: bigint;
  kind: WorkKind;
  subject: string;
  version: bigint;
  /** 1 the first time. */
  attempts: number;
};

/** The channel on which drains are woken; the payload is the kind, or `delivery`. */
export const WORK_CHANNEL = "laurel_work";

/**
 * Asks for work on `subjects`, due at `dueAt`. Asking twice is asking once, at the earlier time.
 * Commits with the transaction, and wakes the drain then.
 */
export async function enqueue(
  tx: Tx,
  shopId: bigint,
  work: { kind: WorkKind; subjects: string[]; dueAt: Date },
): Promise<void> {
  if (work.subjects.length === 0) return;
  await tx.$executeRaw`
    WITH asked AS (
      INSERT INTO work_item (shop_id, kind, subject, due_at)
      SELECT ${shopId}, ${work.kind}, subject, ${work.dueAt}
      FROM unnest(${work.subjects}::text[]) AS subject ORDER BY subject
      ON CONFLICT (shop_id, kind, subject) DO UPDATE
      SET due_at = LEAST(work_item.due_at, EXCLUDED.due_at), version = work_item.version + 1,
          attempts = 0
    )
    SELECT pg_notify(${WORK_CHANNEL}, ${work.kind})`;
}

/** Asks for every member of a shop to be settled. */
export async function enqueueAllMembers(tx: Tx, shopId: bigint, dueAt: Date): Promise<void> {
  await tx.$executeRaw`
    INSERT INTO work_item (shop_id, kind, subject, due_at)
    SELECT shop_id, 'settle', id::text, ${dueAt} FROM member WHERE shop_id = ${shopId} ORDER BY id
    ON CONFLICT (shop_id, kind, subject) DO UPDATE
    SET due_at = LEAST(work_item.due_at, EXCLUDED.due_at), version = work_item.version + 1,
        attempts = 0`;
  await tx.$executeRaw`SELECT pg_notify(${WORK_CHANNEL}, 'settle')`;
}

/**
 * Takes work that is due, across shops, and hides it until `leaseMs` have passed: work whose
 * worker dies comes back by itself.
 */
export async function takeWork(
  pool: Pool,
  wish: { kind: WorkKind; limit: number; now: Date; leaseMs: number },
): Promise<WorkItem[]> {
  const taken = await pool.query<WorkItem>(
    `UPDATE work_item SET due_at = $4, attempts = attempts + 1
     WHERE (shop_id, kind, subject) IN (
       SELECT shop_id, kind, subject FROM work_item
       WHERE kind = $1 AND due_at <= $2 ORDER BY due_at LIMIT $3 FOR UPDATE SKIP LOCKED)
     RETURNING shop_id::text AS "shopId", kind, subject, version::text AS version, attempts`,
    [wish.kind, wish.now, wish.limit, new Date(wish.now.getTime() + wish.leaseMs)],
  );
  return taken.rows.map((row) => ({
    ...row,
    shopId: BigInt(row.shopId),
    version: BigInt(row.version),
  }));
}

/** What became of taken work: null when nothing is left to do, else when to look again. */
export type WorkOutcome = { item: WorkItem; nextDueAt: Date | null; note?: string };

/**
 * Ends work. What was asked for again in the meantime stays, and is due at once. A row that is
 * locked is being asked for again just now, and is passed over: waiting for it could deadlock.
 */
export async function finishWork(pool: Pool, outcomes: WorkOutcome[], now: Date): Promise<void> {
  if (outcomes.length === 0) return;
  const rows = outcomes.map(({ item, nextDueAt, note }) => ({
    shop_id: item.shopId.toString(),
    kind: item.kind,
    subject: item.subject,
    version: item.version.toString(),
    next_due_at: nextDueAt?.toISOString() ?? null,
    note: note ?? "",
  }));
  await pool.query(
    `WITH outcome AS (
       SELECT * FROM jsonb_to_recordset($1::jsonb) AS o(shop_id bigint, kind text, subject text,
         version bigint, next_due_at timestamptz, note text)
     ), held AS (
       SELECT w.shop_id, w.kind, w.subject, w.version = o.version AS same, o.next_due_at, o.note
       FROM work_item w JOIN outcome o USING (shop_id, kind, subject)
       FOR UPDATE OF w SKIP LOCKED
     ), gone AS (
       DELETE FROM work_item w USING held h
       WHERE (w.shop_id, w.kind, w.subject) = (h.shop_id, h.kind, h.subject)
         AND h.same AND h.next_due_at IS NULL
     )
     UPDATE work_item w
     SET due_at = CASE WHEN h.same THEN h.next_due_at ELSE LEAST(w.due_at, $2) END,
         note = h.note, attempts = CASE WHEN h.note = '' THEN 0 ELSE w.attempts END
     FROM held h
     WHERE (w.shop_id, w.kind, w.subject) = (h.shop_id, h.kind, h.subject)
       AND (h.next_due_at IS NOT NULL OR NOT h.same)`,
    [JSON.stringify(rows), now],
  );
}
