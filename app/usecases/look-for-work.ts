import type { Clock } from "#app/db/context.ts";
import type { Database } from "#app/db/database.server.ts";
import { hasDueWork } from "#app/db/parked-work.ts";
import { WORK_CHANNEL } from "#app/db/work-items.ts";

/** Whether anything waits to be drained at this moment. */
export function isWorkDue(place: { database: Database; clock: Clock }): Promise<boolean> {
  return hasDueWork(place.database.pool, place.clock.now());
}

export type WorkListener = { close(): Promise<void> };

/**
 * Calls `onWork` with the kind of work whenever some is asked for. If the connection breaks,
 * `onWork` hears nothing more: polling must do without.
 */
export async function listenForWork(
  database: Database,
  onWork: (kind: string) => void,
): Promise<WorkListener> {
  const client = await database.pool.connect();
  let released = false;
  const release = (broken: boolean) => {
    if (released) return;
    released = true;
    client.removeAllListeners("notification");
    client.release(broken);
  };
  client.on("notification", ({ payload }) => onWork(payload ?? ""));
  client.on("error", () => release(true));
  await client.query(`LISTEN ${WORK_CHANNEL}`);
  // Not given back to the pool: it would go on listening.
  return { close: () => Promise.resolve(release(true)) };
}
