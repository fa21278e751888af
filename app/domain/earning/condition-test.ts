import type { Condition, LineCondition } from "#app/domain/program/condition.ts";

type Leaf = Exclude<Condition | LineCondition, { kind: "all" | "any" | "not" }>;
export type LeafKind = Leaf["kind"];

/** The part of a condition that decided against it; `not` where it is true and must not be. */
export type Unmet = { kind: LeafKind; not: boolean };

/** A condition made ready: asked thousands of times, it is taken apart once. */
export type Test<C> = {
  holds: (context: C) => boolean;
  /** Names the part to blame, for a condition that does not hold (or, negated, that does). */
  blame: (context: C, negated: boolean) => Unmet;
};

type Tree<L> = L | { kind: "all" | "any"; of: Tree<L>[] } | { kind: "not"; of: Tree<L> };

/** Makes a condition ready; `leafTest` knows what its leaves mean. */
export function testOf<C, L extends { kind: LeafKind }>(
  condition: Tree<L>,
  leafTest: (leaf: L) => (context: C) => boolean,
): Test<C> {
  if (isNot(condition)) return negate(testOf(condition.of, leafTest));
  if (isMany(condition)) {
    const parts = condition.of.map((part) => testOf(part, leafTest));
    return condition.kind === "all" ? all(parts) : any(parts);
  }
  const { kind } = condition;
  return { holds: leafTest(condition), blame: (_context, not) => ({ kind, not }) };
}

function negate<C>(part: Test<C>): Test<C> {
  return {
    holds: (context) => !part.holds(context),
    blame: (context, negated) => part.blame(context, !negated),
  };
}

function all<C>(parts: Test<C>[]): Test<C> {
  return {
    holds: (context) => parts.every((part) => part.holds(context)),
    blame: (context, negated) => blameOf(parts, context, negated),
  };
}

function any<C>(parts: Test<C>[]): Test<C> {
  return {
    holds: (context) => parts.some((part) => part.holds(context)),
    blame: (context, negated) => blameOf(parts, context, negated),
  };
}

/** The first part that stands the wrong way. */
function blameOf<C>(parts: Test<C>[], context: C, negated: boolean): Unmet {
  const [first] = parts;
  const culprit = parts.find((part) => part.holds(context) === negated) ?? first;
  if (!culprit) throw new RangeError("A condition of nothing");
  return culprit.blame(context, negated);
}

function isNot<L>(condition: Tree<L>): condition is { kind: "not"; of: Tree<L> } {
  return (condition as { kind: string }).kind === "not";
}

function isMany<L>(condition: Tree<L>): condition is { kind: "all" | "any"; of: Tree<L>[] } {
  const { kind } = condition as { kind: string };
  return kind === "all" || kind === "any";
}
