import { DatabaseError, type Pool } from "pg";

/** The days of the inbox that are partitions of their own, as `2026-11-27`, oldest first. */
export async function listDeliveryDays(pool: Pool): Promise<string[]> {
  const { rows } = await pool.query<{ day: string }>(
    `SELECT to_date(substring(c.relname FROM '^delivery_([0-9]{8})$'), 'YYYYMMDD')::text AS day
     FROM pg_inherits i JOIN pg_class c ON c.oid = i.inhrelid
     WHERE i.inhparent = 'delivery'::regclass AND c.relname ~ '^delivery_[0-9]{8}$' ORDER BY 1`,
  );
  return rows.map(({ day }) => day);
}

/** Makes the partition of a day; false if it is there. */
export function makeDeliveryDay(pool: Pool, day: string): Promise<boolean> {
  return unhurried(() => ask(pool, "SELECT laurel_make_delivery_day($1::date) AS done", [day]));
}

/** Drops a day that is older than `keptFrom`, unless something in it is not; false if it stays. */
export function dropDeliveryDay(pool: Pool, day: string, keptFrom: Date): Promise<boolean> {
  const wish = "SELECT laurel_drop_delivery_day($1::date, $2) AS done";
  return unhurried(() => ask(pool, wish, [day, keptFrom]));
}

async function ask(pool: Pool, text: string, values: unknown[]): Promise<boolean> {
  const { rows } = await pool.query<{ done: boolean }>(text, values);
  return rows[0]?.done ?? false;
}

const TRIES = 10;
/** lock_not_available and deadlock_detected: somebody is writing just now. */
const BUSY = ["55P03", "40P01"];

/** The database gives up quickly, so that no webhook waits for us; so we ask more than once. */
async function unhurried(work: () => Promise<boolean>): Promise<boolean> {
  for (let attempt = 1; ; attempt += 1) {
    try {
      return await work();
    } catch (error) {
      const busy = error instanceof DatabaseError && BUSY.includes(error.code ?? "");
      if (!busy || attempt === TRIES) throw error;
    }
  }
}
