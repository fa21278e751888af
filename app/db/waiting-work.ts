import type { Pool } from "pg";

/** What is due at `now` in the inbox and in every lane of work, of all shops together. */
export async function listWaiting(
  pool: Pool,
  now: Date,
): Promise<{ lane: string; due: number; oldestSeconds: number }[]> {
  const { rows } = await pool.query<{ lane: string; due: string; oldest: Date }>(
    `SELECT 'delivery' AS lane, count(*) AS due, min(due_at) AS oldest
     FROM delivery WHERE due_at <= $1 HAVING count(*) > 0
     UNION ALL
     SELECT kind, count(*), min(due_at) FROM work_item WHERE due_at <= $1 GROUP BY kind`,
    [now],
  );
  return rows.map(({ lane, due, oldest }) => ({
    lane,
    due: Number(due),
    oldestSeconds: (now.getTime() - oldest.getTime()) / 1000,
  }));
}
