import { useTexts } from "#app/ui/texts.tsx";
/** What Laurel writes down as the reason of a change, and how a page says it. */
const KNOWN = {
  redeemed: "redemptions.why.redeemed",
  "issued by hand": "redemptions.why.issued",
  "the code exists in Shopify": "redemptions.why.created",
  "used at checkout": "redemptions.why.used",
  "Shopify counts a use of the code": "redemptions.why.counted",
  "the code expired unused": "redemptions.why.expired",
  "Taken back by hand": "redemptions.why.takenBack",
  "the code was taken back unused": "redemptions.why.returned",
  "the code never came to exist": "redemptions.why.neverExisted",
  "the customer was erased": "redemptions.why.erased",
  "handed over at once": "redemptions.why.atOnce",
  "the gift card exists in Shopify": "redemptions.why.cardMade",
  "added to the store credit": "redemptions.why.credited",
  "done by staff": "redemptions.why.fulfilled",
  "marked as done by mistake": "redemptions.why.undone",
  "the order was refunded or cancelled": "redemptions.why.orderUndone",
  "the code was taken; another one was chosen": "redemptions.why.rechosen",
  "the customer was merged; another code was chosen": "redemptions.why.reissued",
  "the gift card had been spent from": "redemptions.why.cardSpent",
  "the discount was changed in Shopify before it was issued": "redemptions.why.changed",
} as const;

const REFUSED = "Shopify refused the code: ";
const STANDING = "used again in ";

/** The reason of a change, in the reader's language where it is one of the usual ones. */
export function useReasonText(): (reason: string) => string {
  const { t } = useTexts();
  return (reason) => {
    const known = Object.entries(KNOWN).find(([written]) => written === reason);
    if (known) return t(known[1]);
    if (reason.startsWith(REFUSED)) {
      return t("redemptions.why.refused", { detail: reason.slice(REFUSED.length) });
    }
    if (reason.startsWith(STANDING)) return t("redemptions.why.standingUsed");
    return reason.startsWith("incident: ") ? t("redemptions.why.usedLate") : reason;
  };
}
