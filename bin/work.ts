import { readConfig } from "#app/config.server.ts";
import { createContext } from "#app/context.server.ts";
import { startWorker } from "#app/jobs/worker.ts";

const context = createContext({ config: readConfig() });
const worker = await startWorker(context);
context.log.info("the worker has started");

let stopping = false;
for (const signal of ["SIGINT", "SIGTERM"] as const) {
  process.on(signal, () => {
    if (stopping) return;
    stopping = true;
    void stop();
  });
}

async function stop(): Promise<void> {
  await worker.stop();
  await context.close();
  context.log.info("the worker has stopped");
}
