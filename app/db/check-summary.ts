import type { Pool } from "pg";

/** Of one kind of check over all shops: the age of the oldest last one, and what the last found. */
export type CheckSummary = { kind: string; ageSeconds: number; differences: number };

export async function summarizeChecks(pool: Pool, now: Date): Promise<CheckSummary[]> {
  const { rows } = await pool.query<{ kind: string; age_seconds: number; differences: string }>(
    "SELECT kind, age_seconds, differences FROM laurel_check_summary($1)",
    [now],
  );
  return rows.map(({ kind, age_seconds: ageSeconds, differences }) => ({
    kind,
    ageSeconds,
    differences: Number(differences),
  }));
}
