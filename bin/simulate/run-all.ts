import { globSync, statSync } from "node:fs";
import path from "node:path";
import type { Lane } from "#bin/simulate/lane.ts";
import { readScenario, ScenarioProblem } from "#bin/simulate/read-scenario.ts";
import { runScenario, type ScenarioAccount } from "#bin/simulate/run-scenario.ts";

/** What became of one file: its account, or why there is none. */
export type Result = { file: string; account: ScenarioAccount } | { file: string; problem: string };

/** The scenario files at a place: itself, or all that are below it, in order. */
export function listScenarios(place: string): string[] {
  if (!statSync(place).isDirectory()) return [place];
  return globSync("**/*.{yaml,yml,json}", { cwd: place })
    .filter((file) => !file.split(path.sep).includes("payloads"))
    .map((file) => path.join(place, file))
    .sort();
}

/** Runs files on all lanes at once; `onResult` hears of each as soon as it is done. */
export async function runAll(
  lanes: Lane[],
  files: string[],
  onResult: (result: Result) => void,
): Promise<void> {
  const queue = [...files];
  await Promise.all(
    lanes.map(async (lane) => {
      for (let file = queue.shift(); file !== undefined; file = queue.shift()) {
        onResult(await runFile(lane, file));
      }
    }),
  );
}

/** Runs one file; what goes wrong on the way is told, too. */
export async function runFile(lane: Lane, file: string): Promise<Result> {
  try {
    return { file, account: await runScenario(lane, readScenario(file)) };
  } catch (error) {
    if (error instanceof ScenarioProblem) return { file, problem: error.message };
    const message = error instanceof Error ? (error.stack ?? error.message) : String(error);
    return { file, problem: `${file}: ${message}` };
  }
}
