import { BlockStack, Box, Button, InlineStack, Select, Text } from "@shopify/polaris";
import { useDraftField } from "#app/ui/draft-form.tsx";
import { KindFields, useKindLabel } from "#app/ui/kind-fields.tsx";
import { freshOf, kindsOf, type UnionName } from "#app/ui/kind-specs.ts";
import { useTexts } from "#app/ui/texts.tsx";

type Item = { kind: string };

/** A list of things of several kinds, such as perks: each with its fields, more added by kind. */
export function ManyOfKinds(props: { path: string; union: UnionName; label: string }) {
  const { t } = useTexts();
  const { path, union, label } = props;
  const kindLabel = useKindLabel();
  const field = useDraftField(path);
  const items: Item[] = Array.isArray(field.value) ? field.value : [];
  const options = [
    { value: "", label: t("editor.addOne") },
    ...kindsOf(union).map((value) => ({ value, label: kindLabel(union, value) })),
  ];
  return (
    <BlockStack gap="200" inlineAlign="stretch">
      <Text as="h4" variant="headingSm">
        {label}
      </Text>
      {items.map(({ kind }, at) => (
        <One
          key={`${at} ${kind}`}
          path={`${path}.${at}`}
          union={union}
          kind={kind}
          remove={() => field.set(items.filter((_, n) => n !== at))}
        />
      ))}
      <Select
        label={`${label}: ${t("editor.addOne")}`}
        labelHidden
        options={options}
        value=""
        onChange={(kind) => kind && field.set([...items, freshOf(union, kind)])}
      />
    </BlockStack>
  );
}

type OneProps = { path: string; union: UnionName; kind: string; remove: () => void };

function One({ path, union, kind, remove }: OneProps) {
  const { t } = useTexts();
  const name = useKindLabel()(union, kind);
  return (
    <Box borderWidth="025" borderColor="border" borderRadius="200" padding="300">
      <BlockStack gap="200" inlineAlign="stretch">
        <InlineStack align="space-between" blockAlign="center" gap="200">
          <Text as="p" fontWeight="semibold">
            {name}
          </Text>
          <Button
            size="slim"
            accessibilityLabel={t("editor.removeNamed", { name })}
            onClick={remove}
          >
            {t("actions.remove")}
          </Button>
        </InlineStack>
        <KindFields path={path} union={union} kind={kind} />
      </BlockStack>
    </Box>
  );
}
