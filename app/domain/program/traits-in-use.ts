import type { Condition, MemberCondition } from "#app/domain/program/condition.ts";
import type { ProgramDocument } from "#app/domain/program/document.ts";

/** What programs ask of a customer that only Shopify knows. */
export type TraitsInUse = {
  /** In lower case. */
  tags: Set<string>;
  segments: Set<string>;
};

/** The tags and segments of customers that programs look at, anywhere in them. */
export function traitsInUse(documents: ProgramDocument[]): TraitsInUse {
  const use: TraitsInUse = { tags: new Set(), segments: new Set() };
  for (const document of documents) {
    for (const condition of conditionsOf(document)) addTraits(use, condition);
  }
  return use;
}

function conditionsOf(document: ProgramDocument) {
  const { earning, activities, campaigns, rewards, tiers } = document;
  const ways = (tiers?.levels ?? []).flatMap((level) => level.ways);
  return [
    ...ways.map((way) => (way.kind === "condition" ? way.when : null)),
    ...earning.rules.map(({ when }) => when),
    ...campaigns.flatMap(({ audience, rules }) => [audience, ...rules.map(({ when }) => when)]),
    ...activities.map(({ when }) => when),
    ...rewards.map((reward) => reward.for),
  ];
}

function addTraits(use: TraitsInUse, condition: Condition | MemberCondition | null): void {
  switch (condition?.kind) {
    case "customer-tag":
      for (const tag of condition.in) use.tags.add(tag.toLowerCase());
      return;
    case "segment":
      for (const segment of condition.in) use.segments.add(segment);
      return;
    case "all":
    case "any":
      for (const part of condition.of) addTraits(use, part);
      return;
    case "not":
      return addTraits(use, condition.of);
    default:
      return;
  }
}
