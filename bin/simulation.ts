import { fork } from "node:child_process";
import { availableParallelism } from "node:os";
import { fileURLToPath } from "node:url";
import { readOptions, refuse } from "#bin/read-options.ts";
import { openDatabases } from "#test/simulation/lanes.ts";
import type { Answer, Order } from "#test/simulation/lane.ts";
import { createReport } from "#test/simulation/report.ts";
import { runSeed } from "#test/simulation/run-seed.ts";
import { openStage } from "#test/simulation/stage.ts";
import { MALICE, type Plan } from "#test/simulation/world.ts";

const USAGE =
  "npm run simulation -- [--seeds N] [--from S] [--lanes N], " +
  "or --seed S [--without 1,2] [--calm late,lost]";
const LANE = fileURLToPath(import.meta.resolve("#test/simulation/lane.ts"));
const TELL_EVERY_MS = 15_000;

/** Lives of shops, by seed: many in parallel, or one with its whole account. */
const { values } = readOptions(USAGE, {
  options: {
    seeds: { type: "string", default: "500" },
    from: { type: "string", default: "1" },
    lanes: { type: "string", default: String(availableParallelism()) },
    seed: { type: "string" },
    without: { type: "string", default: "" },
    calm: { type: "string", default: "" },
  },
});
const numbers = [values.seeds, values.from, values.lanes, values.seed ?? "1"].map(Number);
if (!numbers.every((number) => Number.isSafeInteger(number) && number >= 0)) {
  refuse(USAGE, "Seeds and lanes are whole numbers.");
}
const failed = values.seed === undefined ? await runMany() : await runOne(Number(values.seed));
process.exitCode = failed ? 1 : 0;

async function runOne(seed: number): Promise<boolean> {
  const databases = await openDatabases(1, process.env["DATABASE_URL"]);
  try {
    const stage = await openStage(databases.urls[0] ?? "");
    const result = await runSeed(stage, planOf(seed));
    await stage.close();
    const { account, differences, trace } = result;
    console.log(account.join("\n"));
    console.log(`\n${trace.steps} statements and calls, trace ${trace.hash}`);
    console.log(differences.length === 0 ? "All as the model says." : differences.join("\n"));
    return differences.length > 0;
  } finally {
    await databases.close();
  }
}

function planOf(seed: number): Plan {
  const listed = (text: string) => text.split(",").filter((part) => part !== "");
  const calm = listed(values.calm);
  return {
    ...{ seed, telling: 0, without: listed(values.without).map(Number) },
    calm: MALICE.filter((malice) => calm.includes(malice)),
  };
}

async function runMany(): Promise<boolean> {
  const [seeds = 0, from = 0, lanes = 1] = numbers;
  const databases = await openDatabases(lanes, process.env["DATABASE_URL"]);
  const report = createReport(from);
  const timer = setInterval(report.tell, TELL_EVERY_MS);
  try {
    await Promise.all(
      databases.urls.map((url, lane) =>
        runLane({ url, first: from + lane, step: lanes, seeds: from + seeds }, report.hear),
      ),
    );
  } finally {
    clearInterval(timer);
    await databases.close();
  }
  report.tell();
  return report.tellAll() > 0;
}

/** A process of its own, on a database of its own. With room for young objects it is faster. */
function runLane(order: Order, hear: (answer: Answer) => void): Promise<void> {
  const child = fork(LANE, { stdio: "inherit", execArgv: ["--max-semi-space-size=64"] });
  child.send(order);
  child.on("message", (answer) => hear(answer as Answer));
  return new Promise((resolve, reject) => {
    child.on("exit", (code) =>
      code === 0 ? resolve() : reject(new Error(`A lane ended with ${code}`)),
    );
  });
}
