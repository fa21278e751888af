import type { Tell } from "#app/domain/program/check-document.ts";
import {
  depthOf,
  listConditions,
  partsOf,
  type Path,
} from "#app/domain/program/condition-places.ts";
import type { Condition, LineCondition } from "#app/domain/program/condition.ts";
import type { ProgramDocument } from "#app/domain/program/document.ts";

const MOST_DEEP = 6;
const MOST_PARTS = 100;

/** Conditions that no form could mean: empty ranges, tiers that are not there, too much nesting. */
export function checkConditions(program: ProgramDocument, tell: Tell): void {
  const tiers = new Set(["none", ...(program.tiers?.levels ?? []).map(({ id }) => id)]);
  for (const whole of listConditions(program)) {
    const parts = partsOf(whole);
    if (depthOf(whole) > MOST_DEEP) tell(whole.path, "Conditions go at most 6 levels deep.");
    if (parts.length > MOST_PARTS) tell(whole.path, "At most 100 conditions in one place.");
    for (const { condition, path } of parts) {
      checkRange(condition, path, tell);
      if (condition.kind === "tier") {
        condition.in.forEach((id, at) => {
          if (!tiers.has(id)) tell([...path, "in", at], `There is no tier “${id}”.`);
        });
      }
    }
  }
}

const EMPTY = "Fill in at least one of the two.";

function checkRange(condition: Condition | LineCondition, path: Path, tell: Tell): void {
  switch (condition.kind) {
    case "dates":
    case "joined":
      checkDays(condition, path, tell);
      if (condition.from === null && condition.until === null) tell([...path, "from"], EMPTY);
      break;
    case "hours":
      if (condition.from === condition.until) {
        tell([...path, "until"], "There is no time between the two.");
      }
      break;
    case "order-total":
      checkTotal(condition, path, tell);
      break;
    case "order-number":
      if (condition.to !== null && condition.to < condition.from) {
        tell([...path, "to"], "Must not be less than the first number.");
      }
      break;
    case "member-for":
      checkMemberFor(condition, path, tell);
      break;
    default:
  }
}

type Leaf<K extends Condition["kind"]> = Extract<Condition, { kind: K }>;

function checkTotal({ atLeast, below }: Leaf<"order-total">, path: Path, tell: Tell): void {
  if (atLeast === null && below === null) tell([...path, "atLeast"], EMPTY);
  if (atLeast !== null && below !== null && Number(below) <= Number(atLeast)) {
    tell([...path, "below"], "Must be more than the least amount.");
  }
}

function checkMemberFor(leaf: Leaf<"member-for">, path: Path, tell: Tell): void {
  const { atLeastDays, atMostDays } = leaf;
  if (atLeastDays === null && atMostDays === null) tell([...path, "atLeastDays"], EMPTY);
  if (atLeastDays !== null && atMostDays !== null && atMostDays < atLeastDays) {
    tell([...path, "atMostDays"], "Must not be less than the least number of days.");
  }
}

/** First and last day the right way round. */
export function checkDays(
  { from, until }: { from: string | null; until: string | null },
  path: Path,
  tell: Tell,
): void {
  if (from !== null && until !== null && until < from) {
    tell([...path, "until"], "The last day is before the first.");
  }
}
