import { BlockStack, Card } from "@shopify/polaris";
import { Titled } from "#app/ui/facts.tsx";
import { PickedField, WordsField } from "#app/ui/list-fields.tsx";
import { useTexts } from "#app/ui/texts.tsx";

/** What earns nothing: products, collections, tags, vendors, types. */
export function ExcludeCard() {
  const { t } = useTexts();
  return (
    <Card>
      <Titled title={t("program.exclude.title")}>
        <BlockStack gap="400">
          <PickedField
            kind="product"
            path="earning.exclude.products"
            label={t("program.exclude.products")}
          />
          <PickedField
            kind="collection"
            path="earning.exclude.collections"
            label={t("program.exclude.collections")}
          />
          <WordsField path="earning.exclude.tags" label={t("program.exclude.tags")} />
          <WordsField path="earning.exclude.vendors" label={t("program.exclude.vendors")} />
          <WordsField path="earning.exclude.types" label={t("program.exclude.types")} />
        </BlockStack>
      </Titled>
    </Card>
  );
}
