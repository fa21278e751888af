import {
  BlockStack,
  Button,
  Card,
  Checkbox,
  FormLayout,
  InlineStack,
  Text,
} from "@shopify/polaris";
import type { ProgramDocument } from "#app/domain/program/document.ts";
import { sentenceOf } from "#app/texts/sentences/sentence-of.ts";
import { ruleIdsOf } from "#app/ui/campaign-drafts.ts";
import { ConditionEditor } from "#app/ui/condition-editor.tsx";
import { NameSetting, NumberSetting, TextSetting } from "#app/ui/draft-fields.tsx";
import { useDraftDocument, useDraftField } from "#app/ui/draft-form.tsx";
import { Titled } from "#app/ui/facts.tsx";
import { freshId } from "#app/ui/fresh-id.ts";
import { RULE_TEMPLATES } from "#app/ui/program-templates.ts";
import { useTexts } from "#app/ui/texts.tsx";
import { DayField, SeveralActivities } from "#app/ui/value-fields.tsx";
import { useTeller } from "#app/ui/use-teller.ts";

type Rule = ProgramDocument["earning"]["rules"][number];

/** When, for whom, with which rules, and with which budget. */
export function CampaignFields({ index }: { index: number }) {
  const { t } = useTexts();
  const path = `campaigns.${index}`;
  return (
    <BlockStack gap="400">
      <Card>
        <FormLayout>
          <NameSetting path={`${path}.name`} label={t("editor.name")} />
          <FormLayout.Group>
            <DayField path={`${path}.from`} label={t("campaigns.firstDay")} type="date" />
            <DayField path={`${path}.until`} label={t("campaigns.lastDay")} type="date" />
          </FormLayout.Group>
          <NumberSetting
            path={`${path}.budgetPoints`}
            label={t("editor.budget")}
            help={t("editor.optional")}
            optional
          />
        </FormLayout>
      </Card>
      <Card>
        <Titled title={t("editor.forWhom")}>
          <ConditionEditor path={`${path}.audience`} union="member" label={t("editor.whomHelp")} />
        </Titled>
      </Card>
      <Card>
        <Titled title={t("program.chapters.rules")}>
          <Rules path={`${path}.rules`} />
        </Titled>
      </Card>
      <Card>
        <Titled title={t("program.chapters.activities")}>
          <Activities path={`${path}.activities`} />
        </Titled>
      </Card>
    </BlockStack>
  );
}

/** Each rule as its sentence; edited on its own page, once it is saved. */
function Rules({ path }: { path: string }) {
  const { t } = useTexts();
  const document = useDraftDocument();
  const field = useDraftField(path);
  const rules: Rule[] = Array.isArray(field.value) ? field.value : [];
  const add = () => {
    const id = freshId("campaign-rule", ruleIdsOf(document));
    const name = { en: t("templates.double") };
    const rule = { id, name, when: null, lines: null, caps: [], limits: [], budgetPoints: null };
    field.set([...rules, { ...rule, gives: RULE_TEMPLATES.weekday.gives }]);
  };
  return (
    <BlockStack gap="300" inlineAlign="stretch">
      {rules.map((rule, at) => (
        <RuleLine
          key={rule.id}
          rule={rule}
          remove={() => field.set(rules.filter((_, n) => n !== at))}
        />
      ))}
      <InlineStack gap="200" blockAlign="center">
        <Button onClick={add}>{t("templates.add.rules")}</Button>
        <Text as="p" tone="subdued">
          {t("campaigns.saveFirst")}
        </Text>
      </InlineStack>
    </BlockStack>
  );
}

function RuleLine({ rule, remove }: { rule: Rule; remove: () => void }) {
  const { t } = useTexts();
  const teller = useTeller();
  return (
    <InlineStack align="space-between" gap="200" wrap={false}>
      <Text as="p">{sentenceOf({ rule }, teller)}</Text>
      <InlineStack gap="100" wrap={false}>
        <Button
          size="slim"
          url={`/app/program/rules/${rule.id}`}
          accessibilityLabel={t("program.editNamed", { name: rule.name.en })}
        >
          {t("program.edit")}
        </Button>
        <Button
          size="slim"
          accessibilityLabel={t("editor.removeNamed", { name: rule.name.en })}
          onClick={remove}
        >
          {t("actions.remove")}
        </Button>
      </InlineStack>
    </InlineStack>
  );
}

function Activities({ path }: { path: string }) {
  const { t } = useTexts();
  const field = useDraftField(path);
  const on = field.value !== null && field.value !== undefined;
  return (
    <FormLayout>
      <Checkbox
        label={t("campaigns.activities")}
        checked={on}
        onChange={(checked) => field.set(checked ? { factor: "2", only: null } : null)}
      />
      {on && (
        <>
          <TextSetting path={`${path}.factor`} label={t("editor.fields.factor")} numeric />
          <SeveralActivities path={`${path}.only`} label={t("campaigns.only")} />
        </>
      )}
    </FormLayout>
  );
}
