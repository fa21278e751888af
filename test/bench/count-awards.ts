import type { Pool } from "pg";

/** How many orders have points, and how many have them twice. */
export async function countAwards(owner: Pool): Promise<{ orders: number; twice: number }> {
  const { rows } = await owner.query<{ orders: number; twice: number }>(
    `SELECT count(*)::int AS orders, (count(*) FILTER (WHERE times > 1))::int AS twice
     FROM (SELECT source, count(*) AS times FROM transfer
           WHERE source LIKE 'order:%' AND from_account = 'issued' GROUP BY source) AS awards`,
  );
  return rows[0] ?? { orders: 0, twice: 0 };
}
