import type { OrderPlan, PlannedGives, PlannedRule } from "#app/domain/earning/plan.ts";
import { isFor, sum, type Columns, type Share } from "#app/domain/earning/shares.ts";
import type { Earning } from "#app/domain/program/earning.ts";

type RateRule = PlannedRule & { gives: Extract<PlannedGives, { kind: "rate" | "per-item" }> };

type Rates = {
  plan: OrderPlan;
  earning: Earning;
  columns: Columns;
  /** Those that apply. */
  rules: RateRule[];
};

/** Whether a rule gives points for money or for items. */
export function isRateRule(rule: PlannedRule): rule is RateRule {
  return rule.gives.kind === "rate" || rule.gives.kind === "per-item";
}

/**
 * What the rates give, as multiples of 1/rateScale: the program's own on everything, and each rule
 * what it adds to that. Several answers where one choice for the whole order is still to be made.
 */
export function weighRates({ plan, earning, columns, rules }: Rates): Share[][] {
  const own: Share = {
    head: {
      kind: "rate",
      rule: null,
      points: earning.points,
      perAmount: earning.perAmount,
      baseMinor: sum(columns.base),
    },
    rule: null,
    adds: columns.base.map((base) => base * plan.ownRate),
  };
  const { rates: how, per } = earning.combine;
  const less = how === "add" ? [] : own.adds;
  const added = rules.map((rule) => ({ rule, adds: addsOf(rule, columns, less) }));
  if (how === "best" && per === "line") keepBest(added, columns.base.length);
  const shares = added.map((each) => shareOf(each, columns));
  if (how === "add" || per === "line") return [[own, ...shares]];
  return [[own], ...shares.map((share) => [{ ...own }, share])];
}

type Added = { rule: RateRule; adds: bigint[] };

/** What a rule adds to each column that it is for, beyond what the rule would take the place of. */
function addsOf(rule: RateRule, { views, base, items }: Columns, less: bigint[]): bigint[] {
  const { kind, rate } = rule.gives;
  const of = kind === "rate" ? base : items;
  return views.map((view, n) => (isFor(rule, view) ? (of[n] ?? 0n) * rate - (less[n] ?? 0n) : 0n));
}

/** On each column, the rule that adds most to the program's own rate, if any adds anything. */
function keepBest(added: Added[], columns: number): void {
  for (let n = 0; n < columns; n += 1) {
    let best: Added | null = null;
    let most = 0n;
    for (const each of added) {
      const adds = each.adds[n] ?? 0n;
      if (adds <= most) continue;
      best = each;
      most = adds;
    }
    for (const each of added) if (each !== best) each.adds[n] = 0n;
  }
}

function shareOf({ rule, adds }: Added, columns: Columns): Share {
  const { id, gives } = rule;
  const over = (of: bigint[]) => sum(of.filter((_, n) => adds[n] !== 0n));
  if (gives.kind === "rate") {
    const { kind, points, perAmount } = gives;
    const head = { kind, rule: id, points, perAmount, baseMinor: over(columns.base) };
    return { head, rule, adds };
  }
  const { points } = gives;
  return {
    head: { kind: "items", rule: id, points, items: over(columns.items) },
    rule,
    adds,
  };
}
