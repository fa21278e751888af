import { listConditions, partsOf } from "#app/domain/program/condition-places.ts";
import type { Program } from "#app/domain/program/program.ts";

const known = new WeakMap<Program, boolean>();

/** Whether anything in a program looks at members' birthdays. */
export function usesBirthday(program: Program): boolean {
  const before = known.get(program);
  if (before !== undefined) return before;
  const { document } = program;
  const kinds = listConditions(document).flatMap(partsOf);
  const uses =
    document.activities.some(({ kind }) => kind === "birthday") ||
    kinds.some(({ condition: { kind } }) => kind === "birthday" || kind === "birthday-month");
  known.set(program, uses);
  return uses;
}
