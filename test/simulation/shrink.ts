import { runSeed } from "#test/simulation/run-seed.ts";
import { rollHistory } from "#test/simulation/history.ts";
import type { Stage } from "#test/simulation/stage.ts";
import { MALICE, type Plan, type Sabotage } from "#test/simulation/world.ts";

/** Enough for two rounds over the longest history. */
const MOST_RUNS = 70;

/**
 * Leaves out of a failing plan what it does not need: malice first, then events from the last to
 * the first, for as long as something still is not as it should be.
 */
export async function shrink(stage: Stage, failing: Plan, sabotage?: Sabotage): Promise<Plan> {
  let plan = failing;
  let runs = 0;
  const attempt = async (smaller: Plan): Promise<boolean> => {
    runs += 1;
    if (runs > MOST_RUNS) return false;
    const { differences } = await runSeed(stage, smaller, sabotage);
    if (differences.length > 0) plan = smaller;
    return differences.length > 0;
  };
  for (const malice of MALICE) {
    if (!plan.calm.includes(malice)) await attempt({ ...plan, calm: [...plan.calm, malice] });
  }
  const ids = rollHistory(plan.seed).events.map(({ id }) => id);
  for (let found = true; found;) {
    found = false;
    for (const id of ids.toReversed()) {
      if (id === 0 || plan.without.includes(id)) continue;
      found = (await attempt({ ...plan, without: [...plan.without, id] })) || found;
    }
  }
  return plan;
}

/** The one command that runs a plan again. */
export function commandOf({ seed, without, calm }: Plan): string {
  const parts = [
    ...(without.length > 0 ? ["--without", [...without].sort((a, b) => a - b).join(",")] : []),
    ...(calm.length > 0 ? ["--calm", calm.join(",")] : []),
  ];
  return ["npm run simulation -- --seed", String(seed), ...parts].join(" ");
}
