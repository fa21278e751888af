import type { Condition, LineCondition } from "#app/domain/program/condition.ts";

type Any = Condition | LineCondition;

/** Whether a condition can never be true, as far as that can be told without knowing the shop. */
export function isNever(condition: Any): boolean {
  if (condition.kind === "any") return condition.of.every((part) => isNever(part));
  if (condition.kind !== "all") return false;
  const parts = flat(condition);
  return parts.some((one) => isNever(one) || parts.some((other) => exclude(one, other)));
}

/** Conditions all of which must be true, however they are nested. */
export function flat(condition: Any): Any[] {
  return condition.kind === "all" ? condition.of.flatMap((part: Any) => flat(part)) : [condition];
}

/** Whether one rules out the other; asked both ways round. */
function exclude(one: Any, other: Any): boolean {
  if (one.kind === "not") return JSON.stringify(one.of) === JSON.stringify(other);
  if (one.kind !== other.kind) return false;
  const [words, others] = [wordsOf(one), wordsOf(other)];
  if (words && others) return areDisjoint(words, others);
  const [range, later] = [rangeOf(one), rangeOf(other)];
  return range !== null && later !== null && range.until <= later.from;
}

/** Words of which an order, a line or a moment has only one; null where it may have several. */
function wordsOf(condition: Any): string[] | null {
  switch (condition.kind) {
    case "weekday":
    case "day-of-month":
    case "tier":
    case "channel":
    case "country":
    case "currency":
    case "product":
    case "variant":
    case "vendor":
    case "product-type":
      return condition.in.map((word) => String(word).toLowerCase());
    default:
      return null;
  }
}

function areDisjoint(one: string[], other: string[]): boolean {
  // The last day of a month may be any of the later ones.
  if (one.includes("-1") || other.includes("-1")) return false;
  return !one.some((word) => other.includes(word));
}

/** Of what has an order: its first, and the first that is no longer in it. */
type Range = { from: number; until: number };

const DAY_MS = 86_400_000;

/** What lies between two ends, an open one being endless; null for what has none. */
function rangeOf(condition: Any): Range | null {
  switch (condition.kind) {
    case "dates":
      return {
        from: condition.from === null ? -Infinity : Date.parse(condition.from),
        until: condition.until === null ? Infinity : Date.parse(condition.until) + DAY_MS,
      };
    case "order-number":
      return { from: condition.from, until: (condition.to ?? Infinity) + 1 };
    case "order-total":
      return { from: Number(condition.atLeast), until: Number(condition.below ?? Infinity) };
    case "hours": {
      const [from, until] = [clock(condition.from), clock(condition.until)];
      return from < until ? { from, until } : null;
    }
    default:
      return null;
  }
}

/** 14:30 as 1430. */
function clock(time: string): number {
  return Number(time.replace(":", ""));
}
