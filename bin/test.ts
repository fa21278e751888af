import { spawn } from "node:child_process";
import { existsSync, mkdirSync, readFileSync, rmSync } from "node:fs";
import { z } from "zod";
import { check } from "#bin/check.ts";

const RESULTS = "test/output/results.json";

const Results = z.object({
  numPassedTests: z.number(),
  testResults: z.array(
    z.object({
      name: z.string(),
      status: z.string(),
      message: z.string().default(""),
      assertionResults: z.array(
        z.object({
          fullName: z.string(),
          status: z.enum(["passed", "failed", "skipped", "pending", "todo", "disabled"]),
        }),
      ),
    }),
  ),
});

type Tally = { passed: number; failed: string[]; skipped: string[] };

/** All of it: the static checks, the build, then Vitest with the browser. Arguments name tests. */
const filters = process.argv.slice(2);
const started = Date.now();
mkdirSync("test/output", { recursive: true });

const before = await Promise.all([filters.length ? noTally() : runChecks(), build()]);
const tally = merge([...before, await runVitest()]);

for (const name of tally.skipped) console.log(`skipped: ${name}`);
for (const name of tally.failed) console.log(`failed: ${name}`);
console.log(`\nTook ${Math.round((Date.now() - started) / 1000)} s.`);
console.log(`${tally.passed} passed, ${tally.failed.length} failed`);
process.exitCode = tally.failed.length > 0 ? 1 : 0;

async function runChecks(): Promise<Tally> {
  const outcomes = await check();
  const named = (state: string) =>
    outcomes.filter((one) => one.state === state).map(({ name }) => `check: ${name}`);
  return {
    passed: named("ok").length,
    failed: named("failed"),
    skipped: named("nothing to check"),
  };
}

/** Browser and HTTP tests run what is built. */
async function build(): Promise<Tally> {
  if (!existsSync("app/root.tsx"))
    return { ...noTally(), skipped: ["build: there is no app/root.tsx"] };
  const ok = (await run(["bin/build-admin.ts"])) === 0;
  return ok ? { ...noTally(), passed: 1 } : { ...noTally(), failed: ["build"] };
}

async function runVitest(): Promise<Tally> {
  rmSync(RESULTS, { force: true });
  const reporters = ["--reporter=default", "--reporter=json", `--outputFile.json=${RESULTS}`];
  const code = await run(["node_modules/.bin/vitest", "run", ...reporters, ...filters]);
  if (!existsSync(RESULTS)) return { ...noTally(), failed: ["Vitest ended without results"] };
  const { numPassedTests, testResults } = Results.parse(JSON.parse(readFileSync(RESULTS, "utf8")));
  const cases = testResults.flatMap(({ assertionResults }) => assertionResults);
  const named = (status: string[]) =>
    cases.filter((one) => status.includes(one.status)).map(({ fullName }) => fullName);
  const unread = testResults.filter((file) => file.status === "failed" && !hasFailure(file));
  const failed = [...named(["failed"]), ...unread.map(({ name }) => name)];
  if (code !== 0 && failed.length === 0) failed.push("Vitest met an error outside the tests");
  return { passed: numPassedTests, failed, skipped: named(["skipped", "pending", "todo"]) };
}

/** A file that failed without a failed test could not even be loaded, or cleaned up after. */
function hasFailure({ assertionResults }: z.infer<typeof Results>["testResults"][number]): boolean {
  return assertionResults.some(({ status }) => status === "failed");
}

function run(args: string[]): Promise<number> {
  return new Promise((resolve, reject) => {
    const child = spawn(process.execPath, args, { stdio: "inherit" });
    child.once("error", reject);
    child.once("close", (code) => resolve(code ?? 1));
  });
}

function noTally(): Tally {
  return { passed: 0, failed: [], skipped: [] };
}

function merge(tallies: Tally[]): Tally {
  return {
    passed: tallies.reduce((sum, { passed }) => sum + passed, 0),
    failed: tallies.flatMap(({ failed }) => failed),
    skipped: tallies.flatMap(({ skipped }) => skipped),
  };
}
