import { afterAll, beforeAll, expect, test } from "vitest";
import { rollHistory } from "#test/simulation/history.ts";
import { hasBudgets } from "#test/simulation/program-budgets.ts";
import { hasPool } from "#test/simulation/program-pools.ts";
import type { SimProgram } from "#test/simulation/program.ts";
import { runSeed } from "#test/simulation/run-seed.ts";
import { BUDGET_SABOTAGE } from "#test/simulation/sabotage-budgets.ts";
import { POOL_SABOTAGE } from "#test/simulation/sabotage-pools.ts";
import { openStage, type Stage } from "#test/simulation/stage.ts";
import type { Plan } from "#test/simulation/world.ts";
import { freshDatabase } from "#test/support/database.ts";

/** A bug that so many lives of its kind do not show is not found. */
const MOST_LIVES = 60;
let stage: Stage;

beforeAll(async () => {
  stage = await openStage((await freshDatabase("simulated-sharing")).ownerUrl);
});
afterAll(() => stage.close());

const planted = [
  ...BUDGET_SABOTAGE.map((sabotage) => ({ ...sabotage, concerns: hasBudgets })),
  ...POOL_SABOTAGE.map((sabotage) => ({ ...sabotage, concerns: hasPool })),
].map((sabotage, index) => ({ ...sabotage, telling: 10 + index }));

test.each(planted)(
  "a planted bug is found: $name",
  { timeout: 120_000 },
  async ({ concerns, telling, ...sabotage }) => {
    const found: string[] = [];
    for (const seed of seedsWith(concerns)) {
      const plan: Plan = { seed, telling, without: [], calm: [] };
      found.push(...(await runSeed(stage, plan, sabotage)).differences);
      if (found.length > 0) break;
    }
    expect(found).not.toEqual([]);
  },
);

function seedsWith(concerns: (program: SimProgram) => boolean): number[] {
  const seeds: number[] = [];
  for (let seed = 1; seeds.length < MOST_LIVES; seed++) {
    const [first] = rollHistory(seed).events;
    if (first?.kind === "publish" && concerns(first.program)) seeds.push(seed);
  }
  return seeds;
}
