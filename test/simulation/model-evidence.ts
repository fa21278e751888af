import { dayThere } from "#test/simulation/model-calendar.ts";
import type {
  ModelChallenge,
  ModelFacts,
  ModelGoal,
  ModelProgram,
  ModelStreak,
} from "#test/simulation/model-facts.ts";
import { eraOf, type Books, type Known } from "#test/simulation/model-lots.ts";
import { total } from "#test/simulation/model-worth.ts";

/** Something that stands: when it was done, and how much of it there is. */
export type Evidence = { source: string; at: number; amount: number };

/** Orders by when they were placed, deeds by when they were done, under versions that ask so. */
export function evidenceOf(books: Books, goal: ModelGoal, era: number): Evidence[] {
  const isOfThen = (at: number) => eraOf(books, at) === era;
  const { of } = goal.what;
  const asksSo = ({ goals }: ModelProgram) =>
    goals.some(({ id, what }) => id === goal.id && isSame(what, goal.what));
  if (of.kind === "activity") {
    return [...books.deeds].flatMap(([source, { offer, program, at, stands }]) =>
      stands && isOfThen(at) && offer.id === of.activity && asksSo(program)
        ? [{ source, at, amount: 1 }]
        : [],
    );
  }
  return books.facts.orders.flatMap((order) => {
    const known = books.orders.get(order.id);
    if (!known || !isOfThen(known.placedAt) || known.spend <= 0 || !asksSo(known.program))
      return [];
    const amount =
      of.kind === "orders" ? 1 : of.kind === "spend" ? known.spend : itemsOf(books, order.id, of);
    return amount > 0 ? [{ source: `order:${order.id}`, at: order.placedAt, amount }] : [];
  });
}

function isSame(one: ModelGoal["what"], other: ModelGoal["what"]): boolean {
  return JSON.stringify(one) === JSON.stringify(other);
}

/** How many pieces of some products are left. */
function itemsOf(
  { facts, orders }: Books,
  orderId: string,
  { products }: Extract<ModelChallenge["of"], { kind: "items" }>,
): number {
  const order = facts.orders.find(({ id }) => id === orderId);
  const { changes = 0 }: Partial<Known> = orders.get(orderId) ?? {};
  const done = order?.changes.slice(0, changes) ?? [];
  const pieces = [...(order?.pieces ?? []), ...done.flatMap((change) => change.pieces)];
  const counted = pieces.filter(
    ({ product }) => products === null || (product !== null && products.includes(product)),
  );
  const lines = Map.groupBy(counted, ({ line }) => line);
  return total([...lines.values()].map((of) => Math.max(total(of.map((one) => one.quantity)), 0)));
}

/** A name for each time that a goal is done; of periods the day with which they begin. */
export function timesDone(facts: ModelFacts, { what }: ModelGoal, evidence: Evidence[]): string[] {
  const { timeZone, minorPerMajor } = facts;
  const days = evidence.map((each) => ({ ...each, day: dayThere(each.at, timeZone) }));
  if (what.kind === "streak") return fullRuns(what, days);
  const target = what.target * (what.of.kind === "spend" ? minorPerMajor : 1);
  const { within } = what;
  if (within.kind === "days") return withinDays(days, { target, days: within.days });
  const periods = Map.groupBy(days, ({ day }) => firstOf(within.per, day));
  return [...periods].flatMap(([first, parts]) =>
    total(parts.map(({ amount }) => amount)) >= target ? [first] : [],
  );
}

type Dated = Evidence & { day: string };

/** A run counts once for each full length. */
function fullRuns({ unit, length }: ModelStreak, parts: Dated[]): string[] {
  const units = [...new Set(parts.map(({ day }) => numberOf(unit, day)))].sort((a, b) => a - b);
  const full: string[] = [];
  let run = 0;
  for (const [index, number] of units.entries()) {
    run = units[index - 1] === number - 1 ? run + 1 : 1;
    if (run % length === 0) full.push(`${number}`);
  }
  return full;
}

/** Whenever the target is reached, counting begins again with what comes after. */
function withinDays(parts: Dated[], wish: { target: number; days: number }): string[] {
  const times: string[] = [];
  let open: Dated[] = [];
  const inOrder = parts.toSorted((a, b) => a.at - b.at || (a.source < b.source ? -1 : 1));
  for (const part of inOrder) {
    const oldest = numberOf("day", part.day) - wish.days;
    open = [...open, part].filter(({ day }) => numberOf("day", day) > oldest);
    if (total(open.map(({ amount }) => amount)) < wish.target) continue;
    times.push(part.source);
    open = [];
  }
  return times;
}

/** Days, weeks from Monday, and months, numbered one after the other. */
function numberOf(unit: ModelStreak["unit"], day: string): number {
  const [year = 0, month = 1] = day.split("-").map(Number);
  if (unit === "month") return year * 12 + month;
  const days = Date.parse(`${day}T00:00:00Z`) / 86_400_000;
  // The first of January 1970 was a Thursday.
  return unit === "day" ? days : Math.floor((days + 3) / 7);
}

/** The first day of the period that a day lies in. */
function firstOf(per: "day" | "week" | "month" | "quarter" | "year", day: string): string {
  if (per === "day") return day;
  if (per === "week") {
    const monday = numberOf("week", day) * 7 - 3;
    return new Date(monday * 86_400_000).toISOString().slice(0, 10);
  }
  if (per === "year") return `${day.slice(0, 4)}-01-01`;
  const month = Number(day.slice(5, 7));
  const first = per === "month" ? month : month - ((month - 1) % 3);
  return `${day.slice(0, 4)}-${String(first).padStart(2, "0")}-01`;
}
