import { blueprints } from "#app/domain/blueprints/blueprints.ts";
import { ProgramDocument } from "#app/domain/program/document.ts";
import { starterProgram } from "#app/domain/program/starter.ts";
import { plainDocument } from "#bin/simulate/plain-program.ts";
import { idOf } from "#bin/simulate/names.ts";
import type { Scenario } from "#bin/simulate/scenario.ts";

type Written = { ok: true; document: unknown } | { ok: false; message: string };

/** The document a scenario means: what it starts from, changed, and names replaced by ids. */
export function writtenProgram(scenario: Scenario, program: Record<string, unknown>): Written {
  const { from, change, ...rest } = program;
  if (from === undefined) return { ok: true, document: withIds(scenario, program) };
  const odd = Object.keys(rest);
  if (odd.length > 0) {
    const message = `Beside \`from\` there is only \`change\`, not ${odd.join(", ")}.`;
    return { ok: false, message };
  }
  const base = BASES[String(from)];
  if (base === undefined) {
    const message = `from: write one of ${Object.keys(BASES).join(", ")}.`;
    return { ok: false, message };
  }
  return { ok: true, document: withIds(scenario, merged(base, change ?? {})) };
}

/** What a program can start from: bare, a new shop's draft, or a blueprint by its id. */
const BASES: Record<string, unknown> = {
  plain: plainDocument,
  starter: starterProgram,
  ...Object.fromEntries(
    blueprints.map(({ id, document }) => [id, ProgramDocument.parse(document)]),
  ),
};

/** Objects of one kind are merged; lists and all else are replaced. */
function merged(base: unknown, change: unknown): unknown {
  if (!isRecord(base) || !isRecord(change)) return change;
  if (change["kind"] !== undefined && change["kind"] !== base["kind"]) return change;
  const result: Record<string, unknown> = { ...base };
  for (const [key, value] of Object.entries(change)) result[key] = merged(base[key], value);
  return result;
}

function withIds(scenario: Scenario, value: unknown): unknown {
  if (typeof value === "string") return idOf(scenario, value) ?? value;
  if (Array.isArray(value)) return value.map((each) => withIds(scenario, each));
  if (!isRecord(value)) return value;
  return Object.fromEntries(
    Object.entries(value).map(([key, each]) => [key, withIds(scenario, each)]),
  );
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}
