import { availableParallelism } from "node:os";
import { formatAccount, formatFailure } from "#bin/simulate/account.ts";
import { readOptions, refuse } from "#bin/read-options.ts";
import { openLanes } from "#bin/simulate/databases.ts";
import { listScenarios, runAll, type Result } from "#bin/simulate/run-all.ts";

const USAGE = "npm run simulate -- FILE|DIRECTORY [--json] [--only NAME]";

/** Plays scenarios: one with its whole account, many with a line each. */
const { values, positionals } = readOptions(USAGE, {
  allowPositionals: true,
  options: { json: { type: "boolean" }, only: { type: "string" } },
});
const [place] = positionals;
if (place === undefined || positionals.length > 1) {
  refuse(USAGE, "Name one file or directory.");
}
const { only = "" } = values;
const files = listScenarios(place).filter((file) => file.includes(only));
if (files.length === 0) {
  console.error(`There is no scenario in ${place}${only && ` with ${only} in its name`}.`);
  process.exit(2);
}

const { lanes, close } = await openLanes(Math.min(files.length, availableParallelism() + 1));
const started = performance.now();
const results: Result[] = [];
try {
  await runAll(lanes, files, (result) => {
    results.push(result);
    if (!values.json) console.log(files.length === 1 ? wholeOf(result) : lineOf(result));
  });
} finally {
  await close();
}
const seconds = (performance.now() - started) / 1000;
const failed = results.filter((result) => !isGood(result)).length;
if (values.json) console.log(JSON.stringify(files.length === 1 ? results[0] : results, null, 2));
else if (files.length > 1) {
  const rate = Math.round((files.length / seconds) * 60);
  const count = `${files.length - failed} as expected, ${failed} not`;
  console.log(`\n${count}; ${seconds.toFixed(1)} s, ${rate} scenarios per minute.`);
}
process.exitCode = failed > 0 ? 1 : 0;

function isGood(result: Result): boolean {
  return "account" in result && result.account.failures.length === 0;
}

function wholeOf(result: Result): string {
  return "account" in result ? formatAccount(result.account) : result.problem;
}

function lineOf(result: Result): string {
  if (!("account" in result)) return `✗ ${result.file}\n${result.problem}`;
  const { failures, title } = result.account;
  if (failures.length === 0) return `✓ ${result.file}: ${title}`;
  const told = failures.flatMap((failure) =>
    formatFailure({
      ...failure,
      what: failure.step === null ? failure.what : `step ${failure.step + 1}, ${failure.what}`,
    }),
  );
  return [`✗ ${result.file}: ${title}`, ...told].join("\n");
}
