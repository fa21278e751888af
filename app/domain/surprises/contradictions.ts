import type { Condition, LineCondition } from "#app/domain/program/condition.ts";

type Any = Condition | LineCondition;

/** Whether a condition can never be true, as far as that can be told without knowing the shop. */
export function isNever(condition: Any): boolean {
  if (condition.kind === "any") return condition.of.every((part) => isNever(part));
  if (condition.kind !== "all") return false;
  const parts = flat(condition);
  if (parts.some((part) => part.kind === "any" && isNever(part))) return true;
  return parts.some((one, at) => parts.slice(at + 1).some((other) => exclude(one, other)));
}

/** Conditions all of which must be true, however they are nested. */
export function flat(condition: Any): Any[] {
  return condition.kind === "all" ? condition.of.flatMap((part: Any) => flat(part)) : [condition];
}

/** Of these an order, a line or a moment has only one. */
const SINGLE = [
  "weekday",
  "day-of-month",
  "tier",
  "channel",
  "country",
  "currency",
  "product",
  "variant",
  "vendor",
  "product-type",
];

function exclude(one: Any, other: Any): boolean {
  if (isNotOf(one, other) || isNotOf(other, one)) return true;
  if (one.kind !== other.kind) return false;
  if (SINGLE.includes(one.kind)) return areDisjoint(listOf(one), listOf(other));
  return areApart(one, other);
}

function isNotOf(one: Any, other: Any): boolean {
  return one.kind === "not" && JSON.stringify(one.of) === JSON.stringify(other);
}

function listOf(condition: Any): string[] {
  const list = "in" in condition ? (condition.in ?? []) : [];
  return list.map((item) => String(item).toLowerCase());
}

function areDisjoint(one: string[], other: string[]): boolean {
  // The last day of a month may be any of the later ones.
  if (one.includes("-1") || other.includes("-1")) return false;
  return !one.some((item) => other.includes(item));
}

function areApart(one: Any, other: Any): boolean {
  if (one.kind === "dates" && other.kind === "dates") {
    return isBefore(one.until, other.from) || isBefore(other.until, one.from);
  }
  if (one.kind === "order-number" && other.kind === "order-number") {
    return isLower(one.to, other.from) || isLower(other.to, one.from);
  }
  if (one.kind === "order-total" && other.kind === "order-total") {
    return isUnder(one.below, other.atLeast) || isUnder(other.below, one.atLeast);
  }
  if (one.kind === "hours" && other.kind === "hours") {
    const [a, b] = [one, other].map((hours) => hours.from < hours.until);
    return a === true && b === true && (one.until <= other.from || other.until <= one.from);
  }
  return false;
}

function isBefore(until: string | null, from: string | null): boolean {
  return until !== null && from !== null && until < from;
}

function isLower(to: number | null, from: number): boolean {
  return to !== null && to < from;
}

function isUnder(below: string | null, atLeast: string | null): boolean {
  return below !== null && atLeast !== null && Number(below) <= Number(atLeast);
}
