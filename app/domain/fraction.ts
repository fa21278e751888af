/** An exact number. The denominator is positive. */
export type Fraction = { numerator: bigint; denominator: bigint };

export type Rounding = "down" | "nearest" | "up";

/** The exact value of a decimal such as 12 or 0.125. Throws on anything else. */
export function parseDecimal(text: string): Fraction {
  const [, whole, decimals = ""] = /^(\d+)(?:\.(\d+))?$/.exec(text) ?? [];
  if (whole === undefined) throw new RangeError(`Not a decimal: ${text}`);
  return { numerator: BigInt(whole + decimals), denominator: 10n ** BigInt(decimals.length) };
}

export function multiply(a: Fraction, b: Fraction): Fraction {
  return {
    numerator: a.numerator * b.numerator,
    denominator: a.denominator * b.denominator,
  };
}

/** Rounds a number that is not negative; halves go up with `nearest`. */
export function round({ numerator, denominator }: Fraction, rounding: Rounding): bigint {
  const whole = numerator / denominator;
  const rest = numerator % denominator;
  if (rounding === "up") return rest > 0n ? whole + 1n : whole;
  if (rounding === "nearest") return rest * 2n >= denominator ? whole + 1n : whole;
  return whole;
}

export function isLess(a: Fraction, b: Fraction): boolean {
  return a.numerator * b.denominator < b.numerator * a.denominator;
}
