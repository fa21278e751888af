import { usePointsText } from "#app/ui/use-points-text.ts";
import { useTexts } from "#app/ui/texts.tsx";

/** Why something could not be done for a member. */
export type MemberRefusal = { reason: string; available?: number };

const KNOWN = [
  "member-gone",
  "no-program",
  "reward-unknown",
  "reward-retired",
  "already-undone",
  "request-reused",
  "not-for-sale",
  "nothing-free",
  "not-eligible",
  "limit-reached",
  "allowance-used",
  "steps-wrong",
  "price-changed",
  "out-of-stock",
  "draw-over",
  "scope-missing",
  "unknown-tier",
  "in-past",
  "nothing-held",
  "closed",
  "unknown-activity",
  "not-reported",
] as const;

/** Says why, in a sentence. */
export function useMemberRefusal(): (refusal: MemberRefusal) => string {
  const { t } = useTexts();
  const pointsText = usePointsText();
  return ({ reason, available = 0 }) => {
    if (reason === "too-few-points") {
      return t("members.refusal.too-few-points", { available: pointsText(available) });
    }
    const known = KNOWN.find((candidate) => candidate === reason);
    return known ? t(`members.refusal.${known}`) : t("members.refusal.other", { reason });
  };
}
