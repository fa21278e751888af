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

/** They take seconds for every mutant: examples must be enough. */
const LEFT_OUT = /(years|year-invariants|laws)\.test\.ts$/;

const FEW = 5;

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
  let loaded: Example[] | null = null;

  const loadAll = async (): Promise<Example[]> => {
    modules.nextGeneration();
    const examples: Example[] = [];
    for (const file of testFiles()) examples.push(...(await gatherExamples(file, urlOf(file))));
    return examples;
  };

  /** The mutant is switched on once everything is read. */
  const tryLoaded = async (options: MutantRunOptions): Promise<TestResult[]> => {
    loaded ??= await loadAll();
    const isWanted = filterOf(options);
    const due = loaded.filter(({ id }) => isWanted(id));
    due.sort(speed.likeliestFirst(options.sandboxFileName));
    board.activeMutant = options.activeMutant.id;
    return runExamples(board, due, !options.disableBail);
  };

  /** The mutant is on while modules are read anew: test file by test file, until one finds it. */
  const tryAnew = async (options: MutantRunOptions): Promise<TestResult[]> => {
    loaded = null;
    modules.nextGeneration();
    const isWanted = filterOf(options);
    const files = speed.filesOf(isWanted, options.sandboxFileName);
    const tests: TestResult[] = [];
    board.activeMutant = options.activeMutant.id;
    for (const file of files) {
      const read = await gatherExamples(file, urlOf(file)).catch(String);
      if (typeof read === "string") return [...tests, failedToRead(file, read)];
      const due = read.filter(({ id }) => isWanted(id));
      due.sort(speed.likeliestFirst(options.sandboxFileName));
      tests.push(...(await runExamples(board, due, !options.disableBail)));
      if (tests.some(({ status }) => status === TestStatus.Failed)) break;
    }
    return tests;
  };

  const tryMutant = async (options: MutantRunOptions, how: typeof tryAnew) => {
    Object.assign(board, { hitCount: 0, hitLimit: options.hitLimit });
    const tests = await how(options);
    board.activeMutant = undefined;
    speed.noteKills(options.sandboxFileName, tests);
    const endless = determineHitLimitReached(board.hitCount, options.hitLimit);
    return toMutantRunResult(endless ?? { status: DryRunStatus.Complete, tests });
  };

  return {
    capabilities: () => ({ reloadEnvironment: true }),
    dryRun: async (): Promise<DryRunResult> => {
      board.activeMutant = undefined;
      loaded = await loadAll();
      const tests = await runExamples(board, loaded, false);
      speed.noteTimes(tests);
      const { mutantCoverage } = board;
      return { status: DryRunStatus.Complete, tests, ...(mutantCoverage && { mutantCoverage }) };
    },
    mutantRun: async (options: MutantRunOptions): Promise<MutantRunResult> => {
      if (options.mutantActivation === "static") return tryMutant(options, tryAnew);
      const result = await tryMutant(options, tryLoaded);
      // What is worked out once and kept (a lazy schema) is seen by whoever is first alone, and is
      // met only by modules read anew.
      const seenByFew = (options.testFilter?.length ?? 0) <= FEW;
      const seemsAlive = result.status === MutantRunStatus.Survived && seenByFew;
      return seemsAlive ? tryMutant(options, tryAnew) : result;
    },
  };
}

function testFiles(): string[] {
  const files = globSync("test/domain/**/*.test.ts").filter((file) => !LEFT_OUT.test(file));
  return files.toSorted();
}

function urlOf(file: string): string {
  return pathToFileURL(file).href;
}

function filterOf({ testFilter }: MutantRunOptions): (id: string) => boolean {
  const wanted = testFilter && new Set(testFilter);
  return (id) => !wanted || wanted.has(id);
}

async function runExamples(
  board: Switchboard,
  examples: Example[],
  untilOneFails: boolean,
): Promise<TestResult[]> {
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
  return tests;
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
  const killersOf = (mutated: string) => {
    const known = kills.get(mutated) ?? new Map<string, number>();
    kills.set(mutated, known);
    return known;
  };
  return {
    noteTimes: (tests: TestResult[]) => {
      for (const { id, timeSpentMs } of tests) millis.set(id, timeSpentMs);
    },
    noteKills: (mutated: string, tests: TestResult[]) => {
      const killers = killersOf(mutated);
      for (const { id, status } of tests) {
        if (status === TestStatus.Failed) killers.set(id, (killers.get(id) ?? 0) + 1);
      }
    },
    likeliestFirst: (mutated: string) => {
      const killers = killersOf(mutated);
      return (a: Example, b: Example) =>
        (killers.get(b.id) ?? 0) - (killers.get(a.id) ?? 0) ||
        (millis.get(a.id) ?? 0) - (millis.get(b.id) ?? 0);
    },
    /** The test files that hold wanted tests, likeliest first. */
    filesOf: (isWanted: (id: string) => boolean, mutated: string): string[] => {
      const scores = new Map<string, number>();
      const killers = killersOf(mutated);
      for (const [id, time] of millis) {
        if (!isWanted(id)) continue;
        const file = fileOf(id);
        const score = 1e6 * (killers.get(id) ?? 0) - time;
        scores.set(file, (scores.get(file) ?? 0) + score);
      }
      return [...scores].sort(([, a], [, b]) => b - a).map(([file]) => file);
    },
  };
}

/** Ids begin with a number and the file: see mutation-examples.ts. */
function fileOf(id: string): string {
  const [head = ""] = id.split(" > ");
  return head.slice(head.indexOf(" ") + 1);
}

function failedToRead(file: string, failureMessage: string): TestResult {
  const name = `0 ${file} > reading it`;
  return { id: name, name, timeSpentMs: 0, status: TestStatus.Failed, failureMessage };
}

export const strykerPlugins = [
  declareFactoryPlugin(
    PluginKind.TestRunner,
    "examples",
    Object.assign(mutationRunner, { inject: [] as const }),
  ),
];
