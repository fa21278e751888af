import { readFileSync } from "node:fs";
import path from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { asOwner, freePort, startPostgres, type PostgresServer } from "#bin/postgres.ts";

/** An embedded Postgres of its own, at one address however often it is killed and started. */
export type KillablePostgres = {
  server: Pick<PostgresServer, "url">;
  /** SIGKILL to the postmaster; its backends are orphans until they notice. */
  kill(): Promise<void>;
  start(): Promise<void>;
  stop(): Promise<void>;
};

/** Starts one on `dir`. Its settings are those of a server that must not lose anything. */
export async function startKillablePostgres(dir: string): Promise<KillablePostgres> {
  const flags = ["fsync=on", "synchronous_commit=on"];
  const free = await freePort();
  let running = await startPostgres({ dir, port: free, flags });
  // An earlier run that was killed itself may have left one behind, at a port of its own.
  const port = Number(new URL(running.url("postgres")).port);
  const dataDir = await dataDirOf(running);
  return {
    server: { url: (database) => running.url(database) },
    kill: async () => {
      const pid = Number(readFileSync(path.join(dataDir, "postmaster.pid"), "utf8").split("\n")[0]);
      process.kill(pid, "SIGKILL");
      // Its parent, we, has to collect it before anybody can tell that it is gone.
      while (isThere(pid)) await sleep(5);
    },
    start: async () => {
      running = await startPostgres({ dir, port, flags });
    },
    stop: () => running.stop(),
  };
}

async function dataDirOf(server: PostgresServer): Promise<string> {
  const { rows } = await asOwner(server, (client) =>
    client.query<{ data_directory: string }>("show data_directory"),
  );
  return rows[0]?.data_directory ?? "";
}

function isThere(pid: number): boolean {
  try {
    return process.kill(pid, 0);
  } catch {
    return false;
  }
}
