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

/** The smallest number that all denominators divide. */
export function commonDenominator(fractions: Fraction[]): bigint {
  return fractions.reduce((common, { numerator, denominator }) => {
    const reduced = denominator / divisorOf(numerator, denominator);
    return (common / divisorOf(common, reduced)) * reduced;
  }, 1n);
}

/** How many times 1/scale a fraction is; `scale` is a common denominator of it. */
export function scaled({ numerator, denominator }: Fraction, scale: bigint): bigint {
  return (numerator * scale) / denominator;
}

function divisorOf(a: bigint, b: bigint): bigint {
  return b === 0n ? a : divisorOf(b, a % b);
}
