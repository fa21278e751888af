import { later } from "#bin/simulate/moments.ts";
import { judge, type Failure } from "#bin/simulate/judge.ts";
import type { Lane } from "#bin/simulate/lane.ts";
import { ledgerProblems, standingsOf, troubleOf, type Standing } from "#bin/simulate/observe.ts";
import { fillShop, shopToBe } from "#bin/simulate/open-shop.ts";
import { doWhatIsDue, passTime } from "#bin/simulate/pass-time.ts";
import { perform } from "#bin/simulate/perform.ts";
import { publishDocument } from "#bin/simulate/publish.ts";
import type { ReadScenario } from "#bin/simulate/read-scenario.ts";
import { actionsOf, type Step } from "#bin/simulate/scenario.ts";
import { moment, sendLetters, type World } from "#bin/simulate/world.ts";
import { momentOf } from "#bin/simulate/moments.ts";

/** What happened at one step. */
export type StepAccount = {
  index: number;
  at: Date;
  action: string | null;
  step: Step;
  refused: string | null;
  /** What every customer has afterwards, where it has changed. */
  changed: Record<string, Standing>;
  failures: Failure[];
};

export type ScenarioAccount = {
  file: string;
  title: string;
  timeZone: string;
  steps: StepAccount[];
  /** Failures of all steps, and what is wrong with the ledger in the end. */
  failures: (Failure & { step: number | null })[];
};

/** Plays a scenario from beginning to end in a shop of its own. */
export async function runScenario(lane: Lane, read: ReadScenario): Promise<ScenarioAccount> {
  const { scenario, file } = read;
  const { timeZone, start } = scenario.shop;
  const stage = await lane.enter(shopToBe(scenario), momentOf(start, timeZone));
  const world: World = {
    ...stage,
    ...{ read, scenario, onTheirWay: [], published: 0 },
    ...{ orders: new Map(), redemptions: new Map(), adjustments: new Map() },
    activities: new Map(),
  };
  try {
    await open(world);
    const steps: StepAccount[] = [];
    const before = new Map<string, string>();
    for (const [index, step] of scenario.steps.entries()) {
      steps.push(await playStep(world, { index, step, before }));
    }
    const failures: ScenarioAccount["failures"] = steps.flatMap((each) =>
      each.failures.map((failure) => ({ ...failure, step: each.index })),
    );
    const got = await ledgerProblems(world);
    if (got.length > 0) failures.push({ what: "ledger", expected: [], got, step: null });
    return { file, title: scenario.title, timeZone, steps, failures };
  } finally {
    await world.leave();
  }
}

async function open(world: World): Promise<void> {
  const { programs } = world.read;
  await doWhatIsDue(world);
  await fillShop(world);
  await doWhatIsDue(world);
  const outcomes = [await publishDocument(world, programs.first, undefined)];
  for (const [index, document] of programs.versions.entries()) {
    const { from } = world.scenario.versions[index] ?? {};
    outcomes.push(await publishDocument(world, document, from));
  }
  const refused = outcomes.find((outcome) => outcome.refused !== null)?.refused;
  if (refused) throw new Error(`The program was not published: ${refused}`);
}

type Playing = { index: number; step: Step; before: Map<string, string> };

async function playStep(world: World, { index, step, before }: Playing): Promise<StepAccount> {
  const { clock, scenario } = world;
  const { timeZone } = scenario.shop;
  if (step.at !== undefined) await passTime(world, moment(world, step.at));
  if (step.after !== undefined) await passTime(world, later(clock.now(), step.after, timeZone));
  const outcome = await perform(world, step);
  await sendLetters(world, step.webhooks);
  await doWhatIsDue(world);
  const trouble = await troubleOf(world);
  if (trouble.length > 0) throw new Error(`The app failed at step ${index + 1}: ${trouble.join()}`);
  const standings = await standingsOf(world);
  const changed: Record<string, Standing> = {};
  for (const [name, standing] of standings) {
    const text = JSON.stringify(standing);
    if (before.get(name) !== text) changed[name] = standing;
    before.set(name, text);
  }
  return {
    index,
    at: clock.now(),
    action: actionsOf(step)[0] ?? null,
    step,
    refused: outcome.refused,
    changed,
    failures: await judge(world, step.expect, { outcome, standings }),
  };
}
