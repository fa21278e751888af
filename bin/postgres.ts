import { closeSync, existsSync, openSync, readFileSync } from "node:fs";
import { spawn } from "node:child_process";
import net from "node:net";
import { setTimeout as sleep } from "node:timers/promises";
import pg from "pg";
import { prepareCluster } from "#bin/postgres-cluster.ts";
import type { Cluster } from "#bin/postgres-cluster.ts";

export type Log = (line: string) => void;

/** A Postgres server, ours or a given one. Whoever is done with it calls `stop`. */
export type PostgresServer = {
  /** The address of one of its databases, as its owner. */
  url: (database: string) => string;
  /** Whether this call started it, rather than finding it running. */
  started: boolean;
  stop: () => Promise<void>;
};

export type PostgresOptions = {
  dir: string;
  log?: Log;
  /** Settings as `name=value`, such as `fsync=off`. */
  flags?: string[];
  /** Where it listens if this call starts it; any free port when missing. */
  port?: number;
};

/** Advisory locks of ours live in this class; see `postgres-cluster.ts` for none on disk. */
const GUESTS_LOCK = 7_270_736_911;
const START_ATTEMPTS = 40;

/**
 * Starts the embedded Postgres on `dir`, or joins the one that already runs there, also one whose
 * starter was killed. The last guest to stop it shuts it down.
 */
export async function startPostgres(options: PostgresOptions): Promise<PostgresServer> {
  const log = options.log ?? (() => undefined);
  const cluster = prepareCluster(options.dir, log);
  for (let attempt = 1; attempt <= START_ATTEMPTS; attempt++) {
    const running = await joinRunning(cluster);
    if (running) return running;
    const started = await launch(cluster, options);
    if (started) return started;
    // After a kill -9 the old postmaster holds the folder for a second.
    await sleep(250);
  }
  throw new Error(`Postgres did not start:\n${lastLines(cluster.logFile)}`);
}

/** The server behind a given address. The database it names is left alone. */
export function serverOf(databaseUrl: string): PostgresServer {
  const url = (database: string): string => {
    const address = new URL(databaseUrl);
    address.pathname = `/${encodeURIComponent(database)}`;
    return address.toString();
  };
  return { url, started: false, stop: () => Promise.resolve() };
}

/** The server at `databaseUrl` if one is given, else the embedded one on `options.dir`. */
export function openPostgres(
  databaseUrl: string | undefined,
  options: PostgresOptions,
): Promise<PostgresServer> {
  return databaseUrl ? Promise.resolve(serverOf(databaseUrl)) : startPostgres(options);
}

/** Makes the database unless it is there, and returns its address. */
export async function ensureDatabase(
  server: Pick<PostgresServer, "url">,
  name: string,
): Promise<string> {
  await asOwner(server, async (client) => {
    const found = await client.query("select from pg_database where datname = $1", [name]);
    if (found.rowCount) return;
    await client.query(`create database ${pg.escapeIdentifier(name)}`).catch((error: unknown) => {
      if (!isDuplicate(error)) throw error;
    });
  });
  return server.url(name);
}

/** Drops the database, whoever is connected to it. */
export async function dropDatabase(
  server: Pick<PostgresServer, "url">,
  name: string,
): Promise<void> {
  await asOwner(server, (client) =>
    client.query(`drop database if exists ${pg.escapeIdentifier(name)} with (force)`),
  );
}

/** Runs `work` on a connection to the server's maintenance database. */
export async function asOwner<T>(
  server: Pick<PostgresServer, "url">,
  work: (client: pg.Client) => Promise<T>,
): Promise<T> {
  const client = new pg.Client({ connectionString: server.url("postgres") });
  // A server that goes away also fails the query; without a listener it would end the process.
  client.on("error", () => undefined);
  await client.connect();
  try {
    return await work(client);
  } finally {
    await client.end();
  }
}

async function joinRunning(cluster: Cluster): Promise<PostgresServer | null> {
  const running = readPidFile(cluster);
  if (!running) return null;
  const guest = await enter(cluster, running);
  return guest && serverFor(cluster, { ...running, guest, started: false });
}

