import { mkdtempSync, readFileSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { expect, test } from "vitest";
import { listPublished } from "#bin/simulate/published-files.ts";
import { readScenario } from "#bin/simulate/read-scenario.ts";
import { listScenarios } from "#bin/simulate/run-all.ts";

const folder = mkdtempSync(path.join(tmpdir(), "scenario-"));

/** What reading a scenario of these lines complains of. */
function complaintOf(lines: string[]): string {
  const file = path.join(folder, "a.yaml");
  writeFileSync(file, lines.join("\n"));
  try {
    readScenario(file);
    return "nothing";
  } catch (error) {
    return (error instanceof Error ? error.message : String(error)).replaceAll(file, "a.yaml");
  }
}

const head = ["title: A title", "why: A reason", "program: { from: plain }", "customers: [ada]"];

test("the published schemas are those of the code", async () => {
  for (const { file, text } of await listPublished()) {
    expect(readFileSync(file, "utf8") === text, `npm run schemas would change ${file}`).toBe(true);
  }
});

test("every scenario can be read, and each has a title of its own", () => {
  const titles = listScenarios("test/scenarios").map((file) => readScenario(file).scenario.title);
  expect(titles.length).toBeGreaterThanOrEqual(150);
  expect(new Set(titles).size).toBe(titles.length);
});

test("the example of the guide is one of the scenarios", () => {
  const [, block] = /```yaml\n(.*?)```/s.exec(readFileSync("docs/simulate.md", "utf8")) ?? [];
  expect(block).toBe(readFileSync("test/scenarios/refunds/cup-of-the-guide.yaml", "utf8"));
});

test.each([
  {
    what: "a key that is not there, with those that are",
    lines: [...head, "steps:", "  - at: 2026-03-01", "    buys: { by: ada }"],
    says: /^a\.yaml:7: steps\.0\.buys: There is no such key; there is: at, after, note, .*buy, /,
  },
  {
    what: "a key deep in a program",
    lines: [
      ...["title: A title", "why: A reason", "customers: [ada]", "program:", "  from: plain"],
      ...["  change:", "    earning:", "      roundign: up", "steps: [{ at: 2026-03-01 }]"],
    ],
    says: /^a\.yaml:8: program\.change\.earning\.roundign: There is no such key; .*rounding/,
  },
  {
    what: "a value of a program that is none",
    lines: [
      ...["title: A title", "why: A reason", "customers: [ada]", "program:", "  from: plain"],
      ...["  change:", "    earning:", "      points: many", "steps: [{ at: 2026-03-01 }]"],
    ],
    says: /^a\.yaml:8: program\.change\.earning\.points: Write a number such as 10 or 2\.50\./,
  },
  {
    what: "a program to start from that nobody knows",
    lines: [
      ...["title: A title", "why: A reason", "customers: [ada]", "program: { from: nowhere }"],
      "steps: [{ at: 2026-03-01 }]",
    ],
    says: /^a\.yaml:4: program: from: write one of plain, starter, .*fresh/,
  },
  {
    what: "a moment that is none",
    lines: [...head, "steps:", "  - at: yesterday"],
    says: /^a\.yaml:6: steps\.0\.at: Write a moment such as 2026-03-01T10:00/,
  },
  {
    what: "a customer who is not there, with those who are",
    lines: [...head, "steps:", "  - buy: { by: bob, spend: 5 }"],
    says: /^a\.yaml:6: steps\.0\.buy\.by: There is no customer bob by now; there is: ada\./,
  },
  {
    what: "an order that was not placed yet",
    lines: [
      ...[...head, "steps:", "  - refund: { order: first, everything: true }"],
      "  - buy: { by: ada, order: first, spend: 5 }",
    ],
    says: /^a\.yaml:6: steps\.0\.refund\.order: There is no order first by now; there is: none\./,
  },
  {
    what: "two things in one step",
    lines: [...head, "steps:", "  - { close: ada, forget: ada }"],
    says: /^a\.yaml:6: steps\.0: One thing at a time: this step has forget and close\./,
  },
  {
    what: "an expectation of somebody who is not there",
    lines: [...head, "steps:", "  - expect:", "      bob: { available: 5 }"],
    says: /^a\.yaml:7: steps\.0\.expect\.bob: There is no customer bob/,
  },
  {
    what: "what is not YAML",
    lines: [...head, "steps: [{"],
    says: /^a\.yaml:\d+: /,
  },
])("a file is refused for $what", ({ lines, says }) => {
  expect(complaintOf(lines)).toMatch(says);
});
