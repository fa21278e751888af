import { runSeed } from "#test/simulation/run-seed.ts";
import { shrink } from "#test/simulation/shrink.ts";
import { openStage } from "#test/simulation/stage.ts";
import type { Plan } from "#test/simulation/world.ts";

/** Every so many seeds from the first one on, up to the last. */
export type Order = { url: string; first: number; step: number; seeds: number };

export type Answer = {
  seed: number;
  steps: number;
  crashes: number;
  waits: number;
  tally: [string, number][];
  failed: { plan: Plan; differences: string[]; smallest: Plan } | null;
};

process.once("message", (order: Order) => {
  void work(order).then(() => process.disconnect());
});

async function work({ url, first, step, seeds }: Order): Promise<void> {
  const stage = await openStage(url);
  for (let seed = first; seed < seeds; seed += step) {
    const before = stage.scheduler.counts();
    const plan: Plan = { seed, telling: 0, without: [], calm: [] };
    const { differences, tally } = await runSeed(stage, plan);
    const { steps, crashes, waits } = stage.scheduler.counts();
    const failed =
      differences.length > 0 ? { plan, differences, smallest: await shrink(stage, plan) } : null;
    const answer: Answer = {
      ...{ seed, failed, tally: [...tally], steps: steps - before.steps },
      ...{ crashes: crashes - before.crashes, waits: waits - before.waits },
    };
    process.send?.(answer);
  }
  await stage.close();
}
