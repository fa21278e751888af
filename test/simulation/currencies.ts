/** Currencies of shops, with how many minor units make a whole one: two decimals, none, three. */
const MINOR: Record<string, number> = { USD: 100, JPY: 1, KWD: 1000 };

export function minorPerMajor(currency: string): number {
  const minor = MINOR[currency];
  if (minor === undefined) throw new Error(`No shop has ${currency}`);
  return minor;
}

/** An amount that is given in cents, with a last digit where there is room for one. */
export function amountOf(cents: number, currency: string): number {
  const minor = minorPerMajor(currency);
  return Math.round((cents * minor) / 100) + (minor > 100 && cents > 0 ? 5 : 0);
}
