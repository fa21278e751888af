import type { Reward } from "#app/domain/program/reward.ts";
import { useFormats } from "#app/ui/formats.tsx";
import { useTexts } from "#app/ui/texts.tsx";

/** What a reward gives, in a few words: "5.00 off", "Free shipping". */
export function useGivesText(): (gives: Reward["gives"]) => string {
  const { t } = useTexts();
  const { money } = useFormats();
  return (gives) => {
    switch (gives.kind) {
      case "amount-off":
        return t("redemptions.gives.amount-off", { amount: money(gives.amount) });
      case "percentage-off":
        return t("redemptions.gives.percentage-off", { percent: gives.percent });
      case "free-shipping":
        return t("redemptions.gives.free-shipping");
      default:
        return gives.kind;
    }
  };
}
