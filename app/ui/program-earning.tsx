import { BlockStack, Card, FormLayout, InlineGrid, Text } from "@shopify/polaris";
import { CheckSetting, NumberSetting, SelectSetting, TextSetting } from "#app/ui/draft-fields.tsx";
import { Titled } from "#app/ui/facts.tsx";
import { useFormats } from "#app/ui/formats.tsx";
import { useTexts } from "#app/ui/texts.tsx";

/** What an order earns. */
export function EarningCard() {
  const { t } = useTexts();
  const { currency, timeZone } = useFormats();
  return (
    <Card>
      <Titled title={t("program.earning.title")}>
        <FormLayout>
          <Rate />
          <Counts />
          <Rounding />
          <NumberSetting
            path="earning.hold.days"
            label={t("program.earning.holdDays")}
            help={t("program.earning.holdHelp")}
          />
          <TextSetting
            path="earning.minimumOrder"
            label={t("program.earning.minimum")}
            help={t("program.earning.minimumHelp")}
            suffix={currency}
            numeric
            optional
          />
          <NumberSetting
            path="earning.capPerDay"
            label={t("program.earning.cap")}
            help={t("program.earning.capHelp", { timeZone })}
            optional
          />
        </FormLayout>
      </Titled>
    </Card>
  );
}

function Rate() {
  const { t } = useTexts();
  const { currency } = useFormats();
  return (
    <BlockStack gap="100">
      <InlineGrid columns={{ xs: 1, sm: 2 }} gap="300">
        <TextSetting path="earning.points" label={t("program.earning.points")} numeric />
        <TextSetting
          path="earning.perAmount"
          label={t("program.earning.perAmount")}
          suffix={currency}
          numeric
        />
      </InlineGrid>
      <Text as="p" tone="subdued">
        {t("program.earning.rateHelp")}
      </Text>
    </BlockStack>
  );
}

const COUNTS = ["tax", "shipping", "tips", "giftCards", "testOrders"] as const;

function Counts() {
  const { t } = useTexts();
  return (
    <fieldset style={{ border: 0, margin: 0, padding: 0 }}>
      <legend style={{ padding: 0, marginBottom: "var(--p-space-100)" }}>
        {t("program.earning.counts")}
      </legend>
      <BlockStack>
        {COUNTS.map((name) => (
          <CheckSetting
            key={name}
            path={`earning.counts.${name}`}
            label={t(`program.earning.${name}`)}
          />
        ))}
      </BlockStack>
    </fieldset>
  );
}

function Rounding() {
  const { t } = useTexts();
  const choices = (["down", "nearest", "up"] as const).map((value) => ({
    value,
    label: t(`program.earning.${value}`),
  }));
  return (
    <SelectSetting
      path="earning.rounding"
      label={t("program.earning.rounding")}
      choices={choices}
    />
  );
}
