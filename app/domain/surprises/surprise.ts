import { multiply, parseDecimal, type Fraction } from "#app/domain/fraction.ts";
import type { LocalText } from "#app/domain/program/basics.ts";
import type { ProgramDocument } from "#app/domain/program/document.ts";
import type { Reward } from "#app/domain/program/reward.ts";

/** What is known beside the program. */
export type Known = {
  /** The shop's day today, such as 2027-01-31. */
  today: string;
  /** What a member typically spends in a year, or null where nobody knows yet. */
  yearlySpend: string | null;
};

type Named = { path: string; serious: boolean; name: LocalText };

/** Something to think about before publishing, and the place it is about. */
export type Surprise =
  | ({
      kind:
        | "rule-over"
        | "rule-never"
        | "rule-excluded"
        | "rule-below-minimum"
        | "rule-multiplies-nothing"
        | "campaign-over"
        | "campaign-empty"
        | "activity-endless"
        | "activity-beyond-limit"
        | "activity-never"
        | "birthday-at-once"
        | "perk-retired"
        | "reward-nobody-gets"
        | "reward-named-alike"
        | "reward-never"
        | "reward-kept-after-refund"
        | "reward-worth-more-than-order"
        | "bonus-worth-more"
        | "tier-beyond-cap"
        | "tier-never"
        | "tier-easier"
        | "tier-named-alike"
        | "cap-cuts-bonus";
    } & Named)
  | ({ kind: "reward-generous"; percent: string } & Named)
  | ({ kind: "campaigns-pile-up"; other: LocalText; factor: string } & Named)
  | { kind: "referral-worth-more" | "nothing-earned"; path: string; serious: boolean }
  | { kind: "expiry-too-soon" | "test-orders" | "cap-pointless"; path: string; serious: boolean }
  | { kind: "hold-beyond-expiry"; path: string; serious: boolean; days: number }
  | { kind: "multipliers-pile-up"; path: string; serious: boolean; factor: string };

/** Whether readers of one of the languages cannot tell them apart. */
export function isNamedAlike(one: { name: LocalText }, other: { name: LocalText }): boolean {
  return (["en", "zh-CN"] as const).some((locale) => {
    const names = [one, other].map(({ name }) => (name[locale] ?? name.en).toLowerCase());
    return names[0] === names[1];
  });
}

export const ONE: Fraction = { numerator: 1n, denominator: 1n };

/** One number divided by another that is more than zero. */
export function divide(a: Fraction, b: Fraction): Fraction {
  return multiply(a, { numerator: b.denominator, denominator: b.numerator });
}

export function isMore(a: Fraction, b: Fraction): boolean {
  return a.numerator * b.denominator > b.numerator * a.denominator;
}

export function whole(value: number): Fraction {
  return { numerator: BigInt(value), denominator: 1n };
}

export function greatest(numbers: Fraction[]): Fraction | null {
  return numbers.reduce<Fraction | null>(
    (best, each) => (best === null || isMore(each, best) ? each : best),
    null,
  );
}

/** A factor or a percentage with at most two decimals, for people. */
export function shortText({ numerator, denominator }: Fraction): string {
  const hundredths = (numerator * 100n) / denominator;
  const decimals = String(hundredths % 100n)
    .padStart(2, "0")
    .replace(/0+$/, "");
  return decimals === "" ? String(hundredths / 100n) : `${hundredths / 100n}.${decimals}`;
}

/** Money that one point is worth by a reward whose worth stands fast; else null. */
export function worthOfPoint({ gives, costPoints, notForSale, retired, prices }: Reward) {
  if (!("amount" in gives) || notForSale || retired) return null;
  const cheapest = Math.min(costPoints, ...prices.map((price) => price.costPoints));
  return divide(parseDecimal(gives.amount), whole(cheapest));
}

/** The most that money one point is worth by any reward, or null. */
export function bestWorth({ rewards }: ProgramDocument): Fraction | null {
  return greatest(rewards.map(worthOfPoint).filter((worth) => worth !== null));
}
