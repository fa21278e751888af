import { BlockStack, Card, ProgressBar, Text } from "@shopify/polaris";
import type { LocalText } from "#app/domain/program/basics.ts";
import { Titled } from "#app/ui/facts.tsx";
import { useFormats } from "#app/ui/formats.tsx";
import { useTexts } from "#app/ui/texts.tsx";

type Next = {
  name: LocalText;
  measure: "spend" | "points" | "orders" | "balance";
  missing: string;
  percent: number;
};

export type TierStanding = {
  held: LocalText | null;
  since: string | null;
  graceUntil: string | null;
  next: Next | null;
};

/** The tier held and the way to the next; nothing where the program has no tiers. */
export function TierCard({ tier }: { tier: TierStanding | null }) {
  const { t } = useTexts();
  const { day, lastDay, localText } = useFormats();
  if (!tier) return null;
  return (
    <Card>
      <Titled title={t("members.page.tier")}>
        <BlockStack gap="100">
          <Text as="p" variant="headingLg">
            {tier.held ? localText(tier.held) : t("members.page.noTier")}
          </Text>
          {tier.since && (
            <Text as="p" tone="subdued">
              {t("members.page.tierSince", { when: day(tier.since) })}
            </Text>
          )}
          {tier.graceUntil && (
            <Text as="p" tone="subdued">
              {t("members.page.grace", { when: lastDay(tier.graceUntil) })}
            </Text>
          )}
        </BlockStack>
        {tier.next ? (
          <Progress next={tier.next} />
        ) : (
          <Text as="p">{t("members.page.topTier")}</Text>
        )}
      </Titled>
    </Card>
  );
}

function Progress({ next }: { next: Next }) {
  const { t } = useTexts();
  const { count, money, localText } = useFormats();
  const { measure, missing, percent } = next;
  const tier = localText(next.name);
  const amount = measure === "spend" ? money(missing) : count(Number(missing));
  return (
    <BlockStack gap="200">
      <ProgressBar progress={percent} size="small" ariaLabelledBy="tier-progress" />
      <Text as="p" id="tier-progress">
        {t(`members.page.missing.${measure}`, { missing: amount, tier })}
      </Text>
    </BlockStack>
  );
}
