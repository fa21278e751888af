import type { Condition } from "#app/domain/program/condition.ts";

export type ConditionLeaf = Exclude<Condition, { kind: "all" | "any" | "not" }>;

/**
 * What is left of a condition where some of its parts are known: whether it holds, or what must
 * still come true. `known` answers null for a part that nobody can know yet.
 */
export function residualOf(
  condition: Condition,
  known: (leaf: ConditionLeaf) => boolean | null,
): boolean | Condition {
  switch (condition.kind) {
    case "all":
    case "any":
      return ofSeveral(
        condition.kind,
        condition.of.map((part) => residualOf(part, known)),
      );
    case "not": {
      const part = residualOf(condition.of, known);
      return typeof part === "boolean" ? !part : { kind: "not", of: part };
    }
    default:
      return known(condition) ?? condition;
  }
}

/** One part can decide the whole: a false one of all, a true one of any. */
function ofSeveral(kind: "all" | "any", parts: (boolean | Condition)[]): boolean | Condition {
  const decisive = kind === "any";
  if (parts.includes(decisive)) return decisive;
  const open = parts.filter((part) => typeof part !== "boolean");
  const [only] = open;
  if (only === undefined) return !decisive;
  return open.length === 1 ? only : { kind, of: open };
}
