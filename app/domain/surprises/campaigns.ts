import { multiply, parseDecimal, type Fraction } from "#app/domain/fraction.ts";
import type { ProgramDocument } from "#app/domain/program/document.ts";
import type { Campaign, OrderRule } from "#app/domain/program/earning.ts";
import {
  greatest,
  isMore,
  ONE,
  shortText,
  whole,
  type Known,
  type Surprise,
} from "#app/domain/surprises/surprise.ts";

/** Beyond this, multipliers together are hardly what anybody wanted. */
const MUCH = whole(10);

/** Campaigns that do nothing, and multipliers that pile up when several apply at once. */
export function campaignSurprises(program: ProgramDocument, { today }: Known): Surprise[] {
  const { campaigns, earning } = program;
  const idle = campaigns.flatMap((campaign, at): Surprise[] => {
    const about = { path: `campaigns.${at}`, serious: false, name: campaign.name };
    if (isOver(campaign, today)) return [{ kind: "campaign-over", ...about }];
    const empty = campaign.rules.length === 0 && campaign.activities === null;
    return empty ? [{ kind: "campaign-empty", ...about }] : [];
  });
  if (earning.combine.multipliers === "best") return idle;
  return [...idle, ...pairs(program), ...pile(program)];
}

/** Whether a campaign's last day has passed. */
export function isOver({ until }: Pick<Campaign, "until">, today: string): boolean {
  return until !== null && until < today;
}

function pairs({ campaigns, earning }: ProgramDocument): Surprise[] {
  return campaigns.flatMap((campaign, at) =>
    campaigns.slice(0, at).flatMap((other): Surprise[] => {
      const factors = [factorOf(campaign.rules), factorOf(other.rules)];
      const [one, two] = factors;
      if (!one || !two || !overlap(campaign, other)) return [];
      const factor = shortText(combined([one, two], earning.combine.multipliers));
      const about = { path: `campaigns.${at}`, serious: false, name: campaign.name };
      return [{ kind: "campaigns-pile-up", other: other.name, factor, ...about }];
    }),
  );
}

/** Everything that can multiply one order at once. */
function pile({ campaigns, earning, tiers }: ProgramDocument): Surprise[] {
  const tier = greatest((tiers?.levels ?? []).map(({ multiplier }) => parseDecimal(multiplier)));
  const factors = [
    ...(tier ? [tier] : []),
    ...earning.rules.flatMap(({ gives }) =>
      gives.kind === "multiplier" ? [parseDecimal(gives.factor)] : [],
    ),
    ...campaigns.flatMap(({ rules }) => factorOf(rules) ?? []),
  ];
  const all = combined(factors, earning.combine.multipliers);
  if (factors.length < 2 || !isMore(all, MUCH)) return [];
  const path = "earning.combine.multipliers";
  return [{ kind: "multipliers-pile-up", path, serious: true, factor: shortText(all) }];
}

function factorOf(rules: OrderRule[]): Fraction | null {
  return greatest(
    rules.flatMap(({ gives }) => (gives.kind === "multiplier" ? [parseDecimal(gives.factor)] : [])),
  );
}

function combined(factors: Fraction[], how: "best" | "add" | "multiply"): Fraction {
  if (how === "multiply") return factors.reduce(multiply, ONE);
  return factors.reduce((sum, { numerator, denominator }) => {
    const more = numerator - denominator;
    return {
      numerator: sum.numerator * denominator + more * sum.denominator,
      denominator: sum.denominator * denominator,
    };
  }, ONE);
}

function overlap(one: Campaign, other: Campaign): boolean {
  const apart = (a: Campaign, b: Campaign) =>
    a.until !== null && b.from !== null && a.until < b.from;
  return !apart(one, other) && !apart(other, one);
}
