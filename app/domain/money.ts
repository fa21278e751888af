// By ISO 4217, written down rather than asked of Intl: its tables differ (AFN, IQD, LBP, …) and
// change with the machine, and amounts stored in minor units must mean the same for ever.
const NO_DECIMALS = "BIF CLP DJF GNF ISK JPY KMF KRW PYG RWF UGX UYI VND VUV XAF XOF XPF";
const THREE_DECIMALS = "BHD IQD JOD KWD LYD OMR TND";

const exponents = new Map<string, number>([
  ...NO_DECIMALS.split(" ").map((currency) => [currency, 0] as const),
  ...THREE_DECIMALS.split(" ").map((currency) => [currency, 3] as const),
]);

/** Decimals of a currency: 2 for USD, 0 for JPY, 3 for KWD. */
export function currencyExponent(currency: string): number {
  return exponents.get(currency) ?? 2;
}

/**
 * Minor units of a decimal text such as "-12.50". What is finer than the currency's minor unit is
 * rounded, half away from zero. Throws a RangeError if the text is no plain decimal.
 */
export function parseMinor(text: string, currency: string): bigint {
  const parts = /^(-?)(\d{1,18})(?:\.(\d{1,18}))?$/.exec(text);
  if (!parts) throw new RangeError(`Not an amount: ${JSON.stringify(text.slice(0, 40))}`);
  const [, sign, whole = "", decimals = ""] = parts;
  const exponent = currencyExponent(currency);
  const kept = decimals.slice(0, exponent).padEnd(exponent, "0");
  const roundsUp = (decimals[exponent] ?? "0") >= "5";
  const minor = BigInt(whole + kept) + (roundsUp ? 1n : 0n);
  return sign === "-" ? -minor : minor;
}

/** The decimal text of minor units, with all decimals the currency has: 1250n is "12.50". */
export function formatMinor(minor: bigint, currency: string): string {
  const exponent = currencyExponent(currency);
  const digits = (minor < 0n ? -minor : minor).toString().padStart(exponent + 1, "0");
  const whole = digits.slice(0, digits.length - exponent);
  const decimals = exponent === 0 ? "" : `.${digits.slice(-exponent)}`;
  return `${minor < 0n ? "-" : ""}${whole}${decimals}`;
}
