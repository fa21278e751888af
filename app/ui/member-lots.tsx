import { BlockStack, Card, InlineStack, Text } from "@shopify/polaris";
import type { ReactNode } from "react";
import { Titled } from "#app/ui/facts.tsx";
import { useFormats } from "#app/ui/formats.tsx";
import { SourceText, type ShownSource } from "#app/ui/source-text.tsx";
import { usePointsText } from "#app/ui/use-points-text.ts";
import { useTexts } from "#app/ui/texts.tsx";

export type ShownLot = {
  key: string;
  source: ShownSource;
  points: number;
  expiresAt: string | null;
};

export type ShownPending = {
  key: string;
  source: ShownSource;
  points: number;
  matureAt: string | null;
};

/** Points that can be spent, in the order in which they are: oldest expiry first. */
export function LotsCard({ lots }: { lots: ShownLot[] }) {
  const { t } = useTexts();
  const { lastDay } = useFormats();
  return (
    <Card>
      <Titled title={t("members.page.lots")}>
        {lots.length === 0 && <Text as="p">{t("members.page.noLots")}</Text>}
        {lots.map(({ key, source, points, expiresAt }) => (
          <Part key={key} points={points} source={source}>
            {expiresAt === null
              ? t("members.page.neverExpires")
              : t("members.page.expiresOn", { when: lastDay(expiresAt) })}
          </Part>
        ))}
      </Titled>
    </Card>
  );
}

/** Points that cannot be spent yet, and when they can. */
export function PendingCard({ pending }: { pending: ShownPending[] }) {
  const { t } = useTexts();
  const { day } = useFormats();
  if (pending.length === 0) return null;
  return (
    <Card>
      <Titled title={t("members.page.pendingTitle")}>
        {pending.map(({ key, source, points, matureAt }) => (
          <Part key={key} points={points} source={source}>
            {matureAt === null
              ? t("members.page.pendingUntilSent")
              : t("members.page.pendingWhen", { when: day(matureAt) })}
          </Part>
        ))}
      </Titled>
    </Card>
  );
}

function Part(props: { points: number; source: ShownSource; children: ReactNode }) {
  const pointsText = usePointsText();
  return (
    <BlockStack gap="050">
      <InlineStack align="space-between" gap="200">
        <Text as="p" fontWeight="semibold">
          {pointsText(props.points)}
        </Text>
        <Text as="p" tone="subdued">
          {props.children}
        </Text>
      </InlineStack>
      <Text as="p" variant="bodySm">
        <SourceText source={props.source} />
      </Text>
    </BlockStack>
  );
}
