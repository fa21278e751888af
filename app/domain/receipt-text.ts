import type { Fraction } from "#app/domain/fraction.ts";
import { currencyExponent, formatMinor } from "#app/domain/money.ts";
import type { LocalText } from "#app/domain/program/basics.ts";
import type { Receipt, ReceiptLine } from "#app/domain/receipt.ts";
import { receiptTexts, type ReceiptTexts } from "#app/domain/receipt-texts.ts";

export type Locale = "en" | "zh-CN";

/** Names of tiers by id, where the reader knows them; else the id stands for itself. */
export type TierNames = Record<string, LocalText>;

/**
 * A receipt as sentences, one step each: what counted and what not and why, the rate, the
 * multiplier, the rounding, the cap, and what came of it.
 */
export function formatReceipt(receipt: Receipt, locale: Locale, tiers: TierNames = {}): string[] {
  const texts = receiptTexts[locale];
  const money = (minor: bigint) => formatMoney(minor, receipt.currency, locale);
  if (receipt.nothing !== null) return [texts.nothing[receipt.nothing]];
  return [
    judgedBy(receipt, texts, nameOf(receipt.tierId, tiers, locale)),
    ...receipt.lines.map((line) => lineText(line, texts, money)),
    ...extras(receipt, texts, money),
    texts.base(money(receipt.baseMinor)),
    ...sums(receipt, texts, locale),
    texts.points(formatCount(receipt.points, locale), receipt.points),
  ];
}

/** Money in the reader's language: $12.50, ¥1,200. */
export function formatMoney(minor: bigint, currency: string, locale: Locale): string {
  return formatAmount(formatMinor(minor, currency), currency, locale);
}

/** A whole number in the reader's language. */
export function formatCount(count: bigint, locale: Locale): string {
  return new Intl.NumberFormat(locale).format(count);
}

/** A decimal with all the decimals it has: Intl's own idea of a currency may drop some. */
function formatAmount(amount: string, currency: string, locale: Locale): string {
  const decimals = amount.split(".")[1] ?? "";
  const digits = Math.max(currencyExponent(currency), decimals.length);
  const format = new Intl.NumberFormat(locale, {
    style: "currency",
    currency,
    minimumFractionDigits: digits,
    maximumFractionDigits: digits,
  });
  return format.format(amount as `${number}`);
}

type Money = (minor: bigint) => string;

function nameOf(tierId: string | null, tiers: TierNames, locale: Locale): string | null {
  if (tierId === null) return null;
  const name = tiers[tierId];
  return name?.[locale] ?? name?.en ?? tierId;
}

function judgedBy(receipt: Receipt, texts: ReceiptTexts, tier: string | null): string {
  const version = String(receipt.version ?? "");
  return tier === null ? texts.withoutTier(version) : texts.withTier(version, tier);
}

function lineText(line: ReceiptLine, texts: ReceiptTexts, money: Money): string {
  if (line.notCounted !== null) return texts.notCounted(line.title, texts.why[line.notCounted]);
  return texts.counted(line.title, line.quantity, money(line.countedMinor));
}

function extras(receipt: Receipt, texts: ReceiptTexts, money: Money): string[] {
  const { shippingMinor, tipMinor, adjustment } = receipt;
  return [
    ...(shippingMinor > 0n ? [texts.shipping(money(shippingMinor))] : []),
    ...(tipMinor > 0n ? [texts.tip(money(tipMinor))] : []),
    ...(adjustment ? [texts.kept(money(adjustment.keptMinor), money(adjustment.ofMinor))] : []),
  ];
}

function sums(receipt: Receipt, texts: ReceiptTexts, locale: Locale): string[] {
  const { rate, multiplier, exactPoints, rounding, roundedPoints, capPoints } = receipt;
  const perAmount = formatAmount(rate.perAmount, receipt.currency, locale);
  const exact = formatExactly(exactPoints);
  const rounded = formatCount(roundedPoints, locale);
  return [
    multiplier === "1"
      ? texts.rate(rate.points, perAmount, exact)
      : texts.rateTimes({ points: rate.points, perAmount, multiplier }, exact),
    ...(exact === String(roundedPoints) ? [] : [texts.rounded(texts.rounding[rounding], rounded)]),
    ...(capPoints === null ? [] : [texts.cap(formatCount(capPoints, locale))]),
  ];
}

/** A fraction with up to four decimals; "≈" where it has more. */
function formatExactly({ numerator, denominator }: Fraction): string {
  const scaled = (numerator * 10_000n) / denominator;
  const whole = scaled / 10_000n;
  const decimals = String(scaled % 10_000n)
    .padStart(4, "0")
    .replace(/0+$/, "");
  const text = decimals === "" ? String(whole) : `${whole}.${decimals}`;
  return scaled * denominator === numerator * 10_000n ? text : `≈ ${text}`;
}
