import { memberTestOf, orderTestOf } from "#app/domain/earning/conditions.ts";
import type { Test } from "#app/domain/earning/condition-test.ts";
import { lineTestOf, type LineView } from "#app/domain/earning/line-conditions.ts";
import type { MemberMoment } from "#app/domain/earning/member-conditions.ts";
import type { OrderMoment } from "#app/domain/earning/order-conditions.ts";
import { commonDenominator, parseDecimal, scaled, type Fraction } from "#app/domain/fraction.ts";
import type { Cap, Limit } from "#app/domain/program/basics.ts";
import type { Condition } from "#app/domain/program/condition.ts";
import type { ProgramDocument } from "#app/domain/program/document.ts";
import type { OrderRule } from "#app/domain/program/earning.ts";

/** What a rule gives, with its numbers as whole multiples of the plan's scales. */
export type PlannedGives =
  | { kind: "rate"; rate: bigint; points: string; perAmount: string }
  | { kind: "per-item"; rate: bigint; points: string }
  | { kind: "fixed"; points: bigint }
  | { kind: "multiplier"; factor: Fraction; scaledFactor: bigint };

export type PlannedCampaign = {
  id: string;
  from: string | null;
  until: string | null;
  audience: Test<MemberMoment> | null;
  budgetPoints: bigint | null;
};

export type PlannedRule = {
  id: string;
  campaign: PlannedCampaign | null;
  when: Test<OrderMoment> | null;
  /** Null for every line, shipping and tip included. */
  lines: Test<LineView> | null;
  gives: PlannedGives;
  caps: Cap[];
  limits: Limit[];
  budgetPoints: bigint | null;
};

/** How orders earn, taken out of the document once, so that judging an order is only arithmetic. */
export type OrderPlan = {
  /** Points per minor unit, as a multiple of 1/rateScale. */
  ownRate: bigint;
  rateScale: bigint;
  factorScale: bigint;
  rules: PlannedRule[];
  /** Multipliers of tiers that multiply at all. */
  tierFactors: Map<string, { id: string; factor: Fraction; scaledFactor: bigint }>;
  caps: Cap[];
  budgetPoints: bigint | null;
  hasBudgets: boolean;
  /** Whether any condition looks at lines: then they are made ready for it. */
  looksAtLines: boolean;
};

type Version = { document: ProgramDocument; minorPerMajor: bigint };
type Sourced = { rule: OrderRule; campaign: PlannedCampaign | null };

export function planOf({ document, minorPerMajor }: Version): OrderPlan {
  const { earning, tiers } = document;
  const rules = listRules(document);
  const own = rateOf(earning, minorPerMajor);
  const rates = rules.flatMap(({ rule }) => rateOfRule(rule, minorPerMajor) ?? []);
  const rateScale = commonDenominator([own, ...rates]);
  const tierFactors = (tiers?.levels ?? [])
    .filter(({ multiplier }) => Number(multiplier) !== 1)
    .map(({ id, multiplier }) => ({ id, factor: parseDecimal(multiplier) }));
  const factors = rules.flatMap(({ rule }) => factorOf(rule) ?? []);
  const factorScale = commonDenominator([...factors, ...tierFactors.map(({ factor }) => factor)]);
  const scales = { rateScale, factorScale, minorPerMajor };
  return {
    ownRate: scaled(own, rateScale),
    rateScale,
    factorScale,
    rules: rules.map((sourced) => plannedRule(sourced, scales)),
    tierFactors: new Map(
      tierFactors.map(({ id, factor }) => [
        id,
        { id, factor, scaledFactor: scaled(factor, factorScale) },
      ]),
    ),
    caps: earning.caps,
    budgetPoints: pointsOrNull(earning.budgetPoints),
    hasBudgets: hasBudgets(document),
    looksAtLines: rules.some(({ rule }) => rule.lines !== null || looksAtLines(rule.when)),
  };
}

/** Rules in the order in which they stand, those of campaigns after the program's own. */
function listRules({ earning, campaigns }: ProgramDocument): Sourced[] {
  const own = earning.rules.map((rule) => ({ rule, campaign: null }));
  const others = campaigns.flatMap(({ rules, ...rest }) => {
    const campaign: PlannedCampaign = {
      id: rest.id,
      from: rest.from,
      until: rest.until,
      audience: rest.audience && memberTestOf(rest.audience),
      budgetPoints: pointsOrNull(rest.budgetPoints),
    };
    return rules.map((rule) => ({ rule, campaign }));
  });
  return [...own, ...others];
}

type Scales = { rateScale: bigint; factorScale: bigint; minorPerMajor: bigint };

function plannedRule({ rule, campaign }: Sourced, scales: Scales): PlannedRule {
  return {
    id: rule.id,
    campaign,
    when: rule.when && orderTestOf(rule.when, scales.minorPerMajor),
    lines: rule.lines && lineTestOf(rule.lines),
    gives: plannedGives(rule, scales),
    caps: rule.caps,
    limits: rule.limits,
    budgetPoints: pointsOrNull(rule.budgetPoints),
  };
}

function plannedGives({ gives }: OrderRule, scales: Scales): PlannedGives {
  switch (gives.kind) {
    case "rate": {
      const rate = scaled(rateOf(gives, scales.minorPerMajor), scales.rateScale);
      return { kind: "rate", rate, points: gives.points, perAmount: gives.perAmount };
    }
    case "per-item": {
      const rate = scaled(parseDecimal(gives.points), scales.rateScale);
      return { kind: "per-item", rate, points: gives.points };
    }
    case "fixed":
      return { kind: "fixed", points: BigInt(gives.points) };
    case "multiplier": {
      const factor = parseDecimal(gives.factor);
      return { kind: "multiplier", factor, scaledFactor: scaled(factor, scales.factorScale) };
    }
  }
}

/** Points per minor unit of the shop's currency. */
function rateOf(rate: { points: string; perAmount: string }, minorPerMajor: bigint): Fraction {
  const points = parseDecimal(rate.points);
  const per = parseDecimal(rate.perAmount);
  return {
    numerator: points.numerator * per.denominator,
    denominator: points.denominator * per.numerator * minorPerMajor,
  };
}

function rateOfRule({ gives }: OrderRule, minorPerMajor: bigint): Fraction | null {
  if (gives.kind === "rate") return rateOf(gives, minorPerMajor);
  return gives.kind === "per-item" ? parseDecimal(gives.points) : null;
}

function factorOf({ gives }: OrderRule): Fraction | null {
  return gives.kind === "multiplier" ? parseDecimal(gives.factor) : null;
}

function pointsOrNull(points: number | null): bigint | null {
  return points === null ? null : BigInt(points);
}

function hasBudgets({ earning, campaigns }: ProgramDocument): boolean {
  const rules = [...earning.rules, ...campaigns.flatMap((campaign) => campaign.rules)];
  return [earning, ...campaigns, ...rules].some(({ budgetPoints }) => budgetPoints !== null);
}

function looksAtLines(condition: Condition | null): boolean {
  if (condition === null) return false;
  if (condition.kind === "not") return looksAtLines(condition.of);
  if (condition.kind === "all" || condition.kind === "any") return condition.of.some(looksAtLines);
  return condition.kind === "contains";
}
