import type { Pool } from "pg";
import type { Tx } from "#app/db/context.ts";
import { askedBy, type AskedWork } from "#app/db/asked-work.server.ts";
import { sql } from "#app/db/sql.server.ts";

/** What the drains do. The subject is a member, a redemption, an order, a product … */
export type WorkKind =
  | "settle"
  | "tell-inviter"
  | "sync"
  | "sync-again"
  | "issue-code"
  | "cancel-code"
  | "reread-order"
  | "fetch-product"
  | "set-up-shop"
  | "compare-orders"
  | "confirm-end";

export type WorkItem = {
  shopId: bigint;
  kind: WorkKind;
  subject: string;
  version: bigint;
  /** 1 the first time. */
  attempts: number;
};

/** What is not done by two workers side by side for the same subject. */
const ONE_AT_A_TIME: WorkKind[] = ["sync", "set-up-shop", "compare-orders"];

/** What is to be done once something is over: asked for again, it is due at the later moment. */
const AFTER_THE_LAST: WorkKind[] = ["sync-again"];

/** So long is hidden from others what a worker has taken; with it, what a dead one had. */
export const LEASE_MS = 6_000;
const LEASE = `${LEASE_MS} milliseconds`;

/**
 * Asks for work on `subjects`, due at `dueAt`. Asking twice is asking once, at the earlier time, or
 * the later one of what is done after the last. It is written when the transaction ends, and wakes
 * the drain once that is committed.
 */
export function enqueue(
  tx: Tx,
  shopId: bigint,
  work: { kind: WorkKind; subjects: string[]; dueAt: Date },
): void {
  const { kind, dueAt } = work;
  for (const subject of work.subjects) ask(tx, { shopId, kind, subject, dueAt });
  if (work.subjects.length > 0) askedBy(tx).wakes.add(kind);
}

/** Asks for members to be settled when time alone will change them. */
export function enqueueNextLooks(
  tx: Tx,
  shopId: bigint,
  looks: { memberId: string; dueAt: Date }[],
): void {
  for (const { memberId, dueAt } of looks) {
    ask(tx, { shopId, kind: "settle", subject: memberId, dueAt });
  }
}

/** Nothing is asked for any more: the shop is gone. */
export function dropAskedWork(tx: Tx): void {
  const { works, wakes } = askedBy(tx);
  works.clear();
  wakes.clear();
}

function ask(tx: Tx, work: AskedWork & { kind: WorkKind }): void {
  const { works } = askedBy(tx);
  const key = `${work.kind} ${work.subject}`;
  const known = works.get(key);
  const dueAt = known && known.dueAt < work.dueAt ? known.dueAt : work.dueAt;
  works.set(key, { ...work, dueAt });
}

/**
 * Writes what a transaction has asked for, as its last statement and in one order for all, so that
 * no two of them wait for each other. Its version is the transaction's id, which no other has: a
 * worker who ends what it took long ago cannot mistake what was asked for since for that. What one
 * worker does at a time is done again after that, never beside it: the older value could arrive
 * last, and stay. Throws before anything is sent where something cannot be written, so that nothing
 * is committed without it.
 */
export function writeAskedWork(tx: Tx): Promise<unknown> {
  const works = [...askedBy(tx).works.values()];
  if (works.length === 0) return Promise.resolve();
  const each = <T>(pick: (work: AskedWork) => T) => works.map(pick);
  return tx.$executeRaw`
    INSERT INTO work_item (shop_id, kind, subject, due_at, version)
    SELECT work.*, pg_current_xact_id()::text::bigint
    FROM unnest(${each(({ shopId }) => shopId)}::bigint[],
      ${each(({ kind }) => kind)}::text[], ${each(({ subject }) => subject)}::text[],
      ${each(({ dueAt }) => dueAt)}::timestamptz[])
      AS work (shop_id, kind, subject, due_at)
    ORDER BY shop_id, kind, subject
    ON CONFLICT (shop_id, kind, subject) DO UPDATE
    SET due_at = CASE
          WHEN work_item.kind = ANY(${ONE_AT_A_TIME}::text[])
            AND work_item.due_at > EXCLUDED.due_at
            AND work_item.due_at <= EXCLUDED.due_at + ${LEASE}::interval THEN work_item.due_at
          WHEN work_item.kind = ANY(${AFTER_THE_LAST}::text[])
            THEN GREATEST(work_item.due_at, EXCLUDED.due_at)
          ELSE LEAST(work_item.due_at, EXCLUDED.due_at) END,
        version = EXCLUDED.version, attempts = 0`;
}

/** As `enqueue`, for every member of a shop. */
export async function enqueueAllMembers(
  tx: Tx,
  shopId: bigint,
  { kinds, dueAt }: { kinds: ("settle" | "sync")[]; dueAt: Date },
): Promise<void> {
  await tx.$executeRaw`
    INSERT INTO work_item (shop_id, kind, subject, due_at, version)
    SELECT shop_id, kind, id::text, ${dueAt}, pg_current_xact_id()::text::bigint
    FROM member, unnest(${kinds}::text[]) AS kind WHERE shop_id = ${shopId} ORDER BY kind, id
    ON CONFLICT (shop_id, kind, subject) DO UPDATE
    SET due_at = CASE
          WHEN work_item.kind = ANY(${ONE_AT_A_TIME}::text[])
            AND work_item.due_at > EXCLUDED.due_at
            AND work_item.due_at <= EXCLUDED.due_at + ${LEASE}::interval THEN work_item.due_at
          ELSE LEAST(work_item.due_at, EXCLUDED.due_at) END,
        version = EXCLUDED.version, attempts = 0`;
  for (const kind of kinds) askedBy(tx).wakes.add(kind);
}

