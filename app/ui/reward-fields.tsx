import { BlockStack, Card, FormLayout } from "@shopify/polaris";
import {
  CheckSetting,
  NameSetting,
  NumberSetting,
  SelectSetting,
  TextSetting,
} from "#app/ui/draft-fields.tsx";
import { useDraftField } from "#app/ui/draft-form.tsx";
import { Titled } from "#app/ui/facts.tsx";
import { useFormats } from "#app/ui/formats.tsx";
import { useTexts } from "#app/ui/texts.tsx";

/** Everything a reward can say. `path` is its place in the program document. */
export function RewardFields({ path }: { path: string }) {
  const { t } = useTexts();
  return (
    <BlockStack gap="400">
      <Card>
        <Titled title={t("rewards.edit.basics")}>
          <FormLayout>
            <NameSetting
              path={`${path}.name`}
              label={t("rewards.edit.name")}
              help={t("rewards.edit.nameHelp")}
            />
          </FormLayout>
        </Titled>
      </Card>
      <Card>
        <Titled title={t("rewards.edit.gives")}>
          <FormLayout>
            <Gives path={`${path}.gives`} />
            <NumberSetting path={`${path}.costPoints`} label={t("rewards.edit.cost")} />
          </FormLayout>
        </Titled>
      </Card>
      <Card>
        <Titled title={t("rewards.edit.terms")}>
          <Terms path={path} />
        </Titled>
      </Card>
    </BlockStack>
  );
}

function Gives({ path }: { path: string }) {
  const { t } = useTexts();
  const { currency } = useFormats();
  const gives = useDraftField(path);
  const kind = useDraftField(`${path}.kind`).value;
  return (
    <FormLayout>
      <SelectSetting
        path={`${path}.kind`}
        label={t("rewards.edit.kind")}
        choices={[
          { value: "amount-off", label: t("rewards.edit.amountOff") },
          { value: "percentage-off", label: t("rewards.edit.percentageOff") },
          { value: "free-shipping", label: t("rewards.edit.freeShipping") },
        ]}
        set={(next) => gives.set(freshGives(next))}
      />
      {kind === "amount-off" && (
        <TextSetting
          path={`${path}.amount`}
          label={t("rewards.edit.amount")}
          suffix={currency}
          numeric
        />
      )}
      {kind === "percentage-off" && (
        <TextSetting
          path={`${path}.percent`}
          label={t("rewards.edit.percent")}
          suffix="%"
          numeric
        />
      )}
    </FormLayout>
  );
}

function freshGives(kind: string) {
  if (kind === "amount-off") return { kind, amount: "5" };
  return kind === "percentage-off" ? { kind, percent: "10" } : { kind };
}

const COMBINES = ["orderDiscounts", "productDiscounts", "shippingDiscounts"] as const;

function Terms({ path }: { path: string }) {
  const { t } = useTexts();
  const { currency } = useFormats();
  return (
    <FormLayout>
      <TextSetting
        path={`${path}.minimumOrder`}
        label={t("rewards.edit.minimumOrder")}
        help={t("rewards.edit.minimumHelp")}
        suffix={currency}
        numeric
        optional
      />
      <NumberSetting
        path={`${path}.validDays`}
        label={t("rewards.edit.validDays")}
        help={t("rewards.edit.validHelp")}
        optional
      />
      <fieldset style={{ border: 0, margin: 0, padding: 0 }}>
        <legend style={{ padding: 0 }}>{t("rewards.edit.combines")}</legend>
        <BlockStack>
          {COMBINES.map((name) => (
            <CheckSetting
              key={name}
              path={`${path}.combinesWith.${name}`}
              label={t(`rewards.edit.${name}`)}
            />
          ))}
        </BlockStack>
      </fieldset>
      <CheckSetting path={`${path}.returnsWhenUnused`} label={t("rewards.edit.returns")} />
      <CheckSetting
        path={`${path}.retired`}
        label={t("rewards.edit.retired")}
        help={t("rewards.edit.retiredHelp")}
      />
    </FormLayout>
  );
}
