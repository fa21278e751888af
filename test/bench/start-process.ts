import { fork } from "node:child_process";

/** A process of a measurement. */
export type Started = {
  /** 0 where it does not listen. */
  port: number;
  /** Asks it to stop, and waits until it has; how many deliveries it drained. */
  stop(): Promise<number>;
};

/** Those of `npm run serve` and `npm run work`. */
const PROCESS_FLAGS = ["--max-semi-space-size=64"];

/** Starts `test/bench/<script>.ts` on the database, and waits until it says that it is ready. */
export async function startProcess(
  script: string,
  databaseUrl: string,
  environment: Record<string, string> = {},
): Promise<Started> {
  const child = fork(`test/bench/${script}.ts`, {
    execArgv: PROCESS_FLAGS,
    // In a session of its own, as services are: Linux shares processors out by sessions.
    detached: true,
    env: { ...process.env, ...environment, DATABASE_URL: databaseUrl, NODE_ENV: "production" },
  });
  const ended = new Promise<void>((resolve) => child.once("exit", () => resolve()));
  const port = await new Promise<number>((resolve, reject) => {
    child.once("message", (message: { port: number }) => resolve(message.port));
    child.once("exit", (code) => reject(new Error(`${script} ended with ${code}`)));
  });
  let drained = 0;
  child.on("message", (message: { drained?: number }) => (drained = message.drained ?? 0));
  const stop = async (): Promise<number> => {
    child.kill("SIGTERM");
    await ended;
    return drained;
  };
  return { port, stop };
}
