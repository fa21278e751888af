import { afterAll, beforeAll, expect, test } from "vitest";
import { rollHistory } from "#test/simulation/history.ts";
import { isGift } from "#test/simulation/program.ts";
import { runSeed } from "#test/simulation/run-seed.ts";
import { GIFT_SABOTAGE } from "#test/simulation/sabotage-gifts.ts";
import { openStage, type Stage } from "#test/simulation/stage.ts";
import type { Plan } from "#test/simulation/world.ts";
import { freshDatabase } from "#test/support/database.ts";

/** A bug that so many lives with gifts do not show is not found. */
const MOST_LIVES = 60;
let stage: Stage;

beforeAll(async () => {
  stage = await openStage((await freshDatabase("simulated-gifts")).ownerUrl);
});
afterAll(() => stage.close());

test.each(GIFT_SABOTAGE.map((sabotage, index) => ({ ...sabotage, index })))(
  "a planted bug is found: $name",
  { timeout: 120_000 },
  async ({ index, ...sabotage }) => {
    const found: string[] = [];
    for (const seed of seedsWithGifts(sabotage.from)) {
      const plan: Plan = { seed, telling: 10 + index, without: [], calm: [] };
      found.push(...(await runSeed(stage, plan, sabotage)).differences);
      if (found.length > 0) break;
    }
    expect(found).not.toEqual([]);
  },
);

/** Lives of shops that give nothing else. */
function seedsWithGifts(from = 1): number[] {
  const seeds: number[] = [];
  for (let seed = from; seeds.length < MOST_LIVES; seed++) {
    const [first] = rollHistory(seed).events;
    if (first?.kind === "publish" && first.program.rewards.every(isGift)) seeds.push(seed);
  }
  return seeds;
}