/**
 * Takes work that is due, across shops, and hides it until a moment that `extendWork` moves on:
 * work whose worker dies comes back by itself.
 */
export async function takeWork(
  pool: Pool,
  wish: { kind: WorkKind; limit: number; now: Date; until: Date },
): Promise<WorkItem[]> {
  const taken = await pool.query<WorkItem>(sql`
    UPDATE work_item w SET due_at = ${wish.until}, attempts = attempts + 1
    FROM (SELECT ctid FROM work_item
          WHERE kind = ${wish.kind} AND due_at <= ${wish.now} ORDER BY due_at LIMIT ${wish.limit}
          FOR UPDATE SKIP LOCKED) free
    WHERE w.ctid = free.ctid
    RETURNING shop_id::text AS "shopId", kind, subject, version::text AS version, attempts`);
  // The statement answers in whatever order it came upon the rows.
  return taken.rows
    .sort((a, b) => (a.subject < b.subject ? -1 : 1))
    .map((row) => ({ ...row, shopId: BigInt(row.shopId), version: BigInt(row.version) }));
}

/** Those of these subjects on which such work is due, or is being done just now. */
export async function listUnderWork(
  tx: Tx,
  shopId: bigint,
  wish: { kind: WorkKind; subjects: string[]; now: Date },
): Promise<Set<string>> {
  const leased = new Date(wish.now.getTime() + LEASE_MS);
  const rows = await tx.$queryRaw<{ subject: string }[]>`
    SELECT subject FROM work_item
    WHERE shop_id = ${shopId} AND kind = ${wish.kind} AND subject = ANY(${wish.subjects}::text[])
      AND due_at <= ${leased}`;
  return new Set(rows.map(({ subject }) => subject));
}

/**
 * Hides taken work for longer. Only what is still hidden until `lease.from`: what was finished or
 * asked for again has another moment. Passes over what is being finished just now.
 */
export async function extendWork(
  pool: Pool,
  items: WorkItem[],
  lease: { from: Date; until: Date },
): Promise<void> {
  await pool.query(sql`
    UPDATE work_item SET due_at = ${lease.until}
    WHERE (shop_id, kind, subject) IN (
      SELECT w.shop_id, w.kind, w.subject
      FROM unnest(${items.map(({ shopId }) => shopId)}::bigint[],
                  ${items.map(({ kind }) => kind)}::text[],
                  ${items.map(({ subject }) => subject)}::text[]) AS held (shop_id, kind, subject)
      JOIN work_item w USING (shop_id, kind, subject)
      WHERE w.due_at = ${lease.from} FOR UPDATE OF w SKIP LOCKED)`);
}

/** What became of taken work: null when nothing is left to do, else when to look again. */
export type WorkOutcome = { item: WorkItem; nextDueAt: Date | null; note?: string };

/**
 * Ends work. What was asked for again in the meantime stays, and is due at once, but for what is
 * done after the last. A row that is locked is being asked for again just now, and is passed over:
 * waiting for it could deadlock.
 */
export async function finishWork(pool: Pool, outcomes: WorkOutcome[], now: Date): Promise<void> {
  if (outcomes.length === 0) return;
  const each = <T>(pick: (outcome: WorkOutcome) => T) => outcomes.map(pick);
  await pool.query(sql`
    WITH held AS (
      SELECT w.ctid AS place, w.version = o.version AS same, o.next_due_at, o.note
      FROM unnest(
        ${each(({ item }) => item.shopId)}::bigint[],
        ${each(({ item }) => item.kind)}::text[],
        ${each(({ item }) => item.subject)}::text[],
        ${each(({ item }) => item.version)}::bigint[],
        ${each(({ nextDueAt }) => nextDueAt)}::timestamptz[],
        ${each(({ note }) => note ?? "")}::text[]
      ) AS o (shop_id, kind, subject, version, next_due_at, note)
      JOIN work_item w USING (shop_id, kind, subject)
      FOR UPDATE OF w SKIP LOCKED
    ), gone AS (
      DELETE FROM work_item w USING held h
      WHERE w.ctid = h.place AND h.same AND h.next_due_at IS NULL
    )
    UPDATE work_item w
    SET due_at = CASE WHEN h.same THEN h.next_due_at
                      WHEN w.kind = ANY(${AFTER_THE_LAST}::text[]) THEN w.due_at
                      ELSE LEAST(w.due_at, ${now}) END,
        note = h.note, attempts = CASE WHEN h.note = '' THEN 0 ELSE w.attempts END
    FROM held h
    WHERE w.ctid = h.place AND (h.next_due_at IS NOT NULL OR NOT h.same)`);
}
