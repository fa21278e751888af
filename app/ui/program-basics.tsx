import { Card, Checkbox, FormLayout } from "@shopify/polaris";
import { BoundsFields } from "#app/ui/bounds-fields.tsx";
import { ChoiceSetting, NameSetting, NumberSetting, TextSetting } from "#app/ui/draft-fields.tsx";
import { useDraftField } from "#app/ui/draft-form.tsx";
import { Titled } from "#app/ui/facts.tsx";
import { useFormats } from "#app/ui/formats.tsx";
import { UnionFields } from "#app/ui/kind-fields.tsx";
import { useTexts } from "#app/ui/texts.tsx";

export function NameCard() {
  const { t } = useTexts();
  const points = useDraftField("pointsName");
  const on = points.value !== null;
  return (
    <Card>
      <FormLayout>
        <TextSetting path="name" label={t("program.name")} help={t("program.nameHelp")} />
        <Checkbox
          label={t("program.ownPoints")}
          checked={on}
          onChange={(checked) => points.set(checked ? { en: "" } : null)}
        />
        {on && <NameSetting path="pointsName" label={t("program.pointsName")} />}
      </FormLayout>
    </Card>
  );
}

export function ExpiryCard() {
  const { t } = useTexts();
  return (
    <Card>
      <Titled title={t("program.expiry.title")}>
        <UnionFields path="expiry" union="expiry" label={t("program.expiry.kind")} />
      </Titled>
    </Card>
  );
}

/** What both sides of an invitation get, or none. */
export function ReferralCard() {
  const { t } = useTexts();
  const { currency } = useFormats();
  const referral = useDraftField("referral");
  const on = referral.value !== null;
  return (
    <Card>
      <Titled title={t("program.referral.title")}>
        <Checkbox
          label={t("program.referral.on")}
          checked={on}
          onChange={(checked) => referral.set(checked ? FRESH_REFERRAL : null)}
        />
        {on && (
          <FormLayout>
            <NumberSetting path="referral.inviterPoints" label={t("program.referral.inviter")} />
            <NumberSetting path="referral.friendPoints" label={t("program.referral.friend")} />
            <TextSetting
              path="referral.minimumOrder"
              label={t("program.referral.minimum")}
              help={t("editor.optional")}
              suffix={currency}
              numeric
              optional
            />
            <NumberSetting
              path="referral.waitDays"
              label={t("program.referral.wait")}
              help={t("program.referral.waitHelp")}
            />
            <BoundsFields path="referral.limits" kind="limits" />
          </FormLayout>
        )}
      </Titled>
    </Card>
  );
}

const FRESH_REFERRAL = {
  inviterPoints: 100,
  friendPoints: 50,
  minimumOrder: "20",
  waitDays: 14,
  limits: [{ per: "year", times: 10 }],
};

export function RefundsCard() {
  const { t } = useTexts();
  const carries = useDraftField("refunds.belowZero").value === "carry";
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
        {carries && (
          <NumberSetting
            path="refunds.carryAtMost"
            label={t("program.refunds.atMost")}
            help={t("editor.optional")}
            optional
          />
        )}
      </Titled>
    </Card>
  );
}
