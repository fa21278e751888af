import { afterAll, beforeAll, expect, test } from "vitest";
import { runSeed } from "#test/simulation/run-seed.ts";
import { commandOf } from "#test/simulation/shrink.ts";
import { openStage, type Stage } from "#test/simulation/stage.ts";
import type { Plan } from "#test/simulation/world.ts";
import { freshDatabase } from "#test/support/database.ts";

/** More of them by `npm run simulation`. */
const SEEDS = 200;

let stage: Stage;

beforeAll(async () => {
  stage = await openStage((await freshDatabase("lives")).ownerUrl);
});
afterAll(() => stage.close());

test("whole lives of shops, with all that goes wrong, end as the model says", async () => {
  for (let seed = 1; seed <= SEEDS; seed++) {
    const plan: Plan = { seed, telling: 0, without: [], calm: [] };
    const { differences } = await runSeed(stage, plan);
    expect(differences, commandOf(plan)).toEqual([]);
  }
}, 600_000);
