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
  return [...idle, ...pairs(program, today), ...pile(program, today)];
}

/** Whether a campaign's last day has passed. */
export function isOver({ until }: Pick<Campaign, "until">, today: string): boolean {
  return until !== null && until < today;
}

function pairs({ campaigns, earning }: ProgramDocument, today: string): Surprise[] {
  return campaigns.flatMap((campaign, at) =>
    campaigns.slice(0, at).flatMap((other): Surprise[] => {
      const two = [campaign, other];
      const factors = two.flatMap(({ rules }) => factorOf(rules) ?? []);
      const meet = startsOf(two, today).some((day) => two.every((each) => runsOn(each, day)));
      if (factors.length < 2 || !meet) return [];
      const factor = shortText(combined(factors, earning.combine.multipliers));
      const about = { path: `campaigns.${at}`, serious: false, name: campaign.name };
      return [{ kind: "campaigns-pile-up", other: other.name, factor, ...about }];
    }),
  );
}

/** Everything that can multiply one order at once, on the day on which that is most. */
function pile({ campaigns, earning, tiers }: ProgramDocument, today: string): Surprise[] {
  const tier = greatest((tiers?.levels ?? []).map(({ multiplier }) => parseDecimal(multiplier)));
  const always = [
    ...(tier ? [tier] : []),
    ...earning.rules.flatMap(({ gives }) =>
      gives.kind === "multiplier" ? [parseDecimal(gives.factor)] : [],
    ),
  ];
  const days = startsOf(campaigns, today).map((day) => {
    const running = campaigns.filter((campaign) => runsOn(campaign, day));
    return [...always, ...running.flatMap(({ rules }) => factorOf(rules) ?? [])];
  });
  const all = days
    .filter((factors) => factors.length > 1)
    .map((factors) => combined(factors, earning.combine.multipliers));
  const most = greatest(all);
  if (most === null || !isMore(most, MUCH)) return [];
  const path = "earning.combine.multipliers";
  return [{ kind: "multipliers-pile-up", path, serious: true, factor: shortText(most) }];
}

/** Today, and the days on which campaigns will begin: what ever meets does so on one of them. */
function startsOf(campaigns: Campaign[], today: string): string[] {
  const starts = campaigns.map(({ from }) => from ?? today);
  return [today, ...starts.filter((day) => day > today)];
}

function runsOn({ from, until }: Campaign, day: string): boolean {
  return (from === null || from <= day) && !isOver({ until }, day);
}

function factorOf(rules: OrderRule[]): Fraction | null {
  return greatest(
    rules.flatMap(({ gives }) => (gives.kind === "multiplier" ? [parseDecimal(gives.factor)] : [])),
  );
}

/** What several come to together; those that add up come to nothing at the least. */
function combined(factors: Fraction[], how: "best" | "add" | "multiply"): Fraction {
  if (how === "multiply") return factors.reduce(multiply, ONE);
  const sum = factors.reduce(
    (one, { numerator, denominator }) => ({
      numerator: one.numerator * denominator + (numerator - denominator) * one.denominator,
      denominator: one.denominator * denominator,
    }),
    ONE,
  );
  return isMore(whole(0), sum) ? whole(0) : sum;
}
