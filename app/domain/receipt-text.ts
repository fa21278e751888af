import { formatActivityReceipt } from "#app/domain/activity-receipt-text.ts";
import { formatAmount, formatCount, formatExactly, formatMoney } from "#app/domain/format.ts";
import { nameOf, noNames, type Locale, type ReceiptNames } from "#app/domain/receipt-names.ts";
import { receiptTexts, type ReceiptTexts } from "#app/domain/receipt-texts.ts";
import type {
  OrderReceipt,
  Receipt,
  ReceiptLine,
  ReceiptStep,
  Skipped,
} from "#app/domain/receipt.ts";

type Reader = {
  receipt: OrderReceipt;
  locale: Locale;
  names: ReceiptNames;
  texts: ReceiptTexts;
  money: (minor: bigint) => string;
};

/**
 * A receipt as sentences, one step each: what counted and what not and why, what every rate, rule
 * and multiplier added, the rounding, the cuts, what came of it, and what did not apply.
 */
export function formatReceipt(
  receipt: Receipt,
  locale: Locale,
  names: ReceiptNames = noNames,
): string[] {
  const texts = receiptTexts[locale];
  if (receipt.kind === "activity") return formatActivityReceipt(receipt, locale, names);
  const money = (minor: bigint) => formatMoney(minor, receipt.currency, locale);
  const reader = { receipt, locale, names, texts, money };
  if (receipt.nothing !== null) return [texts.nothing[receipt.nothing]];
  return [
    judgedBy(reader),
    ...receipt.lines.map((line) => lineText(line, reader)),
    ...extras(reader),
    texts.base(money(receipt.baseMinor)),
    ...receipt.steps.map((step) => stepText(step, reader)),
    texts.points(formatCount(receipt.points, locale), receipt.points),
    ...receipt.skipped.map((skipped) => skippedText(skipped, reader)),
  ];
}

function judgedBy({ receipt, texts, names, locale }: Reader): string {
  const version = String(receipt.version ?? "");
  if (receipt.tierId === null) return texts.withoutTier(version);
  return texts.withTier(version, nameOf(receipt.tierId, names.tiers, locale));
}

function lineText(line: ReceiptLine, { texts, money }: Reader): string {
  if (line.notCounted !== null) return texts.notCounted(line.title, texts.why[line.notCounted]);
  return texts.counted(line.title, line.quantity, money(line.countedMinor));
}

function extras({ receipt, texts, money }: Reader): string[] {
  const { shippingMinor, tipMinor, adjustment } = receipt;
  return [
    ...(shippingMinor > 0n ? [texts.shipping(money(shippingMinor))] : []),
    ...(tipMinor > 0n ? [texts.tip(money(tipMinor))] : []),
    ...(adjustment ? [texts.kept(money(adjustment.keptMinor), money(adjustment.ofMinor))] : []),
  ];
}

function stepText(step: ReceiptStep, reader: Reader): string {
  const { texts, locale, receipt, names, money } = reader;
  const exact = formatExactly(step.exact);
  const rule = (id: string) => nameOf(id, names.rules, locale);
  switch (step.kind) {
    case "rate": {
      const perAmount = formatAmount(step.perAmount, receipt.currency, locale);
      if (step.rule === null) return texts.rate(step.points, perAmount, exact);
      const base = money(step.baseMinor);
      return texts.ruleRate(rule(step.rule), { points: step.points, perAmount, base }, exact);
    }
    case "items":
      return texts.items(rule(step.rule), step.points, exact);
    case "multiplier":
      return texts.times(multiplierName(step.by, reader), formatExactly(step.factor), exact);
    case "fixed":
      return texts.fixed(rule(step.rule), exact);
    case "rounding":
      return texts.rounded(texts.rounding[step.rounding], texts.roundedPer[step.per], exact);
    case "cap": {
      const what = step.rule === null ? null : rule(step.rule);
      return texts.cap(what, texts.per[step.per], formatCount(step.roomPoints, locale));
    }
    case "budget": {
      const what = budgetName(step.budget, reader);
      if (step.waits) return texts.budgetWaits(what);
      return texts.budget(what, formatCount(step.grantedPoints, locale));
    }
  }
}

function multiplierName(
  { kind, id }: Extract<ReceiptStep, { kind: "multiplier" }>["by"],
  { names, texts, locale }: Reader,
): string {
  if (kind === "tier") return texts.tier(nameOf(id, names.tiers, locale));
  return kind === "rule" ? nameOf(id, names.rules, locale) : texts.boost;
}

/** Null for the program's own budget. */
function budgetName(budget: string, { names, locale }: Reader): string | null {
  const [kind, id = ""] = budget.split(":");
  if (kind === "campaign") return nameOf(id, names.campaigns, locale);
  return kind === "rule" ? nameOf(id, names.rules, locale) : null;
}

function skippedText({ rule, reason }: Skipped, reader: Reader): string {
  const { texts, names, locale } = reader;
  return texts.skipped(nameOf(rule, names.rules, locale), whySkipped(reason, reader));
}

function whySkipped(reason: Skipped["reason"], reader: Reader): string {
  const { texts } = reader;
  switch (reason.kind) {
    case "condition":
    case "audience":
      return texts.unmet(texts.leaf[reason.leaf]);
    case "no-lines":
      return texts.noLines;
    case "not-best":
      return texts.notBest;
    case "cap":
      return texts.capFull(texts.per[reason.per]);
    case "limit":
      return texts.limitReached(texts.per[reason.per]);
    case "budget":
      return texts.budgetSpent;
  }
}
