import { spawnSync } from "node:child_process";
import { existsSync, readFileSync } from "node:fs";
import path from "node:path";
import { expect, test } from "vitest";

/** The project's own files: what git keeps, and what it would. */
const FILES = listFiles();
const CODE = FILES.filter((file) => /\.(ts|tsx|mjs|js|liquid)$/.test(file));
const TEXTS = FILES.filter((file) => !/\.(png|jpg|gz|ico|woff2)$|^package-lock\.json$/.test(file));
const THIS = "test/tidy.test.ts";
const API_VERSION = /20\d\d-(?:01|04|07|10)(?!-\d)\b/g;

test("no file of code or theme is longer than 250 lines", () => {
  const long = CODE.filter((file) => read(file).trimEnd().split("\n").length > 250);
  expect(long).toEqual([]);
});

test("no line of code is wider than 100 columns", () => {
  // What people read stands whole, so that it can be searched for: sentences and tests' names.
  const sentence = /^\s*(\w+: )?["'`].*["'`],?( \+|;)?$|^\s*(test|test\.each.*)\(["'`]/;
  const narrow = CODE.filter((file) => !/\.liquid$|^app\/texts\//.test(file));
  const wide = narrow
    .flatMap(linesOf)
    .filter(({ text }) => [...text].length > 100 && !sentence.test(text));
  expect(wide.map(({ at }) => at)).toEqual([]);
});

test("folders of the app are at most two deep", () => {
  const deep = FILES.filter((file) => file.startsWith("app/") && file.split("/").length > 4);
  expect(deep).toEqual([]);
});

test("names are kebab-case, and no folder is a drawer for everything", () => {
  // Remix gives meaning to $, _ and dots; migrations and locales are named by others.
  const named = FILES.filter((file) => /^(app|bin|dev-shop|test|extensions|docs)\//.test(file));
  const odd = named.filter(
    (file) => !/^(README\.md|[a-z0-9.$_-]+|.*zh-CN.*)$/.test(path.basename(file)),
  );
  const drawers = /(^|\/)(utils?|helpers?|lib|common|types|scripts|misc)(\/|\.tsx?$)/;
  expect([...odd, ...FILES.filter((file) => drawers.test(withoutTexts(file)))]).toEqual([]);
});

test("nothing is marked to be done later, and no rule is switched off", () => {
  const marks = /\b(TODO|FIXME|XXX|HACK)\b|@ts-(ignore|nocheck|expect-error)|eslint-disable/;
  expect(findLines(CODE, marks)).toEqual([]);
  expect(findLines(CODE, /prettier-ignore|v8 ignore|istanbul ignore/)).toEqual([]);
});

test("no test is left out for good or run alone", () => {
  const tests = FILES.filter((file) => file.endsWith(".test.ts"));
  expect(findLines(tests, /\b(test|it|describe)\.(skip|only|todo)\(/)).toEqual([]);
});

test("documents link to what exists", () => {
  const dead = FILES.filter((file) => file.endsWith(".md")).flatMap((file) =>
    linksOf(file)
      .filter((link) => !existsSync(path.join(path.dirname(file), link)))
      .map((link) => `${file}: ${link}`),
  );
  expect(dead).toEqual([]);
});

test("one version of Shopify's API is spoken everywhere", () => {
  const spoken = FILES.filter((file) => /^(app|bin|extensions|shopify)/.test(file));
  const versions = spoken.flatMap((file) => read(file).match(API_VERSION) ?? []);
  expect(new Set(versions)).toEqual(new Set(["2026-10"]));
});

test("nothing names a folder of somebody's machine", () => {
  const machine = new RegExp(
    ["/work" + "/", "/home" + "/", "/root" + "/", "/Users" + "/"].join("|"),
  );
  expect(findLines(TEXTS, machine)).toEqual([]);
});

test("the lock file names no registry", () => {
  expect(read("package-lock.json")).not.toMatch(
    /"resolved"|https?:\/\/(?!opencollective|github|\S*fund)[^"]*npm/,
  );
});

test("packages are pinned to exact versions", () => {
  const { dependencies, devDependencies, optionalDependencies } = JSON.parse(
    read("package.json"),
  ) as Record<string, Record<string, string>>;
  const wanted = Object.entries({ ...dependencies, ...devDependencies, ...optionalDependencies });
  const loose = wanted.filter(([, version]) => !/^\d+\.\d+\.\d+(-[\w.]+)?$/.test(version));
  expect(loose).toEqual([]);
});

test("every variable of the environment is in .env.example", () => {
  const names = [...read("app/config.server.ts").matchAll(/^\s+([A-Z][A-Z0-9_]+):/gm)];
  const example = read(".env.example");
  expect(names.length).toBeGreaterThan(0);
  expect(
    names.map(([, name = ""]) => name).filter((name) => !example.includes(`${name}=`)),
  ).toEqual([]);
});

function listFiles(): string[] {
  const git = spawnSync("git", ["ls-files", "-z", "--cached", "--others", "--exclude-standard"], {
    encoding: "utf8",
  });
  if (git.status !== 0) throw new Error(`git ls-files: ${git.stderr}`);
  return git.stdout.split("\0").filter((file) => file !== "" && existsSync(file));
}

function read(file: string): string {
  return readFileSync(file, "utf8");
}

function linesOf(file: string): { text: string; at: string }[] {
  return read(file)
    .split("\n")
    .map((text, index) => ({ text, at: `${file}:${index + 1}` }));
}

function findLines(files: string[], pattern: RegExp): string[] {
  return files
    .filter((file) => file !== THIS)
    .flatMap((file) => linesOf(file).filter(({ text }) => pattern.test(text)))
    .map(({ at, text }) => `${at}: ${text.trim()}`);
}

/** Links of a document to files beside it, without their anchors. */
function linksOf(file: string): string[] {
  const prose = read(file).replace(/```[\s\S]*?```/g, "");
  return [...prose.matchAll(/\]\(<?([^)>\s]+)>?(?:\s"[^"]*")?\)/g)]
    .map(([, target = ""]) => target)
    .filter((target) => !/^([a-z]+:|#)/.test(target))
    .map((target) => decodeURI(target.replace(/#.*$/, "")));
}

/** The texts of a language have a file of common ones. */
function withoutTexts(file: string): string {
  return file.startsWith("app/texts/") ? "" : file;
}
