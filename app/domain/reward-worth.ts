import { max, min } from "#app/domain/engine/points.ts";
import { multiply, parseDecimal, round, type Fraction } from "#app/domain/fraction.ts";
import { currencyExponent, formatMinor } from "#app/domain/money.ts";
import type { Program } from "#app/domain/program/program.ts";
import type { Reward } from "#app/domain/program/reward.ts";
import { worthFactorOf } from "#app/domain/reward-price.ts";

/** Decimals in the shop's currency; an amount of null is no fixed one. */
export type Worth = { amount: string | null; minimumOrder: string | null };

/** What a reward is worth to the holder of a tier, and from which order on. */
export function worthOf(
  { reward, steps }: { reward: Reward; steps: number },
  tierId: string | null,
  program: Program,
): Worth {
  const { gives } = reward;
  const { currency } = program;
  const least = reward.minimumOrder === null ? 0n : minorOf(reward.minimumOrder, currency, "up");
  const text = (minor: bigint) => (minor > 0n ? formatMinor(minor, currency) : null);
  if (!("amount" in gives)) return { amount: null, minimumOrder: text(least) };
  if (gives.kind !== "points-as-cash") {
    const amount = formatMinor(minorOf(gives.amount, currency, "nearest"), currency);
    return { amount, minimumOrder: text(least) };
  }
  const times = { numerator: BigInt(steps), denominator: 1n };
  const minor = round(multiply(perStep(gives, tierId, program), times), "down");
  const share = gives.maximumShare === null ? 0n : orderOf(minor, gives.maximumShare);
  return { amount: formatMinor(minor, currency), minimumOrder: text(max(least, share)) };
}

/** More steps than any member has points; whoever wants so many at once is refused. */
export const MOST_STEPS = 2_000_000_000;

/** How many steps of a reward can be taken at once: none but one where it has no steps. */
export function stepsRange(
  { gives }: Reward,
  tierId: string | null,
  program: Program,
): { least: number; most: number | null } {
  if (gives.kind !== "points-as-cash") return { least: 1, most: 1 };
  // So few steps that no minor unit comes of them are worth nothing.
  const { numerator, denominator } = perStep(gives, tierId, program);
  const worth = round({ numerator: denominator, denominator: numerator }, "up");
  const least = max(worth, BigInt(gives.minimumSteps));
  return { least: Number(least), most: gives.maximumSteps };
}

/** How many steps so many points allow, at the price of one step; at least 0. */
export function stepsFor(points: bigint, pricePoints: bigint, most: number | null): number {
  const affordable = points > 0n ? points / pricePoints : 0n;
  return Number(min(affordable, BigInt(most ?? MOST_STEPS)));
}

type AsCash = Extract<Reward["gives"], { kind: "points-as-cash" }>;

/** Minor units for one step, exactly. */
function perStep(gives: AsCash, tierId: string | null, program: Program): Fraction {
  const minorPerMajor = 10n ** BigInt(currencyExponent(program.currency));
  const amount = multiply(parseDecimal(gives.amount), {
    numerator: minorPerMajor,
    denominator: 1n,
  });
  return multiply(amount, worthFactorOf(tierId, program));
}

/** The smallest order of which `minor` is not more than so many percent. */
function orderOf(minor: bigint, percent: string): bigint {
  const { numerator, denominator } = parseDecimal(percent);
  return round({ numerator: minor * 100n * denominator, denominator: numerator }, "up");
}

function minorOf(amount: string, currency: string, rounding: "up" | "nearest"): bigint {
  const { numerator, denominator } = parseDecimal(amount);
  const minorPerMajor = 10n ** BigInt(currencyExponent(currency));
  return round({ numerator: numerator * minorPerMajor, denominator }, rounding);
}
