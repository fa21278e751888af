import { spawnSync } from "node:child_process";
import { createHash } from "node:crypto";
import { existsSync, globSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";

const MARK = "build/built-from.sha256";
const BUILT_FROM = ["app/**/*.{ts,tsx,css}", "vite.config.ts", "package-lock.json"];

/** Builds the admin's pages unless what they are made of is as it was at the last build. */
export function buildAdmin(): void {
  const wanted = fingerprint();
  if (existsSync(MARK) && readFileSync(MARK, "utf8") === wanted) return;
  const remix = ["node_modules/@remix-run/dev/dist/cli.js", "vite:build", "--logLevel", "warn"];
  const { status, stderr } = spawnSync(process.execPath, remix, { encoding: "utf8" });
  if (status !== 0) throw new Error(`The admin's pages could not be built.\n${stderr}`);
  mkdirSync("build", { recursive: true });
  writeFileSync(MARK, wanted);
}

function fingerprint(): string {
  const hash = createHash("sha256");
  const files = globSync(BUILT_FROM, { exclude: (name) => name === "generated" });
  for (const file of files.sort()) hash.update(file).update(readFileSync(file));
  return hash.digest("hex");
}

if (import.meta.main) buildAdmin();
