import { parseMinor } from "#app/domain/money.ts";
import type { LocalText } from "#app/domain/program/basics.ts";
import { formatCount, formatMoney } from "#app/domain/format.ts";
import { dateFormat, numberFormat } from "#app/domain/intl-formats.ts";
import { storefrontTexts, type StorefrontLocale } from "#app/texts/storefront.ts";

/** How a shop's points, money and days are written for a shopper. */
export type StorefrontFormat = ReturnType<typeof storefrontFormat>;

export function storefrontFormat(
  locale: StorefrontLocale,
  { currency, timeZone }: { currency: string; timeZone: string },
) {
  const texts = storefrontTexts(locale);
  const day = dateFormat(locale, { timeZone, dateStyle: "medium" });
  const count = (points: bigint | number) => formatCount(BigInt(points), locale);
  return {
    locale,
    texts,
    count,
    points: (points: bigint | number) => texts.cost(count(points), BigInt(points)),
    /** With its sign: +37, −200. */
    change: (points: bigint) => (points < 0n ? `−${count(-points)}` : `+${count(points)}`),
    money: (decimal: string) => formatMoney(parseMinor(decimal, currency), currency, locale),
    /** Without decimals where they are zero: $5, $7.50. */
    briefMoney: (decimal: string) =>
      numberFormat(locale, {
        style: "currency",
        currency,
        currencyDisplay: "narrowSymbol",
        trailingZeroDisplay: "stripIfInteger",
      }).format(decimal as `${number}`),
    date: (at: Date | number) => day.format(at),
    /** A day as the shop names it: 2027-01-31. Noon in UTC is that day in no doubt. */
    day: (text: string) =>
      dateFormat(locale, { timeZone: "UTC", dateStyle: "medium" }).format(
        new Date(`${text}T12:00:00Z`),
      ),
    name: (text: LocalText) => text[locale] || text.en,
  };
}

/** A day of every year: February 29. */
export function formatMonthDay(
  { month, day }: { month: number; day: number },
  locale: StorefrontLocale,
): string {
  const format = dateFormat(locale, { timeZone: "UTC", month: "long", day: "numeric" });
  return format.format(Date.UTC(2028, month - 1, day));
}
