import type { z } from "zod";
import { ProgramDocument } from "#app/domain/program/document.ts";
import { migrateDocument } from "#app/domain/program/migrate.ts";

/** What is wrong with a document: where (earning.points, rewards.2.name.en) and why. */
export type Problem = { path: string; message: string };

export type ReadDocument =
  { ok: true; document: ProgramDocument } | { ok: false; problems: Problem[] };

/** More than any program needs, and little enough to be walked through without harm. */
const MOST_DEEP = 40;

/** Reads a document that came from outside, of any schema; what is wrong is said in plain words. */
export function readDocument(value: unknown): ReadDocument {
  if (isDeeper(value, MOST_DEEP)) {
    return { ok: false, problems: [{ path: "", message: "This is nested too deeply." }] };
  }
  const parsed = ProgramDocument.safeParse(migrateDocument(value), { reportInput: true });
  if (parsed.success) return { ok: true, document: parsed.data };
  const problems = parsed.error.issues.flatMap((issue) => plainProblems(issue, []));
  return { ok: false, problems: firstOfEach(problems) };
}

/** One sentence for each place is enough: the first, or the stricter of two bounds. */
function firstOfEach(problems: Problem[]): Problem[] {
  const strict = problems.filter(
    ({ path, message }) =>
      message !== "Must be at least 0." ||
      problems.filter((each) => each.path === path).length === 1,
  );
  return strict.filter(({ path }, at) => strict.findIndex((each) => each.path === path) === at);
}

/** Without recursion: what comes from outside may be as deep as it likes. */
function isDeeper(value: unknown, most: number): boolean {
  let level: unknown[] = [value];
  for (let depth = 0; level.length > 0; depth += 1) {
    if (depth > most) return true;
    level = level.flatMap((item) =>
      typeof item === "object" && item !== null ? Object.values(item) : [],
    );
  }
  return false;
}

type Issue = z.core.$ZodIssue;

function plainProblems(issue: Issue, within: PropertyKey[]): Problem[] {
  const path = [...within, ...issue.path];
  if (issue.code === "invalid_union" && issue.errors.length > 0) return ofUnion(issue.errors, path);
  return [{ path: path.map(String).join("."), message: messageOf(issue) }];
}

/** Of several forms a value could have, only the one it claims to have is worth explaining. */
function ofUnion(forms: Issue[][], path: PropertyKey[]): Problem[] {
  const claimed = forms.find((issues) => !issues.some(isAboutKind));
  if (claimed) return claimed.flatMap((issue) => plainProblems(issue, path));
  const [typed] = forms
    .flat()
    .filter(({ code, path: at }) => code === "invalid_type" && !at.length);
  const place = typed ? path : [...path, "kind"];
  const message = typed ? messageOf(typed) : "Choose one of those there are.";
  return [{ path: place.map(String).join("."), message }];
}

function isAboutKind(issue: Issue): boolean {
  return issue.path.at(0) === "kind" || issue.path.length === 0;
}

function messageOf(issue: Issue): string {
  switch (issue.code) {
    case "custom":
      return issue.message;
    case "invalid_type":
      return typeMessage(issue);
    case "invalid_value":
    case "invalid_union":
      return "Choose one of those there are.";
    case "too_small":
      return sizeMessage(issue.origin, `at least ${issue.minimum}`, issue.message);
    case "too_big":
      return sizeMessage(issue.origin, `at most ${issue.maximum}`, issue.message);
    case "invalid_format":
      return formatMessage(issue);
    default:
      return "This is not right.";
  }
}

function typeMessage({ expected, input }: Extract<Issue, { code: "invalid_type" }>): string {
  if (expected === "int" || expected === "number") {
    const tooLong = typeof input === "string" && /^-?\d{16,}$/.test(input);
    return tooLong ? "At most 15 digits." : "Write a whole number.";
  }
  if (expected === "boolean") return "Say yes or no.";
  if (expected === "string") return "Write something here.";
  return "Something is missing here.";
}

/** Sentences of ours end with a full stop; zod's own do not. */
function sizeMessage(origin: string, bound: string, own: string): string {
  if (own.endsWith(".")) return own;
  if (origin === "string") return `Must be ${bound} characters.`;
  if (origin === "array") return `Choose ${bound}.`;
  return `Must be ${bound}.`;
}

function formatMessage(issue: Extract<Issue, { code: "invalid_format" }>): string {
  if (issue.message.endsWith(".")) return issue.message;
  if (issue.format !== "starts_with") return "This is not right.";
  return "Choose it from the list: this is no id of Shopify's.";
}
