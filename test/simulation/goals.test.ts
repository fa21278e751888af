import { afterAll, beforeAll, expect, test } from "vitest";
import { rollHistory } from "#test/simulation/history.ts";
import { runSeed } from "#test/simulation/run-seed.ts";
import { GOAL_SABOTAGE, type GoalSabotage } from "#test/simulation/sabotage-goals.ts";
import { openStage, type Stage } from "#test/simulation/stage.ts";
import type { Plan } from "#test/simulation/world.ts";
import { freshDatabase } from "#test/support/database.ts";

/** A bug that so many lives of its kind do not show is not found. */
const MOST_LIVES = 60;
let stage: Stage;

beforeAll(async () => {
  stage = await openStage((await freshDatabase("simulated-goals")).ownerUrl);
});
afterAll(() => stage.close());

test.each(GOAL_SABOTAGE.map((sabotage, index) => ({ ...sabotage, index })))(
  "a planted bug is found: $name",
  { timeout: 120_000 },
  async ({ index, concerns, ...sabotage }) => {
    const found: string[] = [];
    for (const seed of seedsWith(concerns)) {
      const plan: Plan = { seed, telling: 10 + index, without: [], calm: [] };
      found.push(...(await runSeed(stage, plan, sabotage)).differences);
      if (found.length > 0) break;
    }
    expect(found).not.toEqual([]);
  },
);

/** Lives in which the bug can show from the beginning. */
function seedsWith(concerns: GoalSabotage["concerns"]): number[] {
  const seeds: number[] = [];
  for (let seed = 1; seeds.length < MOST_LIVES; seed++) {
    const [first] = rollHistory(seed).events;
    if (first?.kind === "publish" && concerns(first.program)) seeds.push(seed);
  }
  return seeds;
}
