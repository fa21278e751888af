import { spawnSync } from "node:child_process";
import { existsSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { cpus, totalmem } from "node:os";
import { basename, join } from "node:path";
import { RESULTS, type Measure } from "#test/bench/bench-report.ts";

const FOLDER = "test/bench";
const TABLE = "docs/performance.md";
const [BEGIN, END] = ["<!-- measured -->", "<!-- /measured -->"];

/** What can be measured: every file of test/bench whose name is one word. */
const names = readdirSync(FOLDER)
  .filter((file) => file.endsWith(".ts"))
  .map((file) => basename(file, ".ts"))
  .filter((name) => !name.includes("-"))
  .sort();

const [name] = process.argv.slice(2);
if (name === undefined) {
  const failed = names.filter((each) => !measure(each));
  writeTable();
  for (const each of failed) console.log(`failed: ${each}`);
  process.exitCode = failed.length > 0 ? 1 : 0;
} else if (names.includes(name)) {
  process.exitCode = measure(name) ? 0 : 1;
} else {
  console.log(`npm run bench [NAME], where NAME is one of: ${names.join(", ")}`);
  process.exitCode = 1;
}

/** Each in a process of its own, started as web and worker are. */
function measure(bench: string): boolean {
  console.log(`\n${bench}`);
  const command = ["--max-semi-space-size=64", join(FOLDER, `${bench}.ts`)];
  const { status } = spawnSync(process.execPath, command, { stdio: "inherit" });
  return status === 0;
}

/** The table of everything that was measured, with the machine, between the marks in the docs. */
function writeTable(): void {
  const rows = names.flatMap((bench): Measure[] => {
    const file = `${RESULTS}/${bench}.json`;
    return existsSync(file) ? (JSON.parse(readFileSync(file, "utf8")) as Measure[]) : [];
  });
  const [cpu] = cpus();
  const machine = [
    `Measured on ${cpus().length} cores (${cpu?.model.trim() ?? "unknown"})`,
    `${Math.round(totalmem() / 2 ** 30)} GB of memory`,
    `Node ${process.versions.node}.`,
  ].join(", ");
  const lines = rows.map(
    ({ what, measured, atLeast, aim, beside, reached }) =>
      `| ${what} | ${measured} | ${atLeast}${aim ? `; aim ${aim}` : ""} | ${reached ? "yes" : "**no**"} | ${beside} |`,
  );
  const head = [
    "| What | Measured | Wanted | Reached | Beside it |",
    "| --- | --- | --- | --- | --- |",
  ];
  const text = readFileSync(TABLE, "utf8");
  const [before = "", after = ""] = [text.split(BEGIN)[0], text.split(END)[1]];
  const table = [machine, "", ...head, ...lines].join("\n");
  writeFileSync(TABLE, `${before}${BEGIN}\n\n${table}\n\n${END}${after}`);
}
