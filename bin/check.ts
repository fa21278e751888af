import { spawn } from "node:child_process";
import { existsSync } from "node:fs";
import { availableParallelism } from "node:os";

type Step = {
  name: string;
  command: string[];
  /** What the step looks at, if that may not exist yet. */
  needs?: string;
};
type Outcome = Step & { state: "ok" | "failed" | "nothing to check"; output: string; ms: number };

/** Slowest first, so that the last ones fill the gaps. */
const STEPS: Step[] = [
  { name: "lint", command: ["eslint", ".", "--max-warnings", "0"] },
  { name: "types", command: ["tsc", "--noEmit"] },
  { name: "types of the storefront", command: storefrontTypes(), needs: "extensions" },
  { name: "format", command: ["prettier", "--check", "--log-level", "warn", "."] },
  { name: "unused code", command: ["knip"] },
  { name: "schema", command: ["prisma", "validate"] },
  { name: "graphql and scopes", command: ["node", "bin/check-graphql.ts"] },
  { name: "theme", command: ["node", "bin/check-theme.ts"], needs: "extensions" },
];

/** Everything that can be said about the code without running it. Prints a line for each step. */
export async function check(): Promise<Outcome[]> {
  const waiting = [...STEPS];
  const outcomes: Outcome[] = [];
  const work = async (): Promise<void> => {
    for (let step = waiting.shift(); step; step = waiting.shift()) {
      const outcome = await run(step);
      report(outcome);
      outcomes.push(outcome);
    }
  };
  await Promise.all(Array.from({ length: Math.max(2, availableParallelism()) }, work));
  return outcomes;
}

function storefrontTypes(): string[] {
  return ["tsc", "--noEmit", "-p", "tsconfig.storefront.json"];
}

async function run(step: Step): Promise<Outcome> {
  if (step.needs && !existsSync(step.needs)) {
    return { ...step, state: "nothing to check", output: "", ms: 0 };
  }
  const started = Date.now();
  const [tool = "", ...args] = step.command;
  const script = tool === "node" ? args : [`node_modules/.bin/${tool}`, ...args];
  const { code, output } = await runNode(script);
  return { ...step, state: code === 0 ? "ok" : "failed", output, ms: Date.now() - started };
}

function runNode(args: string[]): Promise<{ code: number | null; output: string }> {
  return new Promise((resolve, reject) => {
    const child = spawn(process.execPath, args, { stdio: ["ignore", "pipe", "pipe"] });
    let output = "";
    child.stdout.on("data", (chunk: Buffer) => (output += chunk.toString()));
    child.stderr.on("data", (chunk: Buffer) => (output += chunk.toString()));
    child.once("error", reject);
    child.once("close", (code) => resolve({ code, output }));
  });
}

function report({ name, state, output, ms }: Outcome): void {
  const seconds = state === "nothing to check" ? "" : `, ${(ms / 1000).toFixed(1)} s`;
  console.log(`check: ${name}: ${state}${seconds}`);
  if (state === "failed") console.log(output.trim().replace(/^/gm, "  "));
}

if (import.meta.main) {
  const outcomes = await check();
  const failed = outcomes.filter((outcome) => outcome.state === "failed").length;
  console.log(failed ? `check: ${failed} of ${outcomes.length} failed` : "check: all well");
  process.exitCode = failed ? 1 : 0;
}
