/**
 * Money in minor units, exactly: bigint inside calculations, integers in documents, decimal text
 * outside.
 */
import type { MoneyBag } from "#dev-shop/model.ts";

const withoutCents = "BIF CLP DJF GNF JPY KMF KRW PYG RWF UGX VND VUV XAF XOF XPF".split(" ");
const withMils = "BHD IQD JOD KWD LYD OMR TND".split(" ");

/** How many digits a currency has behind the point. */
export function exponentOf(currency: string): number {
  if (withoutCents.includes(currency)) return 0;
  return withMils.includes(currency) ? 3 : 2;
}

/** As in webhooks and on receipts: "10.50", and "1050" in yen. */
export function formatMinor(minor: number | bigint, currency: string): string {
  const exponent = exponentOf(currency);
  const amount = BigInt(minor);
  const sign = amount < 0n ? "-" : "";
  const digits = (amount < 0n ? -amount : amount).toString().padStart(exponent + 1, "0");
  if (exponent === 0) return sign + digits;
  return `${sign}${digits.slice(0, -exponent)}.${digits.slice(-exponent)}`;
}

/** As in GraphQL's Decimal: "10.5", "10.0". */
export function formatDecimal(minor: number | bigint, currency: string): string {
  const [whole = "0", fraction = ""] = formatMinor(minor, currency).split(".");
  return `${whole}.${fraction.replace(/0+$/, "") || "0"}`;
}

/**
 * Minor units of decimal text, rounded half away from zero when it has too many digits; null when
 * it is none.
 */
export function parseMinor(text: string, currency: string): number | null {
  if (!/^[+-]?(\d+(\.\d*)?|\.\d+)$/.test(text.trim())) return null;
  const { numerator, denominator } = parseRatio(text.trim());
  return Number(timesRatio(10n ** BigInt(exponentOf(currency)), { numerator, denominator }));
}

export type Ratio = { numerator: bigint; denominator: bigint };

/** "0.125" → 125/1000. Throws on anything but decimal text. */
export function parseRatio(text: string): Ratio {
  const match = /^([+-]?)(\d*)\.?(\d*)$/.exec(text.trim());
  if (!match || (match[2] === "" && match[3] === "")) throw new Error(`Not a decimal: ${text}`);
  const [, sign, whole = "", fraction = ""] = match;
  const numerator = BigInt(`${whole}${fraction}`);
  return {
    numerator: sign === "-" ? -numerator : numerator,
    denominator: 10n ** BigInt(fraction.length),
  };
}

/** Rounded half away from zero. */
export function timesRatio(amount: bigint, { numerator, denominator }: Ratio): bigint {
  return divideRounded(amount * numerator, denominator);
}

export function divideRounded(dividend: bigint, divisor: bigint): bigint {
  const negative = dividend < 0n !== divisor < 0n;
  const [a, b] = [dividend < 0n ? -dividend : dividend, divisor < 0n ? -divisor : divisor];
  const rounded = (2n * a + b) / (2n * b);
  return negative ? -rounded : rounded;
}

/** Minor units of one currency in another, at `rate` units of `to` for one of `from`. */
export function convertMinor(
  minor: bigint,
  { from, to, rate }: { from: string; to: string; rate: Ratio },
): bigint {
  const shift = exponentOf(to) - exponentOf(from);
  const scaled = 10n ** BigInt(Math.abs(shift));
  return shift >= 0
    ? timesRatio(minor * scaled, rate)
    : timesRatio(minor, { numerator: rate.numerator, denominator: rate.denominator * scaled });
}

/**
 * Shares of a total in proportion to weights that add up exactly: what rounding leaves goes to the
 * largest rests.
 */
export function allocate(total: bigint, weights: bigint[]): bigint[] {
  const sum = weights.reduce((a, b) => a + b, 0n);
  if (sum === 0n) return weights.map(() => 0n);
  const shares = weights.map((weight) => (total * weight) / sum);
  let left = total - shares.reduce((a, b) => a + b, 0n);
  const rests = weights.map((weight, index) => ({ index, rest: (total * weight) % sum }));
  rests.sort((a, b) => (a.rest === b.rest ? a.index - b.index : a.rest > b.rest ? -1 : 1));
  for (const { index } of rests) {
    if (left <= 0n) break;
    shares[index] = (shares[index] ?? 0n) + 1n;
    left -= 1n;
  }
  return shares;
}

export const noMoney: MoneyBag = { shop: 0, presentment: 0 };

export function bag(shop: bigint, presentment: bigint): MoneyBag {
  return { shop: Number(shop), presentment: Number(presentment) };
}

export function sumBags(bags: MoneyBag[]): MoneyBag {
  let [shop, presentment] = [0, 0];
  for (const each of bags) {
    shop += each.shop;
    presentment += each.presentment;
  }
  return { shop, presentment };
}

export function minusBag(a: MoneyBag, b: MoneyBag): MoneyBag {
  return { shop: a.shop - b.shop, presentment: a.presentment - b.presentment };
}

export function isZero(a: MoneyBag): boolean {
  return a.shop === 0 && a.presentment === 0;
}
