import { BlockStack, Card, ProgressBar, Text } from "@shopify/polaris";
import type { LocalText } from "#app/domain/program/basics.ts";
import { useAuthorText } from "#app/ui/author-text.ts";
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

export type HeldByHand = {
  name: LocalText;
  until: string | null;
  note: string;
  author: string;
};

type CardProps = { tier: TierStanding | null; held: HeldByHand | null };

/** The tier held and the way to the next; nothing where the program has no tiers. */
export function TierCard({ tier, held }: CardProps) {
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
          {held && <HeldLine held={held} />}
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

/** What was set by hand: which tier, until when, why and by whom. */
function HeldLine({ held }: { held: HeldByHand }) {
  const { t } = useTexts();
  const { lastDay, localText } = useFormats();
  const authorText = useAuthorText();
  const tier = localText(held.name);
  const lines = [
    held.until === null
      ? t("members.page.heldForGood", { tier })
      : t("members.page.heldUntil", { tier, when: lastDay(held.until) }),
    ...(held.note === "" ? [] : [t("members.page.note", { note: held.note })]),
    ...(held.author === "" ? [] : [t("members.page.by", { author: authorText(held.author) })]),
  ];
  return lines.map((line) => (
    <Text as="p" key={line} tone="subdued" breakWord>
      {line}
    </Text>
  ));
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
