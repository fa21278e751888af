import type { OrderPlan, PlannedRule } from "#app/domain/earning/plan.ts";
import { isFor, type Columns, type Share } from "#app/domain/earning/shares.ts";
import type { Earning } from "#app/domain/program/earning.ts";

type Rates = {
  plan: OrderPlan;
  earning: Earning;
  columns: Columns;
  /** Rules of kind rate and per-item that apply. */
  rules: PlannedRule[];
};

/**
 * What the rates give, as multiples of 1/rateScale: the program's own on everything, and each rule
 * what it adds to that. Several answers where one choice for the whole order is still to be made.
 */
export function weighRates(rates: Rates): Share[][] {
  const { plan, earning, columns, rules } = rates;
  const own: Share = {
    head: {
      kind: "rate",
      rule: null,
      points: earning.points,
      perAmount: earning.perAmount,
      baseMinor: columns.base.reduce((total, base) => total + base, 0n),
    },
    rule: null,
    adds: columns.base.map((base) => base * plan.ownRate),
  };
  if (rules.length === 0) return [[own]];
  const { rates: how, per } = earning.combine;
  const asked = rules.map((rule) => ({ rule, gives: giveOf(rule, columns) }));
  if (how === "add") return [[own, ...asked.map((each) => shareOf(each, columns, each.gives))]];
  const beyond = asked.map(({ gives }) => gives.map((points, n) => lessOwn(points, own.adds[n])));
  if (per === "order") {
    const choices = asked.map((each, index) => [
      { ...own },
      shareOf(each, columns, beyond[index] ?? []),
    ]);
    return [[own], ...choices];
  }
  const winners = winnersOf(beyond, columns.base.length);
  const shares = asked.map((each, index) => {
    const adds = (beyond[index] ?? []).map((points, n) =>
      winners[n] === index ? (points ?? 0n) : 0n,
    );
    return shareOf(each, columns, adds);
  });
  return [[own, ...shares]];
}

type Asked = { rule: PlannedRule; gives: (bigint | null)[] };

/** What a rule gives each column; null where it is not for it. */
function giveOf(rule: PlannedRule, { views, base, items }: Columns): (bigint | null)[] {
  const { gives } = rule;
  if (gives.kind !== "rate" && gives.kind !== "per-item") return [];
  const of = gives.kind === "rate" ? base : items;
  return views.map((view, n) => (isFor(rule, view) ? (of[n] ?? 0n) * gives.rate : null));
}

function lessOwn(points: bigint | null, own: bigint | undefined): bigint | null {
  return points === null ? null : points - (own ?? 0n);
}

/** For each column the rule that adds most to the program's own rate, if any adds anything. */
function winnersOf(beyond: (bigint | null)[][], columns: number): (number | null)[] {
  return Array.from({ length: columns }, (_, n) => {
    let winner: number | null = null;
    let most = 0n;
    beyond.forEach((points, index) => {
      const added = points[n] ?? 0n;
      if (added <= most) return;
      most = added;
      winner = index;
    });
    return winner;
  });
}

function shareOf({ rule }: Asked, columns: Columns, adds: (bigint | null)[]): Share {
  const points = adds.map((each) => each ?? 0n);
  const { id, gives } = rule;
  const over = (of: bigint[]) =>
    points.reduce((total, each, n) => (each === 0n ? total : total + (of[n] ?? 0n)), 0n);
  if (gives.kind === "rate") {
    const { points: per, perAmount } = gives;
    const head = { kind: gives.kind, rule: id, perAmount, baseMinor: over(columns.base) };
    return { head: { ...head, points: per }, rule, adds: points };
  }
  const text = gives.kind === "per-item" ? gives.points : "";
  const head = { kind: "items" as const, rule: id, points: text, items: over(columns.items) };
  return { head, rule, adds: points };
}
