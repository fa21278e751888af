import { existsSync, readFileSync } from "node:fs";
import { expect, test } from "vitest";
import { parse } from "yaml";
import { openMetrics } from "#app/metrics.server.ts";

type Service = {
  build?: string;
  image?: string;
  command?: string[];
  environment?: Record<string, string>;
  depends_on?: Record<string, { condition: string }>;
};
type Rule = { alert: string; expr: string; annotations: { summary: string } };

function read(file: string): string {
  return readFileSync(file, "utf8");
}

const services = Object.entries(
  (parse(read("compose.yaml"), { merge: true }) as { services: Record<string, Service> }).services,
);
const rules = (parse(read("docs/alerts.yml")) as { groups: { rules: Rule[] }[] }).groups.flatMap(
  (group) => group.rules,
);

test("each service runs a command that exists, after what it needs", () => {
  const scripts = (JSON.parse(read("package.json")) as { scripts: Record<string, string> }).scripts;
  const ours = services.filter(([, { image }]) => image === "laurel");
  expect(ours.map(([name]) => name)).toEqual(["migrate", "web", "worker"]);
  const commands = ours.map(([, { command }]) => command?.join(" ") ?? "");
  expect(commands.filter((command) => !Object.values(scripts).includes(command))).toEqual([]);
  const names = services.map(([name]) => name);
  const needed = services.flatMap(([, service]) => Object.keys(service.depends_on ?? {}));
  expect(needed.filter((name) => !names.includes(name))).toEqual([]);
  expect(Object.fromEntries(ours)["web"]?.depends_on).toEqual({
    migrate: { condition: "service_completed_successfully" },
  });
});

test("only the migration signs in as the owner", () => {
  const users = services.flatMap(([name, { environment }]) => {
    const url = environment?.["DATABASE_URL"];
    return url === undefined ? [] : [[name, /\/\/(\w+):/.exec(url)?.[1]]];
  });
  expect(users).toEqual([
    ["migrate", "postgres"],
    ["web", "laurel_app"],
    ["worker", "laurel_app"],
  ]);
});

test("the image copies what exists, runs as nobody special, and looks after itself", () => {
  const text = read("Dockerfile");
  const copied = [...text.matchAll(/^COPY (?!--from)(.+) \S+$/gm)].flatMap(([, files = ""]) =>
    files.split(" "),
  );
  expect(copied.filter((file) => !existsSync(file))).toEqual([]);
  const last = text.slice(text.lastIndexOf("\nFROM "));
  expect(last).toMatch(/^USER node$/m);
  expect(last).toMatch(/^HEALTHCHECK .*\\\n.*\/ready/m);
  const [, started = "[]"] = /^CMD (\[.*\])$/m.exec(last) ?? [];
  const { scripts } = JSON.parse(read("package.json")) as { scripts: Record<string, string> };
  expect((JSON.parse(started) as string[]).join(" ")).toBe(scripts["serve"]);
  const engine = read("package.json").match(/"node": "\^(\d+)/)?.[1];
  expect(new Set(text.match(/node:\d+/g))).toEqual(new Set([`node:${engine}`]));
});

test("every alert asks for metrics that there are, and the guide says what to do about it", async () => {
  const metrics = openMetrics({
    listWaiting: () => Promise.resolve([]),
    summarizeChecks: () => Promise.resolve([]),
  });
  const { text } = await metrics.read();
  const known = [...text.matchAll(/^# TYPE (laurel_\w+) /gm)].map(([, name = ""]) => name);
  expect(known.length).toBeGreaterThan(7);
  const asked = rules.flatMap(({ expr }) => expr.match(/laurel_\w+/g) ?? []);
  expect(asked.length).toBeGreaterThanOrEqual(rules.length);
  const bare = asked.map((name) => name.replace(/_(bucket|count|sum)$/, ""));
  expect(bare.filter((name) => !known.includes(name))).toEqual([]);
  const guide = read("docs/operations.md");
  const untold = [...known, ...rules.map(({ alert }) => alert)];
  expect(untold.filter((name) => !guide.includes(`\`${name}\``))).toEqual([]);
});
