import { setTimeout as sleep } from "node:timers/promises";
import type { Clock } from "#app/db/context.ts";
import type { Database } from "#app/db/database.server.ts";
import { hasDueWork } from "#app/db/parked-work.ts";
import { WORK_CHANNEL } from "#app/db/waker.ts";

/** Whether anything waits to be drained at this moment. */
export function isWorkDue(place: { database: Database; clock: Clock }): Promise<boolean> {
  return hasDueWork(place.database.pool, place.clock.now());
}

export type WorkListener = { close(): Promise<void> };

/** A connection that broke is replaced after that long; until then polling must do. */
const LISTEN_AGAIN_MS = 500;

/**
 * Calls `onWork` with the kind of work whenever some is asked for, and with `all` once it listens
 * again after a connection broke: nobody can say what was missed. Throws if it cannot begin.
 */
export async function listenForWork(
  database: Database,
  onWork: (kind: string) => void,
): Promise<WorkListener> {
  const closing = new AbortController();
  let current: Ear | null = await openEar(database, onWork);
  const staying = (async () => {
    while (!closing.signal.aborted) {
      await current?.broken;
      if (closing.signal.aborted) return;
      await sleep(LISTEN_AGAIN_MS, null, { signal: closing.signal }).catch(() => null);
      current = closing.signal.aborted ? null : await openEar(database, onWork).catch(() => null);
      if (current) onWork("all");
    }
  })();
  return {
    close: async () => {
      closing.abort();
      current?.close();
      await staying;
      current?.close();
    },
  };
}

/** One connection that listens, and a promise that is kept when it does no more. */
type Ear = { broken: Promise<void>; close(): void };

async function openEar(database: Database, onWork: (kind: string) => void): Promise<Ear> {
  const client = await database.pool.connect();
  let release = () => {};
  const broken = new Promise<void>((resolve) => {
    let released = false;
    release = () => {
      if (released) return;
      released = true;
      client.removeAllListeners("notification");
      // Not given back to the pool: it would go on listening.
      client.release(true);
      resolve();
    };
  });
  client.on("notification", ({ payload }) => onWork(payload ?? ""));
  client.on("error", release);
  client.on("end", release);
  try {
    await client.query(`LISTEN ${WORK_CHANNEL}`);
  } catch (error) {
    release();
    throw error;
  }
  return { broken, close: release };
}
