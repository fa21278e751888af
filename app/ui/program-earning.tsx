import { BlockStack, Card, FormLayout, InlineGrid, Text } from "@shopify/polaris";
import { BoundsFields } from "#app/ui/bounds-fields.tsx";
import { CheckSetting, NumberSetting, SelectSetting, TextSetting } from "#app/ui/draft-fields.tsx";
import { useDraftField } from "#app/ui/draft-form.tsx";
import { Titled } from "#app/ui/facts.tsx";
import { useFormats } from "#app/ui/formats.tsx";
import { useTexts } from "#app/ui/texts.tsx";

/** What an order earns. */
export function EarningCard() {
  const { t } = useTexts();
  const { currency } = useFormats();
  return (
    <Card>
      <Titled title={t("program.earning.title")}>
        <FormLayout>
          <Rate />
          <Counts />
          <Rounding />
          <Hold />
          <TextSetting
            path="earning.minimumOrder"
            label={t("program.earning.minimum")}
            help={t("program.earning.minimumHelp")}
            suffix={currency}
            numeric
            optional
          />
          <BoundsFields path="earning.caps" kind="caps" />
          <NumberSetting
            path="earning.budgetPoints"
            label={t("editor.budget")}
            help={t("editor.optional")}
            optional
          />
        </FormLayout>
      </Titled>
    </Card>
  );
}

function Rate() {
  const { t } = useTexts();
  const { currency, money } = useFormats();
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
        {t("program.earning.rateHelp", { amount: money("1") })}
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
  return (
    <FormLayout>
      <FormLayout.Group>
        <SelectSetting
          path="earning.rounding"
          label={t("program.earning.rounding")}
          choices={(["down", "nearest", "up"] as const).map((value) => ({
            value,
            label: t(`program.earning.${value}`),
          }))}
        />
        <SelectSetting
          path="earning.roundPer"
          label={t("program.earning.roundPer")}
          choices={(["order", "line"] as const).map((value) => ({
            value,
            label: t(`program.earning.per.${value}`),
          }))}
        />
      </FormLayout.Group>
    </FormLayout>
  );
}

function Hold() {
  const { t } = useTexts();
  const { value: after } = useDraftField("earning.hold.after");
  return (
    <FormLayout>
      <FormLayout.Group>
        <NumberSetting path="earning.hold.days" label={t("program.earning.holdDays")} />
        <SelectSetting
          path="earning.hold.after"
          label={t("program.earning.holdAfter")}
          choices={(["payment", "fulfillment"] as const).map((value) => ({
            value,
            label: t(`program.earning.${value}`),
          }))}
        />
      </FormLayout.Group>
      {after === "fulfillment" && (
        <NumberSetting
          path="earning.hold.atMostDays"
          label={t("program.earning.holdAtMost")}
          help={t("editor.optional")}
          optional
        />
      )}
    </FormLayout>
  );
}

const COMBINE = {
  rates: ["best", "add"],
  multipliers: ["best", "add", "multiply"],
  fixed: ["best", "add"],
} as const;

/** What happens where several rules are for the same line or order. */
export function CombineCard() {
  const { t } = useTexts();
  return (
    <Card>
      <Titled title={t("program.combine.title")}>
        <FormLayout>
          {(["rates", "multipliers", "fixed"] as const).map((name) => (
            <SelectSetting
              key={name}
              path={`earning.combine.${name}`}
              label={t(`program.combine.${name}`)}
              choices={COMBINE[name].map((value) => ({
                value,
                label: t(`program.combine.${value}`),
              }))}
            />
          ))}
          <SelectSetting
            path="earning.combine.per"
            label={t("program.combine.per")}
            choices={(["line", "order"] as const).map((value) => ({
              value,
              label: t(`program.earning.per.${value}`),
            }))}
          />
        </FormLayout>
      </Titled>
    </Card>
  );
}
