import { setTimeout as sleep } from "node:timers/promises";
import type { AppContext } from "#app/context.server.ts";
import { DELIVERIES_AT_ONCE, drainDeliveries } from "#app/usecases/drain-deliveries.ts";
import { drainWork } from "#app/usecases/drain-work.ts";
import { WORK } from "#app/usecases/work-kinds.ts";

/** A queue that is emptied as soon as something is in it. */
export type Drain = { name: string; wake(): void; isBusy(): boolean; stop(): Promise<void> };

const KINDS = [
  "set-up-shop",
  "confirm-end",
  "compare-orders",
  "fetch-product",
  "reread-order",
  "settle",
  "tell-inviter",
  "issue-code",
  "cancel-code",
  "sync",
  "sync-again",
] as const;
/** Notifications wake drains at once; this finds what became due, and what was missed. */
const POLL_MS = 1_000;
/** While one writes what it took, under the lock of its shop, the other reads what comes next. */
const INBOX_DRAINS = 2;
/** Who finds so many is in a rush, and waits for company: each costs less in a fuller batch. */
const RUSH = 20;
const COMPANY_MS = 50;
/** After a failure; twice as long after each further one. A database that restarts is soon back. */
const FIRST_PAUSE_MS = 100;
const LONGEST_PAUSE_MS = 3_200;

/** Starts the drains of the inbox and of every kind of work. */
export function startDrains(context: AppContext): Drain[] {
  const inbox = { name: "delivery", most: DELIVERIES_AT_ONCE };
  return [
    ...Array.from({ length: INBOX_DRAINS }, () =>
      startDrain(context, { ...inbox, empty: () => drainDeliveries(context) }),
    ),
    ...KINDS.map((name) => {
      const most = WORK[name].limit;
      return startDrain(context, { name, most, empty: () => drainWork(context, name) });
    }),
  ];
}

/** `empty` takes what is due, `most` at a time, and says how much it took. */
type Lane = { name: string; most: number; empty: () => Promise<number> };

/** Runs `empty` again and again while it finds something, then waits to be woken. */
function startDrain(context: AppContext, { name, most, empty }: Lane): Drain {
  const bell = createBell();
  const stopping = new AbortController();
  let busy = true;
  let pauseMs = FIRST_PAUSE_MS;
  const running = (async () => {
    while (!stopping.signal.aborted) {
      busy = true;
      const found = await empty().catch(async (error: unknown) => {
        if (stopping.signal.aborted) return null;
        context.log.error({ drain: name, name: nameOf(error) }, "a drain failed");
        context.metrics.noteDrained(name, "failed");
        await pause(pauseMs, stopping.signal);
        pauseMs = Math.min(LONGEST_PAUSE_MS, 2 * pauseMs);
        return null;
      });
      if (found === null) continue;
      pauseMs = FIRST_PAUSE_MS;
      if (found > 0) {
        context.metrics.noteDrained(name, { items: found });
        if (found >= RUSH && found < most / 2) await pause(COMPANY_MS, stopping.signal);
        continue;
      }
      busy = false;
      await bell.wait(POLL_MS);
    }
  })();
  return {
    name,
    wake: bell.ring,
    isBusy: () => busy || bell.hasRung(),
    stop: async () => {
      stopping.abort();
      bell.ring();
      await running;
      busy = false;
    },
  };
}

async function pause(millis: number, stopping: AbortSignal): Promise<void> {
  await sleep(millis, null, { signal: stopping }).catch(() => null);
}

/** Wakes one sleeper; a ring while nobody sleeps is not lost. */
function createBell() {
  let rung = false;
  let wakeUp: (() => void) | null = null;
  return {
    hasRung: () => rung,
    ring: () => {
      rung = true;
      wakeUp?.();
    },
    wait: async (atMostMs: number) => {
      if (!rung) {
        let timer: NodeJS.Timeout | undefined;
        await new Promise<void>((resolve) => {
          wakeUp = resolve;
          timer = setTimeout(resolve, atMostMs);
        });
        clearTimeout(timer);
        wakeUp = null;
      }
      rung = false;
    },
  };
}

function nameOf(error: unknown): string {
  return error instanceof Error ? error.name : typeof error;
}
