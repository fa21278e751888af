import { readdirSync, readFileSync } from "node:fs";
import { afterAll, beforeAll, expect, test } from "vitest";
import { runSeed, type SeedResult } from "#test/simulation/run-seed.ts";
import { SABOTAGE } from "#test/simulation/sabotage.ts";
import { commandOf, shrink } from "#test/simulation/shrink.ts";
import { openStage, type Stage } from "#test/simulation/stage.ts";
import type { Plan, Sabotage } from "#test/simulation/world.ts";
import { freshDatabase } from "#test/support/database.ts";

/** A bug that so many lives do not show is not found. */
const MOST_LIVES = 60;
let stage: Stage;

beforeAll(async () => {
  stage = await openStage((await freshDatabase("simulation")).ownerUrl);
});
afterAll(() => stage.close());

test("the same seed is the same run, statement by statement", async () => {
  for (const seed of [7, 20]) {
    // A process reads a published program once: the first run of a shop asks for it.
    await runSeed(stage, planOf(seed));
    const [first, again] = [await runSeed(stage, planOf(seed)), await runSeed(stage, planOf(seed))];
    expect(again.trace).toEqual(first.trace);
    expect(again.account).toEqual(first.account);
  }
});

test.each(SABOTAGE.map((sabotage, index) => ({ ...sabotage, index })))(
  "a planted bug is found: $name",
  { timeout: 120_000 },
  async ({ index, ...sabotage }) => {
    // Each in shops of its own: what a process remembers of others must not hide the bug.
    expect((await firstFailing(sabotage, 10 + index)).differences).not.toEqual([]);
  },
);

test("a failing life is shrunk to what the failure needs", { timeout: 120_000 }, async () => {
  const [, sabotage] = SABOTAGE;
  if (!sabotage) throw new Error("There is no sabotage");
  const { plan } = await firstFailing(sabotage, 11);
  const smallest = await shrink(stage, plan, sabotage);
  expect((await runSeed(stage, smallest, sabotage)).differences).not.toEqual([]);
  expect(smallest.without.length).toBeGreaterThan(plan.without.length);
  expect(commandOf(smallest)).toContain(`--seed ${plan.seed} --without`);
});

test("the model shares no code with the app", () => {
  const models = readdirSync("test/simulation").filter((file) => file.startsWith("model"));
  expect(models.length).toBeGreaterThan(3);
  for (const file of models) {
    const text = readFileSync(`test/simulation/${file}`, "utf8");
    const imported = [...text.matchAll(/from "([^"]+)"/g)].map(([, name = ""]) => name);
    expect(imported.filter((name) => !name.startsWith("#test/simulation/model"))).toEqual([]);
  }
});

/** The first life in which a planted bug shows. */
async function firstFailing(sabotage: Sabotage, telling: number): Promise<SeedResult> {
  const { from = 1 } = sabotage;
  for (let seed = from; ; seed++) {
    const result = await runSeed(stage, planOf(seed, telling), sabotage);
    if (result.differences.length > 0 || seed === from + MOST_LIVES) return result;
  }
}

function planOf(seed: number, telling = 0): Plan {
  return { seed, telling, without: [], calm: [] };
}
