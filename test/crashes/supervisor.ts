import { spawn, type ChildProcess } from "node:child_process";
import { closeSync, openSync } from "node:fs";
import { setTimeout as sleep } from "node:timers/promises";

/** A process that is started again whenever it ends, as systemd or a container platform does. */
export type Supervised = {
  name: string;
  /** SIGKILL: nothing of it runs any more once this has returned. */
  kill(): Promise<void>;
  /** How often it ended without having been asked to. */
  endedByItself(): number;
  /** SIGTERM, and no new start. Throws if it does not end. */
  stop(): Promise<void>;
};

type Command = { name: string; script: string; environment: Record<string, string>; log: string };

const RESTART_AFTER_MS = 100;
const STOP_WITHIN_MS = 20_000;

/** Starts `script` with this Node, and keeps it running. */
export function supervise({ name, script, environment, log }: Command): Supervised {
  let stopping = false;
  let expected = false;
  let byItself = 0;
  let child: ChildProcess;
  let gone: Promise<void>;
  const start = () => {
    const output = openSync(log, "a");
    child = spawn(process.execPath, [script], {
      env: { ...process.env, ...environment },
      stdio: ["ignore", output, output],
    });
    closeSync(output);
    gone = new Promise((resolve) => child.once("close", () => resolve()));
    void gone.then(again);
  };
  const again = async () => {
    if (stopping) return;
    if (!expected) byItself += 1;
    expected = false;
    await sleep(RESTART_AFTER_MS);
    if (!stopping) start();
  };
  start();
  return {
    name,
    kill: async () => {
      expected = true;
      child.kill("SIGKILL");
      await gone;
    },
    endedByItself: () => byItself,
    stop: async () => {
      stopping = true;
      child.kill("SIGTERM");
      const ended = gone.then(() => true);
      if (await Promise.race([ended, sleep(STOP_WITHIN_MS, false, { ref: false })])) return;
      child.kill("SIGKILL");
      throw new Error(`${name} did not stop when it was asked to`);
    },
  };
}
