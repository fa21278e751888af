import { BlockStack, Card, Text } from "@shopify/polaris";
import { Titled } from "#app/ui/facts.tsx";
import { useFormats } from "#app/ui/formats.tsx";
import { useTexts } from "#app/ui/texts.tsx";

export type Trouble = {
  kind:
    | "delivery"
    | "settle"
    | "tell-inviter"
    | "sync"
    | "issue-code"
    | "cancel-code"
    | "reread-order"
    | "fetch-product"
    | "set-up-shop"
    | "compare-orders";
  count: number;
  note: string;
  nextTry: string;
};

/** What failed and will be tried again, and what that means for the shop. */
export function TroubleCard({ trouble }: { trouble: Trouble[] }) {
  const { t } = useTexts();
  const { moment } = useFormats();
  return (
    <Card>
      <Titled title={t("home.trouble.title")}>
        {trouble.length === 0 && <Text as="p">{t("home.trouble.none")}</Text>}
        {trouble.map(({ kind, count, note, nextTry }) => (
          <BlockStack key={kind} gap="100">
            <Text as="h3" variant="headingSm">
              {t(`home.trouble.kind.${kind}`)}
            </Text>
            <Text as="p">{t("home.trouble.count", { count, when: moment(nextTry) })}</Text>
            <Text as="p" tone="subdued">
              {t(`home.trouble.what.${kind}`)}
            </Text>
            <Text as="p" variant="bodySm" tone="subdued" breakWord>
              {t("home.trouble.note", { note })}
            </Text>
          </BlockStack>
        ))}
      </Titled>
    </Card>
  );
}
