import type { Fraction } from "#app/domain/fraction.ts";
import { numberFormat } from "#app/domain/intl-formats.ts";
import { currencyExponent, formatMinor } from "#app/domain/money.ts";
import type { Locale } from "#app/domain/receipt-names.ts";

/** Money in the reader's language: $12.50, ¥1,200. */
export function formatMoney(minor: bigint, currency: string, locale: Locale): string {
  return formatAmount(formatMinor(minor, currency), currency, locale);
}

/** A whole number in the reader's language. */
export function formatCount(count: bigint, locale: Locale): string {
  return numberFormat(locale, {}).format(count);
}

/** A decimal with all the decimals it has: Intl's own idea of a currency may drop some. */
export function formatAmount(amount: string, currency: string, locale: Locale): string {
  const decimals = amount.split(".")[1] ?? "";
  const digits = Math.max(currencyExponent(currency), decimals.length);
  const format = numberFormat(locale, {
    style: "currency",
    currency,
    minimumFractionDigits: digits,
    maximumFractionDigits: digits,
  });
  return format.format(amount as `${number}`);
}

/** A fraction with up to four decimals; "≈" where it has more. */
export function formatExactly({ numerator, denominator }: Fraction): string {
  const sign = numerator < 0n ? "−" : "";
  const size = numerator < 0n ? -numerator : numerator;
  const scaled = (size * 10_000n) / denominator;
  const whole = scaled / 10_000n;
  const decimals = String(scaled % 10_000n)
    .padStart(4, "0")
    .replace(/0+$/, "");
  const text = decimals === "" ? `${sign}${whole}` : `${sign}${whole}.${decimals}`;
  return scaled * denominator === size * 10_000n ? text : `≈ ${text}`;
}
