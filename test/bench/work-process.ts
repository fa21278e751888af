import { startWorker } from "#app/jobs/worker.ts";
import { benchContext } from "#test/bench/bench-shop.ts";

// The worker process of a measurement, as bin/work.ts: all drains, and the schedule.
const context = benchContext(process.env["DATABASE_URL"] ?? "");
const worker = await startWorker(context);
process.send?.({ port: 0 });
process.on("SIGTERM", () => void stop());
// Who started it is gone, so nobody will stop it.
process.on("disconnect", () => process.exit());
process.channel?.unref();

async function stop(): Promise<void> {
  await worker.stop();
  const { text } = await context.metrics.read();
  const drained = /^laurel_drained_total\{lane="delivery"\} (\d+)/m.exec(text);
  process.send?.({ drained: Number(drained?.[1] ?? 0) });
  await context.close();
}
