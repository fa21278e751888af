import type { Reward } from "#app/domain/program/reward.ts";
import { useFormats } from "#app/ui/formats.tsx";
import { useTexts } from "#app/ui/texts.tsx";

/** What a reward gives, in a few words: "5.00 off", "Free shipping". */
export function useGivesText(): (gives: Reward["gives"]) => string {
  const { t } = useTexts();
  const { money, localText } = useFormats();
  return (gives) => {
    switch (gives.kind) {
      case "amount-off":
      case "points-as-cash":
      case "gift-card":
      case "store-credit":
        return t(`redemptions.gives.${gives.kind}`, { amount: money(gives.amount) });
      case "percentage-off": {
        const { percent, atMost } = gives;
        if (atMost === null) return t("redemptions.gives.percentage-off", { percent });
        return t("redemptions.gives.percentage-at-most", { percent, amount: money(atMost) });
      }
      case "free-product":
        return t("redemptions.gives.free-product", { count: gives.quantity });
      case "donation":
        return t("redemptions.gives.donation", {
          amount: money(gives.amount),
          to: localText(gives.to),
        });
      case "draw-ticket":
        return t("redemptions.gives.draw-ticket", { draw: gives.draw });
      case "free-shipping":
      case "voucher":
      case "service":
        return t(`redemptions.gives.${gives.kind}`);
    }
  };
}
