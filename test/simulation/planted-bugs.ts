import { afterAll, beforeAll, expect, test } from "vitest";
import { rollHistory } from "#test/simulation/history.ts";
import { runSeed, type SeedResult } from "#test/simulation/run-seed.ts";
import { openStage, type Stage } from "#test/simulation/stage.ts";
import type { Sabotage } from "#test/simulation/world.ts";
import { freshDatabase } from "#test/support/database.ts";

/** A bug that so many lives of its kind do not show is not found. */
const MOST_LIVES = 60;

/** A test for each bug: lives as they are rolled find it. They run on a database called `name`. */
export function testPlanted(name: string, planted: Sabotage[]): void {
  let stage: Stage;
  beforeAll(async () => {
    stage = await openStage((await freshDatabase(name)).ownerUrl);
  });
  afterAll(() => stage.close());

  test.each(planted.map((bug, index) => ({ ...bug, index })))(
    "a planted bug is found: $name",
    { timeout: 120_000 },
    async ({ index, ...bug }) => {
      // Each in shops of its own: what a process remembers of others must not hide the bug.
      expect((await firstFailing(stage, bug, 10 + index)).differences).not.toEqual([]);
    },
  );
}

/** The first life in which a planted bug shows, or the last of those that may show it. */
export async function firstFailing(
  stage: Stage,
  sabotage: Sabotage,
  telling: number,
): Promise<SeedResult> {
  const { from = 1, concerns = () => true } = sabotage;
  let seen = 0;
  for (let seed = from; ; seed++) {
    const [first] = rollHistory(seed).events;
    if (first?.kind !== "publish" || !concerns(first.program)) continue;
    seen += 1;
    const result = await runSeed(stage, { seed, telling, without: [], calm: [] }, sabotage);
    if (result.differences.length > 0 || seen === MOST_LIVES) return result;
  }
}
