import { BlockStack, Card, InlineStack, Link, Text } from "@shopify/polaris";
import type { LocalText } from "#app/domain/program/basics.ts";
import { Titled } from "#app/ui/facts.tsx";
import { useFormats } from "#app/ui/formats.tsx";
import { RedemptionStateBadge, type RedemptionState } from "#app/ui/redemption-state.tsx";
import { usePointsText } from "#app/ui/use-points-text.ts";
import { useTexts } from "#app/ui/texts.tsx";

export type OpenRedemption = {
  id: string;
  rewardName: LocalText;
  costPoints: number;
  code: string | null;
  state: RedemptionState;
};

/** Rewards the member holds, with what is reserved for each. */
export function OpenRedemptionsCard({ redemptions }: { redemptions: OpenRedemption[] }) {
  const { t } = useTexts();
  const { localText } = useFormats();
  const pointsText = usePointsText();
  if (redemptions.length === 0) return null;
  return (
    <Card>
      <Titled title={t("members.page.codes")}>
        {redemptions.map(({ id, rewardName, costPoints, code, state }) => (
          <BlockStack key={id} gap="050">
            <InlineStack align="space-between" gap="200">
              <Link url={`/app/redemptions/${id}`}>{localText(rewardName)}</Link>
              <RedemptionStateBadge state={state} />
            </InlineStack>
            <Text as="p" variant="bodySm" tone="subdued" breakWord>
              {[costPoints > 0 ? pointsText(costPoints) : t("redemptions.page.free"), code]
                .filter(Boolean)
                .join(" · ")}
            </Text>
          </BlockStack>
        ))}
      </Titled>
    </Card>
  );
}
