import { readdirSync, readFileSync } from "node:fs";
import { afterAll, beforeAll, expect, test } from "vitest";
import { firstFailing, testPlanted } from "#test/simulation/planted-bugs.ts";
import { runSeed } from "#test/simulation/run-seed.ts";
import { SABOTAGE } from "#test/simulation/sabotage.ts";
import { commandOf, shrink } from "#test/simulation/shrink.ts";
import { openStage, type Stage } from "#test/simulation/stage.ts";
import type { Plan } from "#test/simulation/world.ts";
import { freshDatabase } from "#test/support/database.ts";

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

testPlanted("simulated-lives", SABOTAGE);

test("a failing life is shrunk to what the failure needs", { timeout: 120_000 }, async () => {
  const [, sabotage] = SABOTAGE;
  if (!sabotage) throw new Error("There is no sabotage");
  const { plan } = await firstFailing(stage, sabotage, 11);
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

function planOf(seed: number): Plan {
  return { seed, telling: 0, without: [], calm: [] };
}
