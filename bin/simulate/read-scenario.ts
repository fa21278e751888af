import { readFileSync } from "node:fs";
import { isNode, LineCounter, parseDocument, type Document } from "yaml";
import type { z } from "zod";
import { ProgramDocument } from "#app/domain/program/document.ts";
import { Scenario } from "#bin/simulate/scenario.ts";
import { findNameProblems } from "#bin/simulate/name-problems.ts";
import { findUnknownKeys } from "#bin/simulate/unknown-keys.ts";
import { writtenProgram } from "#bin/simulate/written-program.ts";

export type ReadScenario = {
  file: string;
  scenario: Scenario;
  /** As they are published: the first when the scenario begins. */
  programs: { first: ProgramDocument; versions: ProgramDocument[]; ofStep: ProgramDocument[] };
};

/** Something wrong in a file, with its place and what would be right. */
export class ScenarioProblem extends Error {}

type Path = (string | number)[];
type Problem = { path: Path; message: string };

/** Reads a scenario; throws a ScenarioProblem that names every mistake with its line. */
export function readScenario(file: string): ReadScenario {
  const lines = new LineCounter();
  const document = parseDocument(readFileSync(file, "utf8"), { lineCounter: lines });
  const refuse: Refuse = (problems) => {
    const texts = problems.map(({ path, message }) => {
      return `${file}:${lineOf(document, lines, path)}: ${inPath(path)}${message}`;
    });
    throw new ScenarioProblem([...new Set(texts)].join("\n"));
  };
  const [broken] = document.errors;
  if (broken) {
    const { line } = lines.linePos(broken.pos[0]);
    throw new ScenarioProblem(`${file}:${line}: ${broken.message.split("\n")[0] ?? ""}`);
  }
  const written: unknown = document.toJS();
  const unknown = findUnknownKeys(Scenario, written);
  if (unknown.length > 0) return refuse(unknown);
  const parsed = Scenario.safeParse(written);
  if (!parsed.success) return refuse(problemsOf(parsed.error.issues));
  const problems = findNameProblems(parsed.data);
  if (problems.length > 0) return refuse(problems);
  return { file, scenario: parsed.data, programs: programsOf(parsed.data, refuse) };
}

type Refuse = (problems: Problem[]) => never;

function programsOf(scenario: Scenario, refuse: Refuse): ReadScenario["programs"] {
  const parse = (program: Record<string, unknown>, path: Path): ProgramDocument => {
    const written = writtenProgram(scenario, program);
    if (!written.ok) return refuse([{ path, message: written.message }]);
    const within = "from" in program ? [...path, "change"] : path;
    const unknown = findUnknownKeys(ProgramDocument, written.document, within);
    if (unknown.length > 0) return refuse(unknown);
    const result = ProgramDocument.safeParse(written.document);
    return result.success ? result.data : refuse(problemsOf(result.error.issues, within));
  };
  return {
    first: parse(scenario.program, ["program"]),
    versions: scenario.versions.map(({ program }, index) =>
      parse(program, ["versions", index, "program"]),
    ),
    ofStep: scenario.steps.flatMap(({ publish }, index) =>
      publish ? [parse(publish.program, ["steps", index, "publish", "program"])] : [],
    ),
  };
}

/** The line of the node, or of the nearest one around it that is there. */
function lineOf(document: Document, lines: LineCounter, path: Path): number {
  for (let depth = path.length; depth >= 0; depth--) {
    const node: unknown =
      depth === 0 ? document.contents : document.getIn(path.slice(0, depth), true);
    if (isNode(node) && node.range) return lines.linePos(node.range[0]).line;
  }
  return 1;
}

/** Of a union, the problems of the form that was meant: the one that came furthest. */
function problemsOf(issues: z.core.$ZodIssue[], within: Path = []): Problem[] {
  return issues.flatMap((issue) => {
    const path = [
      ...within,
      ...issue.path.map((part) => (typeof part === "number" ? part : String(part))),
    ];
    if (issue.code === "invalid_union" && issue.errors.length > 0) {
      const forms = issue.errors.map((form) => problemsOf(form, path));
      const deepest = (form: Problem[]) => Math.max(...form.map((each) => each.path.length));
      return forms.reduce((best, form) => (deepest(form) > deepest(best) ? form : best));
    }
    return [{ path, message: issue.message }];
  });
}

function inPath(path: Path): string {
  return path.length === 0 ? "" : `${path.join(".")}: `;
}
