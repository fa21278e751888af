import { afterAll, beforeAll, expect, test } from "vitest";
import { runSeed } from "#test/simulation/run-seed.ts";
import { CLOSING_SABOTAGE } from "#test/simulation/sabotage-closing.ts";
import { openStage, type Stage } from "#test/simulation/stage.ts";
import type { Plan } from "#test/simulation/world.ts";
import { freshDatabase } from "#test/support/database.ts";

/** A bug that so many lives do not show is not found. */
const MOST_LIVES = 60;
let stage: Stage;

beforeAll(async () => {
  stage = await openStage((await freshDatabase("simulated-closing")).ownerUrl);
});
afterAll(() => stage.close());

test.each(CLOSING_SABOTAGE.map((sabotage, index) => ({ ...sabotage, index })))(
  "a planted bug is found: $name",
  { timeout: 120_000 },
  async ({ index, from = 1, ...sabotage }) => {
    const found: string[] = [];
    for (let seed = from; found.length === 0 && seed < from + MOST_LIVES; seed++) {
      const plan: Plan = { seed, telling: 10 + index, without: [], calm: [] };
      found.push(...(await runSeed(stage, plan, sabotage)).differences);
    }
    expect(found).not.toEqual([]);
  },
);
