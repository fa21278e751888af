import { BlockStack, Button, FormLayout, InlineStack, Text } from "@shopify/polaris";
import { NumberSetting, SelectSetting } from "#app/ui/draft-fields.tsx";
import { useDraftField } from "#app/ui/draft-form.tsx";
import { useTexts } from "#app/ui/texts.tsx";

const PERIODS = ["day", "week", "month", "quarter", "year", "lifetime"] as const;

type BoundsProps = { path: string; kind: "caps" | "limits" };

/** So many points, or so many times, in each period: none until one is added. */
export function BoundsFields({ path, kind }: BoundsProps) {
  const { t } = useTexts();
  const field = useDraftField(path);
  const bounds: unknown[] = Array.isArray(field.value) ? field.value : [];
  const fresh = kind === "caps" ? { per: "day", points: 100 } : { per: "month", times: 1 };
  return (
    <BlockStack gap="200" inlineAlign="stretch">
      <Text as="h3" variant="headingSm">
        {t(`editor.${kind}`)}
      </Text>
      {bounds.map((_, at) => (
        <Bound
          key={at}
          path={`${path}.${at}`}
          kind={kind}
          remove={() => field.set(bounds.filter((_, n) => n !== at))}
        />
      ))}
      <InlineStack>
        <Button
          size="slim"
          disabled={bounds.length >= 6}
          onClick={() => field.set([...bounds, fresh])}
        >
          {t(`editor.add.${kind}`)}
        </Button>
      </InlineStack>
    </BlockStack>
  );
}

function Bound(props: BoundsProps & { remove: () => void }) {
  const { t } = useTexts();
  const { path, kind, remove } = props;
  const periods = kind === "caps" ? (["order", ...PERIODS] as const) : PERIODS;
  return (
    <FormLayout>
      <FormLayout.Group condensed>
        <NumberSetting
          path={`${path}.${kind === "caps" ? "points" : "times"}`}
          label={t(kind === "caps" ? "editor.fields.points" : "editor.fields.times")}
        />
        <SelectSetting
          path={`${path}.per`}
          label={t("editor.fields.per")}
          choices={periods.map((value) => ({ value, label: t(`editor.choices.${value}`) }))}
        />
        <Button onClick={remove}>{t("actions.remove")}</Button>
      </FormLayout.Group>
    </FormLayout>
  );
}
