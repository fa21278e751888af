import { fork, type ChildProcess } from "node:child_process";
import { once } from "node:events";
import { setTimeout as sleep } from "node:timers/promises";
import type { Pool } from "pg";
import { isWorkLeft } from "#test/bench/inbox-load.ts";

/** Processes that drain inbox and work, as `npm run work` does, whenever they are asked to. */
export type Workers = {
  /** Lets them work until nothing is left; how many milliseconds it took. */
  untilDone(owner: Pool): Promise<number>;
  close(): Promise<void>;
};

/** Those of `npm run work`. */
export const WORKER_FLAGS = ["--max-semi-space-size=64"];

export async function startWorkers(url: string, count: number): Promise<Workers> {
  const processes = Array.from({ length: count }, () =>
    fork(new URL("drains-process.ts", import.meta.url), [url], { execArgv: WORKER_FLAGS }),
  );
  await Promise.all(processes.map((child) => heard(child, "ready")));
  return {
    untilDone: async (owner) => {
      const start = performance.now();
      for (const child of processes) child.send("start");
      while (await isWorkLeft(owner)) await sleep(25);
      const millis = performance.now() - start;
      const stopped = processes.map((child) => heard(child, "stopped"));
      for (const child of processes) child.send("stop");
      await Promise.all(stopped);
      return millis;
    },
    close: async () => {
      const gone = processes.map((child) => once(child, "exit"));
      for (const child of processes) child.disconnect();
      await Promise.all(gone);
    },
  };
}

async function heard(child: ChildProcess, wanted: string): Promise<void> {
  for (;;) {
    const [word] = (await once(child, "message")) as unknown[];
    if (word === wanted) return;
  }
}
