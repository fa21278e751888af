import type { Pool } from "pg";
import { sql } from "#app/db/sql.server.ts";

/** The channel on which drains are woken; the payload is the kind of work, `delivery` or `all`. */
export const WORK_CHANNEL = "laurel_work";

/** Wakes drains, once what they are to do is committed. */
export type Waker = {
  wake(kinds: Iterable<string>): void;
  /** Kept when all that was to be woken has been. */
  rest(): Promise<void>;
};

/**
 * Wakes drains by statements of its own, one at a time, with all that has gathered meanwhile. Told
 * within the transactions that ask for work, Postgres would let these commit one after the other
 * only, each with its own wait for the disk. What a process did not come to tell, because it died
 * or because no connection was to be had, is found by polling a second later.
 */
export function openWaker(pool: Pool): Waker {
  const waiting = new Set<string>();
  let telling: Promise<void> | null = null;
  const tellAll = async (): Promise<void> => {
    while (waiting.size > 0) {
      const kinds = [...waiting];
      waiting.clear();
      await tell(pool, kinds).catch(() => undefined);
    }
    telling = null;
  };
  return {
    wake: (kinds) => {
      for (const kind of kinds) waiting.add(kind);
      if (waiting.size > 0) telling ??= tellAll();
    },
    rest: () => telling ?? Promise.resolve(),
  };
}

async function tell(pool: Pool, kinds: string[]): Promise<void> {
  await pool.query(sql`
    SELECT pg_notify(${WORK_CHANNEL}, kind) FROM unnest(${kinds}::text[]) AS kind`);
}
