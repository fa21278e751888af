import { multiply, parseDecimal, type Fraction } from "#app/domain/fraction.ts";
import type { Condition } from "#app/domain/program/condition.ts";
import type { ProgramDocument } from "#app/domain/program/document.ts";
import type { Campaign, Earning, OrderRule } from "#app/domain/program/earning.ts";
import { isOver } from "#app/domain/surprises/campaigns.ts";
import { flat, isNever } from "#app/domain/surprises/contradictions.ts";
import {
  bestWorth,
  isMore,
  whole,
  type Known,
  type Surprise,
} from "#app/domain/surprises/surprise.ts";

type Place = { rule: OrderRule; path: string; campaign: Campaign | null };

/** Rules that never apply, multiply nothing, or give away more than an order brings. */
export function ruleSurprises(program: ProgramDocument, known: Known): Surprise[] {
  const worth = bestWorth(program);
  return listRules(program).flatMap(({ rule, path, campaign }) => {
    if (campaign !== null && isOver(campaign, known.today)) return [];
    const about = { path, name: rule.name };
    const never = neverKind(rule, { program, campaign, today: known.today });
    if (never) return [{ kind: never, serious: true, ...about }];
    return bonusSurprises(rule, about, { program, worth });
  });
}

/** Every rule of a program, those of campaigns among them. */
export function listRules(program: ProgramDocument): Place[] {
  return [
    ...program.earning.rules.map((rule, at) => ({
      rule,
      path: `earning.rules.${at}`,
      campaign: null,
    })),
    ...program.campaigns.flatMap((campaign, at) =>
      campaign.rules.map((rule, n) => ({ rule, path: `campaigns.${at}.rules.${n}`, campaign })),
    ),
  ];
}

type Around = { program: ProgramDocument; campaign: Campaign | null; today: string };

function neverKind(rule: OrderRule, { program, campaign, today }: Around) {
  const when = together(rule, campaign);
  if (isNever(when)) return "rule-never" as const;
  if (rule.lines !== null && isNever(rule.lines)) return "rule-never" as const;
  if (isPast(when, today)) return "rule-over" as const;
  if (isExcluded(rule, program.earning)) return "rule-excluded" as const;
  if (isBelowMinimum(when, program.earning)) return "rule-below-minimum" as const;
  if (rule.gives.kind === "multiplier" && !hasSomethingToMultiply(program)) {
    return "rule-multiplies-nothing" as const;
  }
  return null;
}

/** What must be true for a rule of a campaign: its own condition, the audience, and the days. */
function together({ when }: OrderRule, campaign: Campaign | null): Condition {
  const of = [
    ...(when === null ? [] : [when]),
    ...(campaign?.audience ? [campaign.audience] : []),
    ...(campaign ? [{ kind: "dates" as const, from: campaign.from, until: campaign.until }] : []),
  ];
  return { kind: "all", of };
}

function isPast(when: Condition, today: string): boolean {
  return flat(when).some(
    (part) => part.kind === "dates" && part.until !== null && part.until < today,
  );
}

function isExcluded({ lines }: OrderRule, { exclude }: Earning): boolean {
  if (lines === null) return false;
  const excluded = {
    product: exclude.products,
    variant: exclude.variants,
    collection: exclude.collections,
    tag: exclude.tags,
    vendor: exclude.vendors,
    "product-type": exclude.types,
  };
  const isGone = (list: string[], gone: string[]) =>
    list.every((item) => gone.some((other) => other.toLowerCase() === item.toLowerCase()));
  return flat(lines).some((part) =>
    "in" in part && part.kind in excluded
      ? isGone(part.in as string[], excluded[part.kind as keyof typeof excluded])
      : false,
  );
}

function isBelowMinimum(when: Condition, { minimumOrder }: Earning): boolean {
  if (minimumOrder === null) return false;
  return flat(when).some(
    (part) =>
      part.kind === "order-total" &&
      part.below !== null &&
      !isMore(parseDecimal(part.below), parseDecimal(minimumOrder)),
  );
}

function hasSomethingToMultiply(program: ProgramDocument): boolean {
  if (/[1-9]/.test(program.earning.points)) return true;
  return listRules(program).some(
    ({ rule }) => rule.gives.kind === "rate" || rule.gives.kind === "per-item",
  );
}

function bonusSurprises(
  rule: OrderRule,
  about: { path: string; name: OrderRule["name"] },
  { program, worth }: { program: ProgramDocument; worth: Fraction | null },
): Surprise[] {
  if (rule.gives.kind !== "fixed") return [];
  const { points } = rule.gives;
  const caps = [...rule.caps, ...program.earning.caps];
  const isCut = caps.some((cap) => cap.points < points) || (rule.budgetPoints ?? points) < points;
  const least = parseDecimal(leastOrder(rule, program.earning));
  const isTooGood = worth !== null && isMore(multiply(worth, whole(points)), least);
  const isSeldom = least.numerator === 0n && (rule.limits.length > 0 || isCounted(rule));
  return [
    ...(isCut ? [{ kind: "cap-cuts-bonus" as const, serious: false, ...about }] : []),
    ...(isTooGood && !isSeldom
      ? [{ kind: "bonus-worth-more" as const, serious: true, ...about }]
      : []),
  ];
}

/** The least an order must come to. */
function leastOrder({ when }: OrderRule, { minimumOrder }: Earning): string {
  const totals = when === null ? [] : flat(when).filter((part) => part.kind === "order-total");
  const least = totals.map(({ atLeast }) => atLeast ?? "0");
  return [minimumOrder ?? "0", ...least].reduce((a, b) =>
    isMore(parseDecimal(b), parseDecimal(a)) ? b : a,
  );
}

/** Counted orders come once, or seldom. */
function isCounted({ when }: OrderRule): boolean {
  return when !== null && flat(when).some(({ kind }) => kind === "order-number");
}
