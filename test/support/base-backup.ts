import * as fs from "node:fs";
import path from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import pg from "pg";
import type { PostgresServer } from "#bin/postgres.ts";

export type Backup = { dir: string; archive: string };

/** Has the server keep its log in a folder beside its data, from now on. */
export async function startArchiving(server: PostgresServer): Promise<string> {
  return withOwner(server, async (client) => {
    const archive = `${await dataDirOf(client)}-archive`;
    fs.rmSync(archive, { recursive: true, force: true });
    fs.mkdirSync(archive);
    giveLike(archive, await dataDirOf(client));
    const command = pg.escapeLiteral(`cp "%p" "${archive}/%f"`);
    await client.query(`ALTER SYSTEM SET archive_command = ${command}`);
    await client.query("SELECT pg_reload_conf()");
    return archive;
  });
}

/**
 * Copies the server's files while it works, as `pg_basebackup` would. `meanwhile` runs between the
 * two halves of the copy.
 */
export async function takeBackup(
  server: PostgresServer,
  archive: string,
  meanwhile: () => Promise<void>,
): Promise<Backup> {
  return withOwner(server, async (client) => {
    const from = await dataDirOf(client);
    const dir = `${from}-restored`;
    fs.rmSync(dir, { recursive: true, force: true });
    await client.query("SELECT pg_backup_start('rehearsal', true)");
    copyFolder(from, dir, (name) => name !== "base");
    await meanwhile();
    copyFolder(path.join(from, "base"), path.join(dir, "base"), () => true);
    const { rows } = await client.query<{ labelfile: string }>("SELECT * FROM pg_backup_stop()");
    fs.writeFileSync(path.join(dir, "backup_label"), rows[0]?.labelfile ?? "");
    return { dir, archive };
  });
}

/** What the server's clock says. */
export async function momentOf(server: PostgresServer): Promise<string> {
  return withOwner(server, async (client) => {
    const { rows } = await client.query<{ now: string }>("SELECT clock_timestamp()::text AS now");
    return rows[0]?.now ?? "";
  });
}

/** Waits until everything that is committed stands in the archive. */
export async function finishArchive(server: PostgresServer, archive: string): Promise<void> {
  await withOwner(server, async (client) => {
    const { rows } = await client.query<{ file: string }>(
      "SELECT pg_walfile_name(pg_current_wal_lsn()) AS file",
    );
    await client.query("SELECT pg_switch_wal()");
    const last = path.join(archive, rows[0]?.file ?? "");
    while (!fs.existsSync(last)) await sleep(50);
  });
}

/** Makes of a backup a data folder that ends at a moment once a server starts on it. */
export function prepareRestore({ dir, archive }: Backup, moment: string): void {
  fs.mkdirSync(path.join(dir, "pg_wal"), { recursive: true });
  const settings = [
    `restore_command = 'cp "${archive}/%f" "%p"'`,
    `recovery_target_time = '${moment}'`,
    "recovery_target_action = 'promote'",
    "archive_mode = 'off'",
  ];
  fs.appendFileSync(path.join(dir, "postgresql.auto.conf"), `\n${settings.join("\n")}\n`);
  fs.writeFileSync(path.join(dir, "recovery.signal"), "");
  giveLike(dir, archive);
  fs.chmodSync(dir, 0o700);
}

/** A server that is being restored answers questions before it is ready to be written to. */
export async function awaitRestore(server: PostgresServer): Promise<void> {
  await withOwner(server, async (client) => {
    const isRestoring = async () => {
      const { rows } = await client.query<{ is: boolean }>("SELECT pg_is_in_recovery() AS is");
      return rows[0]?.is ?? true;
    };
    while (await isRestoring()) await sleep(50);
  });
}

/** Not copied: what belongs to the running server alone, and the log, which the archive has. */
const LEFT_OUT =
  /^(postmaster\.(pid|opts)|pg_wal|pg_replslot|pg_dynshmem|pg_stat_tmp|pgsql_tmp.*)$/;
const KEPT_EMPTY = ["pg_wal", "pg_replslot", "pg_dynshmem", "pg_stat_tmp"];

/** Files and folders; a socket is the running server's. */
function copyFolder(from: string, to: string, wants: (name: string) => boolean): void {
  fs.mkdirSync(to, { recursive: true });
  for (const entry of fs.readdirSync(from, { withFileTypes: true })) {
    const [source, target] = [path.join(from, entry.name), path.join(to, entry.name)];
    if (KEPT_EMPTY.includes(entry.name)) fs.mkdirSync(target, { recursive: true });
    if (LEFT_OUT.test(entry.name) || !wants(entry.name)) continue;
    if (entry.isDirectory()) copyFolder(source, target, () => true);
    else if (entry.isFile()) copyFile(source, target);
  }
}

/** A file may be gone by now; the log says so, too. */
function copyFile(from: string, to: string): void {
  try {
    fs.copyFileSync(from, to);
  } catch (error) {
    if (fs.existsSync(from)) throw error;
  }
}

/** Gives a folder and what is in it to whoever owns another one: the server's user. */
function giveLike(folder: string, other: string): void {
  const { uid, gid } = fs.statSync(other);
  fs.chownSync(folder, uid, gid);
  for (const name of fs.readdirSync(folder, { recursive: true }) as string[]) {
    fs.lchownSync(path.join(folder, name), uid, gid);
  }
}

async function dataDirOf(client: pg.Client): Promise<string> {
  const { rows } = await client.query<{ data_directory: string }>("SHOW data_directory");
  return rows[0]?.data_directory ?? "";
}

async function withOwner<T>(
  server: PostgresServer,
  work: (client: pg.Client) => Promise<T>,
): Promise<T> {
  const client = new pg.Client({ connectionString: server.url("postgres") });
  client.on("error", () => undefined);
  await client.connect();
  return work(client).finally(() => client.end());
}
