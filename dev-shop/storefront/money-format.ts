type MoneyStyle = { symbol: string; comma?: true };

const STYLES: Record<string, MoneyStyle> = {
  USD: { symbol: "$" },
  CAD: { symbol: "$" },
  AUD: { symbol: "$" },
  GBP: { symbol: "£" },
  EUR: { symbol: "€", comma: true },
  JPY: { symbol: "¥" },
  CNY: { symbol: "¥" },
};

/** How many decimals a currency has: 2 for USD, 0 for JPY. */
export function decimalsOf(currency: string): number {
  const format = new Intl.NumberFormat("en", { style: "currency", currency });
  return format.resolvedOptions().maximumFractionDigits ?? 2;
}

/** Minor units to the hundredths that Liquid counts in, for every currency. */
export function liquidAmount(minor: number, currency: string): number {
  return minor * 10 ** (2 - decimalsOf(currency));
}

/** Hundredths as text in the currency's own format: `$1,234.50`, `€1.234,50`, `¥1,235`. */
export function formatHundredths(hundredths: number, currency: string): string {
  const style = STYLES[currency] ?? { symbol: `${currency} ` };
  return `${style.symbol}${amountText(hundredths, currency)}`;
}

/** Hundredths without the currency's symbol. */
export function amountText(hundredths: number, currency: string): string {
  const digits = decimalsOf(currency);
  const locale = STYLES[currency]?.comma ? "de-DE" : "en-US";
  return new Intl.NumberFormat(locale, {
    minimumFractionDigits: digits,
    maximumFractionDigits: digits,
  }).format(hundredths / 100);
}

/** Minor units as text for people: `$12.00`. */
export function formatMinor(minor: number, currency: string): string {
  return formatHundredths(liquidAmount(minor, currency), currency);
}

/** Minor units as the decimal text of forms and APIs: 1250 → `12.50`. */
export function decimalText(minor: number, currency: string): string {
  const digits = decimalsOf(currency);
  return (minor / 10 ** digits).toFixed(digits);
}

/** Decimal text typed by a person to minor units, or null when it is not an amount. */
export function parseAmount(text: string, currency: string): number | null {
  const digits = decimalsOf(currency);
  const match = /^(\d{1,9})(?:\.(\d+))?$/.exec(text.trim());
  if (!match || (match[2] ?? "").length > digits) return null;
  return Number(`${match[1]}${(match[2] ?? "").padEnd(digits, "0")}`);
}
