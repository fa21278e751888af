import { spawnSync } from "node:child_process";
import { mkdtempSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { afterAll, beforeAll, expect, inject, test } from "vitest";
import { openLane, type Lane } from "#bin/simulate/lane.ts";
import { openPlatform, type Platform } from "#bin/simulate/platform.ts";
import { listScenarios, runFile, type Result } from "#bin/simulate/run-all.ts";
import { emptyDatabase, freshDatabase } from "#test/support/database.ts";

const LANES = 3;
const files = listScenarios("test/scenarios");
const lanes: Lane[] = [];
const free: Lane[] = [];
const waiting: ((lane: Lane) => void)[] = [];
let platform: Platform;

beforeAll(async () => {
  platform = await openPlatform();
  for (let index = 0; index < LANES; index++) {
    const { ownerUrl } = await freshDatabase("lane");
    const shop = await emptyDatabase("lane_shop");
    lanes.push(await openLane(platform, { app: ownerUrl, shop }));
  }
  free.push(...lanes);
});

afterAll(async () => {
  for (const lane of lanes) await lane.close();
  await platform.close();
});

/** Plays a file on the first lane that is free. */
async function play(file: string): Promise<Result> {
  const lane = free.pop() ?? (await new Promise<Lane>((resolve) => waiting.push(resolve)));
  try {
    return await runFile(lane, file);
  } finally {
    const next = waiting.shift();
    if (next) next(lane);
    else free.push(lane);
  }
}

test.concurrent.for(files)("%s", async (file, { expect: expected }) => {
  const result = await play(file);
  expected("problem" in result ? result.problem : result.account.failures).toEqual([]);
});

const wrong = `
title: Wrong in four ways
why: What is not as expected must be told.
program: { from: plain }
customers: [ada, ben]
steps:
  - at: 2026-03-01
    buy: { by: ada, order: first, spend: 10.00 }
    expect: { ada: { available: 11 }, ben: { available: 0 } }
  - at: 2026-03-02
    redeem: { by: ada, reward: nothing }
  - at: 2026-03-03
    expect:
      ada: { lots: [{ points: 10, expires: 2027-01-01 }] }
      orders: { first: { points: 10, receipt: [Nobody says this] } }
`;

function wrongFile(): string {
  const file = path.join(mkdtempSync(path.join(tmpdir(), "scenario-")), "wrong.yaml");
  writeFileSync(file, wrong);
  return file;
}

test("what is not as expected fails, with what was expected and what came", async () => {
  const result = await play(wrongFile());
  expect("account" in result && result.account.failures).toMatchObject([
    { step: 0, what: "ada's available", expected: 11, got: 10 },
    { step: 1, what: "refused", expected: null, got: "reward-unknown" },
    {
      step: 2,
      what: "ada's lots",
      expected: [{ points: 10, expires: "2027-01-01" }],
      got: [{ points: 10, expires: "never" }],
    },
    { step: 2, what: "receipt of first", expected: "Nobody says this" },
  ]);
});

function simulate(...args: string[]) {
  const env = { ...process.env, DATABASE_URL: inject("postgresUrl") };
  return spawnSync(process.execPath, ["bin/simulate.ts", ...args], { env, encoding: "utf8" });
}

test("the command says what is not as expected, and fails", () => {
  const { status, stdout } = simulate(wrongFile());
  expect(stdout).toContain("1. 2026-03-01 12:00  buy");
  expect(stdout).toContain("    ada: 10 available");
  expect(stdout).toContain("✗ ada's available: expected 11, got 10");
  expect(status).toBe(1);
});

test("the command tells it as JSON, and of many with their rate", () => {
  const json = simulate("test/scenarios/refunds/one-line-of-two.yaml", "--json");
  const told = JSON.parse(json.stdout) as { account: { steps: { changed: unknown }[] } };
  expect(told.account.steps[1]?.changed).toMatchObject({ ada: { available: 20 } });
  expect(json.status).toBe(0);

  const many = simulate("test/scenarios/currency");
  expect(many.stdout).toMatch(/\d as expected, 0 not; \d+\.\d s, \d+ scenarios per minute\./);
  expect(many.status).toBe(0);
});
