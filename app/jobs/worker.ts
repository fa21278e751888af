import { setTimeout as sleep } from "node:timers/promises";
import type { AppContext } from "#app/context.server.ts";
import { startDrains } from "#app/jobs/drains.ts";
import { runJob, type JobName } from "#app/jobs/job-list.ts";
import { startSchedule } from "#app/jobs/schedule.ts";
import { isWorkDue, listenForWork } from "#app/usecases/look-for-work.ts";

export type Worker = {
  /** Finishes what is being done, and takes nothing more. */
  stop(): Promise<void>;
  /** Resolves once nothing is due any more by the context's clock. */
  idle(): Promise<void>;
  /** Runs a job of the schedule at once, for every shop. */
  runNow(job: JobName): Promise<void>;
};

const LOOK_MS = 10;

/**
 * Starts everything that works in the background: the drains and, unless `schedule` is false, the
 * jobs that run by the clock. Any number of workers may run beside each other.
 */
export async function startWorker(
  context: AppContext,
  { schedule = true }: { schedule?: boolean } = {},
): Promise<Worker> {
  const scheduled = schedule ? await startSchedule(context) : null;
  const drains = startDrains(context);
  const isBusy = () => drains.some((drain) => drain.isBusy());
  const wake = (kind: string) => {
    for (const drain of drains) if (kind === "all" || drain.name === kind) drain.wake();
  };
  const listener = await listenForWork(context.database, wake);
  return {
    stop: async () => {
      await scheduled?.stop();
      await listener.close();
      await Promise.all(drains.map((drain) => drain.stop()));
    },
    idle: async () => {
      for (;;) {
        // Asked twice: a drain that wakes meanwhile has taken what was due, and hidden it.
        if (!isBusy() && !(await isWorkDue(context)) && !isBusy()) return;
        if (!isBusy()) wake("all");
        await sleep(LOOK_MS);
      }
    },
    runNow: (job) => runJob(context, job),
  };
}
