import type {
  ActivityNothing,
  ActivityReceipt,
  ActivityStep,
} from "#app/domain/activity-receipt.ts";
import { activityTexts, type ActivityTexts } from "#app/domain/activity-receipt-texts.ts";
import { formatCount, formatExactly } from "#app/domain/format.ts";
import { nameOf, noNames, type Locale, type ReceiptNames } from "#app/domain/receipt-names.ts";
import { receiptTexts } from "#app/domain/receipt-texts.ts";

type Reader = { texts: ActivityTexts; locale: Locale; names: ReceiptNames };

/** How something a member did came to its points, as sentences: each step, or why it gives none. */
export function formatActivityReceipt(
  receipt: ActivityReceipt,
  locale: Locale,
  names: ReceiptNames = noNames,
): string[] {
  const reader = { texts: activityTexts[locale], locale, names };
  const { texts } = reader;
  const { boost, nothing, points, version } = receipt;
  const what = nameOfActivity(receipt, locale, names);
  return [
    version === null ? texts.what(what) : texts.judgedBy(what, String(version)),
    ...receipt.steps.map((step) => stepText(step, reader)),
    ...(boost ? [texts.boost(boost.factor, formatCount(BigInt(boost.days), locale))] : []),
    ...(nothing ? [whyNothing(nothing, reader)] : []),
    ...(boost ? [] : [receiptTexts[locale].points(formatCount(points, locale), points)]),
  ];
}

/** What the member did, or what happened, by its name today or then. */
export function nameOfActivity(
  { of, activityId, name }: ActivityReceipt,
  locale: Locale,
  names: ReceiptNames,
): string {
  if (of === "referral" || of === "referred") return activityTexts[locale].kinds[of];
  const known = name ? { [activityId]: name } : {};
  return nameOf(activityId, { ...known, ...names.activities }, locale);
}

function stepText(step: ActivityStep, { texts, locale, names }: Reader): string {
  const exact = formatExactly(step.exact);
  switch (step.kind) {
    case "gives":
      return texts.gives(exact);
    case "campaign": {
      const known = { [step.campaignId]: step.name, ...names.campaigns };
      return texts.campaign(nameOf(step.campaignId, known, locale), step.factor, exact);
    }
    case "rounding":
      return texts.rounding(exact);
    case "cap":
      return texts.cap(formatCount(BigInt(step.capPoints), locale), texts.per[step.per], exact);
    case "budget": {
      const [, id] = step.budget.split(":");
      const what = id === undefined ? null : nameOf(id, names.campaigns, locale);
      return step.waits ? texts.budgetWaits(what) : texts.budget(what, exact);
    }
    case "undone":
      return texts.undone(exact);
  }
}

function whyNothing(nothing: ActivityNothing, { texts, locale, names }: Reader): string {
  switch (nothing.reason) {
    case "condition":
      return texts.condition(receiptTexts[locale].leaf[nothing.unmet.kind]);
    case "locked":
      return texts.locked(nameOf(nothing.activityId, names.activities, locale));
    case "limit":
      return texts.limit(formatCount(BigInt(nothing.times), locale), texts.per[nothing.per]);
    case "known-too-late":
      return texts.knownTooLate(formatCount(BigInt(nothing.waitDays), locale));
    default:
      return texts.nothing[nothing.reason];
  }
}
