import { BlockStack, Card, FormLayout, Text } from "@shopify/polaris";
import type { OrderRule } from "#app/domain/program/earning.ts";
import { sentenceOf } from "#app/texts/sentences/sentence-of.ts";
import { BoundsFields } from "#app/ui/bounds-fields.tsx";
import { ConditionEditor } from "#app/ui/condition-editor.tsx";
import { NameSetting, NumberSetting } from "#app/ui/draft-fields.tsx";
import { useDraftField } from "#app/ui/draft-form.tsx";
import { Titled } from "#app/ui/facts.tsx";
import { UnionFields } from "#app/ui/kind-fields.tsx";
import { useTexts } from "#app/ui/texts.tsx";
import { useTeller } from "#app/ui/use-teller.ts";

/** A rule as a sentence, and its parts: what it gives, for which lines, when, and its bounds. */
export function RuleFields({ path }: { path: string }) {
  const { t } = useTexts();
  return (
    <BlockStack gap="400">
      <RuleSentence path={path} />
      <Card>
        <FormLayout>
          <NameSetting path={`${path}.name`} label={t("editor.name")} />
        </FormLayout>
      </Card>
      <Card>
        <Titled title={t("editor.gives")}>
          <UnionFields path={`${path}.gives`} union="rule" label={t("editor.givesKind")} />
        </Titled>
      </Card>
      <Card>
        <Titled title={t("editor.forLines")}>
          <ConditionEditor path={`${path}.lines`} union="lines" label={t("editor.linesHelp")} />
        </Titled>
      </Card>
      <Card>
        <Titled title={t("editor.when")}>
          <ConditionEditor path={`${path}.when`} union="order" label={t("editor.whenHelp")} />
        </Titled>
      </Card>
      <Card>
        <Titled title={t("editor.bounds")}>
          <Bounds path={path} />
        </Titled>
      </Card>
    </BlockStack>
  );
}

function Bounds({ path }: { path: string }) {
  const { t } = useTexts();
  return (
    <BlockStack gap="400">
      <BoundsFields path={`${path}.caps`} kind="caps" />
      <BoundsFields path={`${path}.limits`} kind="limits" />
      <NumberSetting
        path={`${path}.budgetPoints`}
        label={t("editor.budget")}
        help={t("editor.optional")}
        optional
      />
    </BlockStack>
  );
}

function RuleSentence({ path }: { path: string }) {
  const { t } = useTexts();
  const teller = useTeller();
  const rule = useDraftField(path).value as OrderRule;
  return (
    <Card>
      <Titled title={t("editor.reads")}>
        <div aria-live="polite">
          <Text as="p" variant="bodyLg">
            {sentenceOf({ rule }, teller)}
          </Text>
        </div>
      </Titled>
    </Card>
  );
}
