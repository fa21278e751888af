import { Logger, run, type TaskList } from "graphile-worker";
import type { AppContext } from "#app/context.server.ts";
import { JOBS, runJob, runJobOfShop, type Job, type JobName } from "#app/jobs/job-list.ts";
import { listShopIds } from "#app/usecases/list-shop-ids.ts";

export type Schedule = { stop(): Promise<void> };

/** The schema of graphile-worker's tables; bin/migrate.ts makes it. */
const SCHEMA = "graphile_worker";

/** Runs the jobs by the clock of the machine; whichever process is there first runs each once. */
export async function startSchedule(context: AppContext): Promise<Schedule> {
  const jobs = Object.entries(JOBS) as [JobName, Job][];
  const runner = await run({
    pgPool: context.database.pool,
    schema: SCHEMA,
    concurrency: 2,
    noHandleSignals: true,
    logger: quietLogger(context),
    crontab: jobs.map(([name, { cron }]) => `${cron} ${name} ?max=3`).join("\n"),
    taskList: tasksOf(context, jobs),
  });
  return { stop: () => runner.stop() };
}

/** Without a shop a job hands itself out to every shop; each is retried on its own. */
function tasksOf(context: AppContext, jobs: [JobName, Job][]): TaskList {
  const tasks: TaskList = {};
  for (const [name, job] of jobs) {
    tasks[name] = async (payload, { addJob }) => {
      const shopId = shopIdOf(payload);
      if (shopId !== null) return runJobOfShop(context, name, shopId);
      if ("atLarge" in job) return runJob(context, name);
      for (const id of await listShopIds(context)) {
        const jobKey = `${name}:${id}`;
        await addJob(name, { shopId: id.toString() }, { jobKey, maxAttempts: 5 });
      }
    };
  }
  return tasks;
}

function shopIdOf(payload: unknown): bigint | null {
  if (typeof payload !== "object" || payload === null || !("shopId" in payload)) return null;
  const { shopId } = payload;
  return typeof shopId === "string" && /^\d+$/.test(shopId) ? BigInt(shopId) : null;
}

/** Only what somebody must act on goes to our log; what failed says no more than its name. */
function quietLogger({ log }: AppContext): Logger {
  return new Logger(() => (level) => {
    if (level === "error") log.error("a job of the schedule failed; it will be tried again");
  });
}
