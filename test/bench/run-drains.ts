import type { AppContext } from "#app/context.server.ts";
import { drainDeliveries } from "#app/usecases/drain-deliveries.ts";
import { drainWork } from "#app/usecases/drain-work.ts";

/** Runs the two drains that an award passes through, as a worker does, until told to stop. */
export async function runDrains(context: AppContext, stopping: AbortSignal): Promise<void> {
  const empty = async (drain: () => Promise<number>) => {
    while (!stopping.aborted) {
      if ((await drain()) === 0) await new Promise((resolve) => setTimeout(resolve, 5));
    }
  };
  await Promise.all([
    empty(() => drainDeliveries(context)),
    empty(() => drainWork(context, "settle")),
  ]);
}
