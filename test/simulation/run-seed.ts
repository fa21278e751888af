import { differencesOf } from "#test/simulation/compare.ts";
import { live, openWorld } from "#test/simulation/play.ts";
import { comeToRest } from "#test/simulation/rest.ts";
import type { Stage } from "#test/simulation/stage.ts";
import { tellAgain } from "#test/simulation/tell-again.ts";
import { tallyUp } from "#test/simulation/tally.ts";
import { passTime, runJob } from "#test/simulation/work.ts";
import { nameOf, tell, type Plan, type Sabotage, type World } from "#test/simulation/world.ts";

export type SeedResult = {
  plan: Plan;
  differences: string[];
  /** What was done, step by step, as a hash: the same for the same plan. */
  trace: { hash: string; steps: number };
  account: string[];
  /** How much of what there was in this life. */
  tally: Map<string, number>;
};

/** One life in so many is told to a second shop. */
const TOLD_AGAIN = 4;
const DAY = 86_400_000;

/** Runs one seed: a life, rest, weeks, years; and compares with the model after each. */
export async function runSeed(stage: Stage, plan: Plan, sabotage?: Sabotage): Promise<SeedResult> {
  stage.scheduler.takeTrace();
  const world = await openWorld(stage, plan);
  sabotage?.apply(world);
  const differences = await attempt(world);
  await stage.sweep(world.shopId, world.domain);
  const trace = stage.scheduler.takeTrace();
  return { plan, differences, trace, account: world.account, tally: world.tally };
}

async function attempt(world: World): Promise<string[]> {
  try {
    await live(world);
    await comeToRest(world);
    const atRest = await differencesOf(world);
    if (atRest.length > 0) return atRest.map((each) => `at rest: ${each}`);
    await passTime(world, [world.dice("weeks").between(1, 60) * DAY]);
    const soon = await differencesOf(world);
    if (soon.length > 0) return soon.map((each) => `weeks later: ${each}`);
    await passYears(world);
    await tallyUp(world);
    const later = await differencesOf(world);
    if (later.length > 0) return later.map((each) => `years later: ${each}`);
    return world.plan.seed % TOLD_AGAIN === 0 ? await tellAgain(world) : [];
  } catch (error) {
    tell(world, nameOf(error));
    return [error instanceof Error ? (error.stack ?? error.message) : "failed"];
  }
}

/** Holds end, points and codes expire: nobody does anything, and time does its part. */
async function passYears(world: World): Promise<void> {
  tell(world, "years pass");
  await passTime(world, [100 * DAY]);
  await runJob(world, "reconcile-orders");
  await runJob(world, "lapse-redemptions");
  await passTime(world, [0, 500 * DAY]);
}
