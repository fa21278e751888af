import { setTimeout as sleep } from "node:timers/promises";
import type { AppContext } from "#app/context.server.ts";
import { drainDeliveries } from "#app/usecases/drain-deliveries.ts";
import { drainWork } from "#app/usecases/drain-work.ts";

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
] as const;
/** Notifications wake drains at once; this finds what became due, and what was missed. */
const POLL_MS = 1_000;
/** After a failure; twice as long after each further one. A database that restarts is soon back. */
const FIRST_PAUSE_MS = 100;
const LONGEST_PAUSE_MS = 3_200;

/** Starts the drains of the inbox and of every kind of work. */
export function startDrains(context: AppContext): Drain[] {
  return [
    startDrain(context, "delivery", () => drainDeliveries(context)),
    ...KINDS.map((kind) => startDrain(context, kind, () => drainWork(context, kind))),
  ];
}

/** Runs `empty` again and again while it finds something, then waits to be woken. */
function startDrain(context: AppContext, name: string, empty: () => Promise<number>): Drain {
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
        await sleep(pauseMs, null, { signal: stopping.signal }).catch(() => null);
        pauseMs = Math.min(LONGEST_PAUSE_MS, 2 * pauseMs);
        return null;
      });
      if (found === null) continue;
      pauseMs = FIRST_PAUSE_MS;
      if (found > 0) {
        context.metrics.noteDrained(name, { items: found });
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
