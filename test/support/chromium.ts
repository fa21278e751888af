import { existsSync, globSync, mkdirSync, readFileSync, renameSync, rmSync } from "node:fs";
import { createRequire } from "node:module";
import path from "node:path";

const INSTALLED = [
  "/usr/bin/chromium",
  "/usr/bin/chromium-browser",
  "/usr/bin/google-chrome",
  "/usr/bin/google-chrome-stable",
  "/opt/google/chrome/chrome",
  "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome",
  "/Applications/Chromium.app/Contents/MacOS/Chromium",
  "C:\\Program Files\\Google\\Chrome\\Application\\chrome.exe",
];

export type Chromium = { executablePath: string; env: Record<string, string> };

/** The Chromium or Chrome of this machine if there is one, else the one that npm has. */
export async function findChromium(): Promise<Chromium> {
  const executablePath = INSTALLED.find((place) => existsSync(place));
  return executablePath ? { executablePath, env: {} } : unpackChromium();
}

async function unpackChromium(): Promise<Chromium> {
  const entry = createRequire(import.meta.url).resolve("@sparticuz/chromium");
  const root = path.join(path.dirname(entry), "..");
  const { version } = JSON.parse(readFileSync(path.join(root, "package.json"), "utf8")) as {
    version: string;
  };
  const home = path.resolve(`.local/chromium-${version}`);
  if (!existsSync(home)) await unpackInto(home);
  return { executablePath: `${home}/chromium`, env: environmentOf(home) };
}

/** Unpacked beside its place and moved there whole, so a killed run leaves nothing half done. */
async function unpackInto(home: string): Promise<void> {
  const { default: chromium, inflate } = await import("@sparticuz/chromium");
  const fresh = `${home}.${process.pid}`;
  mkdirSync(fresh, { recursive: true });
  const shared = process.env["TMPDIR"];
  // The package unpacks into the temporary folder, and takes what it finds there for its own.
  process.env["TMPDIR"] = fresh;
  try {
    await chromium.executablePath();
    const entry = createRequire(import.meta.url).resolve("@sparticuz/chromium");
    await inflate(path.join(path.dirname(entry), "../bin/al2023.tar.br"));
  } finally {
    if (shared === undefined) delete process.env["TMPDIR"];
    else process.env["TMPDIR"] = shared;
  }
  if (existsSync(home)) rmSync(fresh, { recursive: true });
  else renameSync(fresh, home);
}

/** Its own fonts and libraries where the machine has none. */
function environmentOf(home: string): Record<string, string> {
  const env: Record<string, string> = {};
  if (!existsSync("/etc/fonts/fonts.conf")) env["FONTCONFIG_PATH"] = `${home}/fonts`;
  const libraries = globSync("/usr/lib/{,*/}libnss3.so");
  if (libraries.length === 0) env["LD_LIBRARY_PATH"] = `${home}/al2023/lib`;
  return env;
}
