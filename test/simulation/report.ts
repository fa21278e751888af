import type { Answer } from "#test/simulation/lane.ts";
import { commandOf } from "#test/simulation/shrink.ts";

/** Adds up what lanes answer, and tells how it goes. */
export function createReport(from: number) {
  const started = performance.now();
  const sums = { seeds: 0, failed: 0, steps: 0, crashes: 0, waits: 0 };
  const tally = new Map<string, number>();
  return {
    hear: (answer: Answer) => {
      sums.seeds += 1;
      sums.steps += answer.steps;
      sums.crashes += answer.crashes;
      sums.waits += answer.waits;
      for (const [what, times] of answer.tally) tally.set(what, (tally.get(what) ?? 0) + times);
      if (!answer.failed) return;
      sums.failed += 1;
      tellFailure(answer.failed);
    },
    tell: () => {
      const { seeds, failed, steps, crashes, waits } = sums;
      const rate = (seeds / ((performance.now() - started) / 1000)).toFixed(1);
      const went = `${steps} statements and calls, ${crashes} crashes, ${waits} waits for locks`;
      console.log(`${seeds} seeds from ${from}, ${failed} failed, ${rate} per second; ${went}`);
    },
    /** What all those lives consisted of. Returns how many failed. */
    tellAll: () => {
      const counted = [...tally].map(([what, times]) => `${times} ${what}`);
      console.log(counted.sort().join(", "));
      return sums.failed;
    },
  };
}

function tellFailure({ plan, differences, smallest }: NonNullable<Answer["failed"]>): void {
  console.log(`\nseed ${plan.seed} failed:\n  ${differences.slice(0, 5).join("\n  ")}`);
  console.log(`  ${commandOf(plan)}\n  or, shrunk: ${commandOf(smallest)}\n`);
}
