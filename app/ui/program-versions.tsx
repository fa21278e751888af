import { Badge, BlockStack, Card, InlineStack, Text } from "@shopify/polaris";
import type { ReactNode } from "react";
import { useAuthorText } from "#app/ui/author-text.ts";
import { Titled } from "#app/ui/facts.tsx";
import { useFormats } from "#app/ui/formats.tsx";
import { TakeVersion, type TakenFrom } from "#app/ui/take-version.tsx";
import { useTexts } from "#app/ui/texts.tsx";

export type ShownVersion = {
  version: number;
  effectiveFrom: string;
  publishedAt: string;
  author: string;
  when: "current" | "planned" | "past";
};

/** Every version that was published, newest first. */
export function VersionsCard(props: { versions: ShownVersion[]; draft: TakenFrom }) {
  const { versions, draft } = props;
  const { t } = useTexts();
  return (
    <Card>
      <Titled title={t("program.versions.title")}>
        {versions.length === 0 && <Text as="p">{t("program.versions.none")}</Text>}
        {versions.map((version, index) => (
          <Version key={version.version} version={version}>
            <TakeVersion version={version.version} newest={index === 0} draft={draft} />
          </Version>
        ))}
      </Titled>
    </Card>
  );
}

function Version({ version: shown, children }: { version: ShownVersion; children: ReactNode }) {
  const { t } = useTexts();
  const { moment } = useFormats();
  const authorText = useAuthorText();
  const { version, when } = shown;
  const published = { when: moment(shown.publishedAt), author: authorText(shown.author) };
  const from = { when: moment(shown.effectiveFrom) };
  return (
    <BlockStack gap="050">
      <InlineStack gap="200" blockAlign="center">
        <Text as="h3" variant="headingSm">
          {t("program.versions.version", { version })}
        </Text>
        {when === "current" && <Badge tone="success">{t("program.versions.current")}</Badge>}
      </InlineStack>
      <Text as="p" variant="bodySm" tone="subdued">
        {t("program.versions.published", published)}
      </Text>
      <Text as="p" variant="bodySm" tone="subdued">
        {when === "planned"
          ? t("program.versions.planned", from)
          : t("program.versions.effective", from)}
      </Text>
      {children}
    </BlockStack>
  );
}
