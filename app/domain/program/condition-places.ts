import type { Condition, LineCondition } from "#app/domain/program/condition.ts";
import type { ProgramDocument } from "#app/domain/program/document.ts";
import type { OrderRule } from "#app/domain/program/earning.ts";

export type Path = (string | number)[];
/** A condition on orders, members, moments or lines, with its place in the document. */
export type PlacedCondition = { condition: Condition | LineCondition; path: Path };

/** Every condition a program asks, whole, with its place. */
export function listConditions(program: ProgramDocument): PlacedCondition[] {
  const { earning, campaigns, activities, rewards, tiers } = program;
  return [
    ...earning.rules.flatMap((rule, at) => ofRule(rule, ["earning", "rules", at])),
    ...campaigns.flatMap(({ audience, rules }, at) => [
      ...placed(audience, ["campaigns", at, "audience"]),
      ...rules.flatMap((rule, n) => ofRule(rule, ["campaigns", at, "rules", n])),
    ]),
    ...activities.flatMap((activity, at) => [
      ...placed(activity.when, ["activities", at, "when"]),
      ...(activity.kind === "challenge" && activity.of.kind === "items"
        ? placed(activity.of.lines, ["activities", at, "of", "lines"])
        : []),
    ]),
    ...rewards.flatMap((reward, at) => placed(reward.for, ["rewards", at, "for"])),
    ...(tiers?.levels ?? []).flatMap(({ ways }, at) =>
      ways.flatMap((way, n) => {
        const path = ["tiers", "levels", at, "ways", n];
        if (way.kind === "condition") return placed(way.when, [...path, "when"]);
        return way.kind === "purchase" ? placed(way.lines, [...path, "lines"]) : [];
      }),
    ),
  ];
}

/** A condition and everything within it, each with its place. */
export function partsOf({ condition, path }: PlacedCondition): PlacedCondition[] {
  return [{ condition, path }, ...withinOf({ condition, path }).flatMap((part) => partsOf(part))];
}

/** How many conditions stand one within the other. */
export function depthOf(placed: PlacedCondition): number {
  return 1 + Math.max(0, ...withinOf(placed).map(depthOf));
}

function withinOf({ condition, path }: PlacedCondition): PlacedCondition[] {
  switch (condition.kind) {
    case "all":
    case "any":
      return condition.of.map((part, at) => ({ condition: part, path: [...path, "of", at] }));
    case "not":
      return [{ condition: condition.of, path: [...path, "of"] }];
    case "contains":
      return [{ condition: condition.lines, path: [...path, "lines"] }];
    default:
      return [];
  }
}

function ofRule(rule: OrderRule, path: Path): PlacedCondition[] {
  return [...placed(rule.when, [...path, "when"]), ...placed(rule.lines, [...path, "lines"])];
}

function placed(condition: Condition | LineCondition | null, path: Path): PlacedCondition[] {
  return condition === null ? [] : [{ condition, path }];
}
