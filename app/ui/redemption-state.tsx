import { Badge, type BadgeProps } from "@shopify/polaris";
import { useTexts } from "#app/ui/texts.tsx";

const TONES = {
  requested: "attention",
  waiting: "attention",
  active: "info",
  used: "success",
  delivered: "success",
  canceling: "attention",
  returned: "read-only",
  refused: "warning",
  lapsed: "read-only",
} as const satisfies Record<string, NonNullable<BadgeProps["tone"]>>;

export type RedemptionState = keyof typeof TONES;

/** What has become of a redemption. */
export function RedemptionStateBadge({ state }: { state: RedemptionState }) {
  const { t } = useTexts();
  return <Badge tone={TONES[state]}>{t(`state.${state}`)}</Badge>;
}

/** Whether it may still be used or done, and so can be taken back. */
export function canTakeBack(state: RedemptionState): boolean {
  return state === "requested" || state === "waiting" || state === "active";
}
