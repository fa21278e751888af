import { readdirSync } from "node:fs";
import { fileURLToPath } from "node:url";
import type { Pool } from "pg";

const FOLDER = fileURLToPath(new URL("../../prisma/migrations", import.meta.url));

/**
 * Whether the database answers and has every migration that this code was written for. One that
 * has more is ready, too: the next version's migrations come before its code.
 */
export function readinessOf(pool: Pool): () => Promise<boolean> {
  const wanted = listMigrationNames();
  return async () => {
    try {
      const { rows } = await pool.query<{ missing: number }>(
        `SELECT count(*)::int AS missing FROM unnest($1::text[]) AS wanted
         WHERE NOT EXISTS (SELECT FROM _prisma_migrations m WHERE m.migration_name = wanted
                           AND m.finished_at IS NOT NULL AND m.rolled_back_at IS NULL)`,
        [wanted],
      );
      return rows[0]?.missing === 0;
    } catch {
      return false; // Nobody answers, or nothing was ever migrated.
    }
  };
}

function listMigrationNames(): string[] {
  const entries = readdirSync(FOLDER, { withFileTypes: true });
  return entries.filter((entry) => entry.isDirectory()).map(({ name }) => name);
}
