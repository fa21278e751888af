import { globSync } from "node:fs";
import { pathToFileURL } from "node:url";
import { INSTRUMENTER_CONSTANTS, type MutantCoverage } from "@stryker-mutator/api/core";
import { declareFactoryPlugin, PluginKind } from "@stryker-mutator/api/plugin";
import {
  determineHitLimitReached,
  type DryRunResult,
  DryRunStatus,
  type MutantRunOptions,
  type MutantRunResult,
  MutantRunStatus,
  type TestResult,
  type TestRunner,
  TestStatus,
  toMutantRunResult,
} from "@stryker-mutator/api/test-runner";
import { gatherExamples, SHIM, type Example } from "#test/static/mutation-examples.ts";
import { readModulesAnew } from "#test/static/mutation-modules.ts";

/** What instrumented code reads and writes, as Stryker's instrumenter names it. */
type Switchboard = {
  activeMutant?: string | undefined;
  currentTestId?: string | undefined;
  hitCount?: number;
  hitLimit?: number | undefined;
  mutantCoverage?: MutantCoverage;
};

type Outcome = { tests: TestResult[] };

/** They take seconds for every mutant: examples must be enough. */
const LEFT_OUT = /(years|year-invariants|laws)\.test\.ts$/;

/**
 * Runs the pure tests in Stryker's own process, loaded once, so that a mutant costs what its tests
 * cost: some milliseconds. Vitest would start a worker and read every module again for each of more
 * than ten thousand mutants.
 */
function mutationRunner(): TestRunner {
  const everything = globalThis as unknown as Record<string, Switchboard>;
  const board = (everything[INSTRUMENTER_CONSTANTS.NAMESPACE] ??= {});
  const modules = readModulesAnew(process.cwd(), { vitest: SHIM });
  const speed = rememberSpeed();
  let examples: Example[] = [];
  let loadedWith: string | null | undefined;

  /** Reads all modules again: with a mutant of what is worked out while reading, or with none. */
  const load = async (mutant: string | null) => {
    loadedWith = undefined;
    board.activeMutant = mutant ?? undefined;
    modules.nextGeneration();
    examples = await gatherExamples(testFiles());
    loadedWith = mutant;
  };

  const tryMutant = async (
    { activeMutant, testFilter, sandboxFileName, hitLimit, disableBail }: MutantRunOptions,
    whileReading: boolean,
  ): Promise<MutantRunResult> => {
    Object.assign(board, { hitCount: 0, hitLimit });
    try {
      if (whileReading) await load(activeMutant.id);
      else if (loadedWith !== null) await load(null);
    } catch (error) {
      // Unmutated, all can be read: a runner that cannot would take every mutant for killed.
      if (!whileReading) throw error;
      return killedWhileReading(error);
    }
    board.activeMutant = activeMutant.id;
    const wanted = testFilter ? new Set(testFilter) : null;
    const due = examples.filter(({ id }) => !wanted || wanted.has(id));
    due.sort(speed.likeliestFirst(sandboxFileName));
    const { tests } = await runExamples(board, due, !disableBail);
    board.activeMutant = undefined;
    speed.noteKills(sandboxFileName, tests);
    const endless = determineHitLimitReached(board.hitCount, hitLimit);
    return toMutantRunResult(endless ?? { status: DryRunStatus.Complete, tests });
  };

  return {
    capabilities: () => ({ reloadEnvironment: true }),
    dryRun: async (): Promise<DryRunResult> => {
      await load(null);
      const { tests } = await runExamples(board, examples, false);
      for (const { id, timeSpentMs } of tests) speed.millis.set(id, timeSpentMs);
      const { mutantCoverage } = board;
      return { status: DryRunStatus.Complete, tests, ...(mutantCoverage && { mutantCoverage }) };
    },
    mutantRun: async (options: MutantRunOptions): Promise<MutantRunResult> => {
      const isStatic = options.mutantActivation === "static";
      const result = await tryMutant(options, isStatic);
      // What is worked out once and kept (a lazy schema) is met only by modules read anew.
      const isSure = isStatic || result.status !== MutantRunStatus.Survived;
      return isSure ? result : tryMutant(options, true);
    },
  };
}

function testFiles(): [name: string, url: string][] {
  const files = globSync("test/domain/**/*.test.ts").filter((file) => !LEFT_OUT.test(file));
  return files.toSorted().map((file) => [file, pathToFileURL(file).href]);
}

async function runExamples(
  board: Switchboard,
  examples: Example[],
  untilOneFails: boolean,
): Promise<Outcome> {
  const tests: TestResult[] = [];
  for (const { id, name, run } of examples) {
    board.currentTestId = id;
    const started = performance.now();
    const failure = await failureOf(run);
    const told = { id, name, timeSpentMs: performance.now() - started };
    tests.push(
      failure === null
        ? { ...told, status: TestStatus.Success }
        : { ...told, status: TestStatus.Failed, failureMessage: failure },
    );
    if (failure !== null && untilOneFails) break;
  }
  board.currentTestId = undefined;
  return { tests };
}

async function failureOf(run: () => unknown): Promise<string | null> {
  try {
    await run();
    return null;
  } catch (error) {
    return String(error);
  }
}

/** Tests which killed other mutants of the same file are tried first, then the quick ones. */
function rememberSpeed() {
  const millis = new Map<string, number>();
  const kills = new Map<string, Map<string, number>>();
  const killersOf = (file: string) => {
    const known = kills.get(file) ?? new Map<string, number>();
    kills.set(file, known);
    return known;
  };
  return {
    millis,
    likeliestFirst: (file: string) => {
      const killers = killersOf(file);
      return (a: Example, b: Example) =>
        (killers.get(b.id) ?? 0) - (killers.get(a.id) ?? 0) ||
        (millis.get(a.id) ?? 0) - (millis.get(b.id) ?? 0);
    },
    noteKills: (file: string, tests: TestResult[]) => {
      const killers = killersOf(file);
      for (const { id, status } of tests) {
        if (status === TestStatus.Failed) killers.set(id, (killers.get(id) ?? 0) + 1);
      }
    },
  };
}

function killedWhileReading(error: unknown): MutantRunResult {
  const told = { id: "reading", name: "reading the modules", timeSpentMs: 0 };
  const test = { ...told, status: TestStatus.Failed as const, failureMessage: String(error) };
  return toMutantRunResult({ status: DryRunStatus.Complete, tests: [test] });
}

export const strykerPlugins = [
  declareFactoryPlugin(
    PluginKind.TestRunner,
    "examples",
    Object.assign(mutationRunner, { inject: [] as const }),
  ),
];
