import { Card, FormLayout } from "@shopify/polaris";
import { ChoiceSetting, NumberSetting, SelectSetting, TextSetting } from "#app/ui/draft-fields.tsx";
import { useDraftField } from "#app/ui/draft-form.tsx";
import { Titled } from "#app/ui/facts.tsx";
import { useTexts } from "#app/ui/texts.tsx";

export function NameCard() {
  const { t } = useTexts();
  return (
    <Card>
      <TextSetting path="name" label={t("program.name")} help={t("program.nameHelp")} />
    </Card>
  );
}

export function ExpiryCard() {
  const { t } = useTexts();
  const expiry = useDraftField("expiry");
  const kind = useDraftField("expiry.kind").value;
  const choices = [
    { value: "never", label: t("program.expiry.never") },
    { value: "months-after-earning", label: t("program.expiry.months") },
  ];
  return (
    <Card>
      <Titled title={t("program.expiry.title")}>
        <FormLayout>
          <SelectSetting
            path="expiry.kind"
            label={t("program.expiry.kind")}
            choices={choices}
            set={(next) =>
              expiry.set(next === "never" ? { kind: next } : { kind: next, months: 12 })
            }
          />
          {kind === "months-after-earning" && (
            <NumberSetting path="expiry.months" label={t("program.expiry.monthsLabel")} />
          )}
        </FormLayout>
      </Titled>
    </Card>
  );
}

export function RefundsCard() {
  const { t } = useTexts();
  const choices = [
    { value: "carry", label: t("program.refunds.carry") },
    { value: "forgive", label: t("program.refunds.forgive") },
  ];
  return (
    <Card>
      <Titled title={t("program.refunds.title")}>
        <ChoiceSetting
          path="refunds.belowZero"
          label={t("program.refunds.belowZero")}
          choices={choices}
        />
      </Titled>
    </Card>
  );
}
