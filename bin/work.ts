import { readConfig } from "#app/config.server.ts";
import { createContext } from "#app/context.server.ts";
import { startMetrics } from "#app/http/metrics.ts";
import { startWorker } from "#app/jobs/worker.ts";

const config = readConfig();
const context = createContext({ config });
const worker = await startWorker(context);
const metrics =
  config.METRICS_PORT === undefined ? null : await startMetrics(context, config.METRICS_PORT);

let stopping = false;
for (const signal of ["SIGINT", "SIGTERM"] as const) {
  process.on(signal, () => {
    if (stopping) return;
    stopping = true;
    void stop();
  });
}
// Said once a signal would be heard.
context.log.info("the worker has started");

async function stop(): Promise<void> {
  await worker.stop();
  await metrics?.close();
  await context.close();
  context.log.info("the worker has stopped");
}