async function launch(cluster: Cluster, options: PostgresOptions): Promise<PostgresServer | null> {
  const { flags = [], port = await freePort() } = options;
  const socket = socketDir(cluster);
  const settings = ["timezone=UTC", "log_timezone=UTC", ...flags].flatMap((flag) => ["-c", flag]);
  const log = openSync(cluster.logFile, "w");
  // Detached, so that Ctrl-C reaches us alone and we close what we opened, in order.
  const child = spawn(
    cluster.postgres,
    ["-D", cluster.dataDir, "-p", String(port), "-h", "127.0.0.1"]
      .concat(["-k", socket])
      .concat(settings),
    { ...cluster.user, cwd: "/", detached: true, stdio: ["ignore", "ignore", log] },
  );
  closeSync(log);
  child.unref();
  let dead = false;
  child.once("exit", () => (dead = true)).once("error", () => (dead = true));
  for (let tries = 0; tries < 400 && !dead; tries++) {
    const guest = await enter(cluster, { port, socket });
    if (guest)
      return serverFor(cluster, { pid: child.pid ?? 0, port, socket, guest, started: true });
    await sleep(30);
  }
  return null;
}

/** Where it listens: on a port, and in a folder for its socket if that is not empty. */
type Door = { port: number; socket: string };
type Running = Door & { pid: number; guest: pg.Client; started: boolean };

function serverFor(cluster: Cluster, { pid, guest, started, ...door }: Running): PostgresServer {
  const url = addressOf(cluster, door);
  let stopping: Promise<void> | undefined;
  return { url, started, stop: () => (stopping ??= leave(cluster, { url, pid, guest })) };
}

/** Connects and stays, sharing a lock that tells the others we are here; null if nobody answers. */
async function enter(cluster: Cluster, door: Door): Promise<pg.Client | null> {
  const connectionString = addressOf(cluster, door)("postgres");
  const guest = new pg.Client({ connectionString, connectionTimeoutMillis: 2000 });
  guest.on("error", () => undefined);
  try {
    await guest.connect();
    const answer = await guest.query<{ data_directory: string }>("show data_directory");
    if (answer.rows[0]?.data_directory !== cluster.dataDir) throw new Error("another server");
    await guest.query("select pg_advisory_lock_shared($1)", [GUESTS_LOCK]);
    return guest;
  } catch {
    await guest.end().catch(() => undefined);
    return null;
  }
}

type Leaving = { url: PostgresServer["url"]; pid: number; guest: pg.Client };

async function leave(cluster: Cluster, { url, pid, guest }: Leaving): Promise<void> {
  await guest.end().catch(() => undefined);
  const last = await asOwner({ url }, async (client) => {
    const lock = "select pg_try_advisory_lock($1) as alone";
    const answer = await client.query<{ alone: boolean }>(lock, [GUESTS_LOCK]);
    // Still holding the lock: a newcomer waits, sees the server end, and starts its own.
    if (answer.rows[0]?.alone) process.kill(pid, "SIGINT");
    return answer.rows[0]?.alone === true;
  }).catch(() => false);
  for (let tries = 0; last && tries < 300 && readPidFile(cluster)?.pid === pid; tries++) {
    await sleep(20);
  }
}

/** By its socket where there is one: on one machine that costs less than TCP. */
function addressOf(cluster: Cluster, { port, socket }: Door): PostgresServer["url"] {
  const login = `postgres:${cluster.password}`;
  const way = socket === "" ? "" : `?${new URLSearchParams({ host: socket }).toString()}`;
  return (database) =>
    `postgresql://${login}@127.0.0.1:${port}/${encodeURIComponent(database)}${way}`;
}

/** The data folder, which nobody else can enter; empty where its name is too long for a socket. */
function socketDir({ dataDir }: Cluster): string {
  return process.platform !== "win32" && dataDir.length < LONGEST_SOCKET_DIR ? dataDir : "";
}
/** 108 bytes are the limit on Linux, 104 elsewhere, for the folder and the name in it. */
const LONGEST_SOCKET_DIR = 80;

function readPidFile({ dataDir }: Cluster): (Door & { pid: number }) | null {
  const file = `${dataDir}/postmaster.pid`;
  if (!existsSync(file)) return null;
  const [pid, , , port, socket = ""] = readFileSync(file, "utf8").split("\n");
  return Number(pid) && Number(port) ? { pid: Number(pid), port: Number(port), socket } : null;
}

/** A port that nobody listens on at this moment. */
export function freePort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const probe = net.createServer().once("error", reject);
    probe.listen(0, "127.0.0.1", () => {
      const address = probe.address();
      probe.close(() => resolve(typeof address === "object" && address ? address.port : 0));
    });
  });
}

function isDuplicate(error: unknown): boolean {
  // 42P04: the database exists; 23505: someone else is making it this moment.
  return error instanceof pg.DatabaseError && ["42P04", "23505"].includes(error.code ?? "");
}

function lastLines(file: string): string {
  return existsSync(file) ? readFileSync(file, "utf8").split("\n").slice(-12).join("\n") : "";
}
