import { BlockStack, Box, Button, Checkbox, InlineStack, Select, Text } from "@shopify/polaris";
import type { Condition } from "#app/domain/program/condition.ts";
import { sentenceOf } from "#app/texts/sentences/sentence-of.ts";
import { joinParts, splitParts, type ConditionPart } from "#app/ui/condition-parts.ts";
import { useDraftField } from "#app/ui/draft-form.tsx";
import { KindFields, useKindLabel } from "#app/ui/kind-fields.tsx";
import { freshOf, kindsOf, type UnionName } from "#app/ui/kind-specs.ts";
import { useTexts } from "#app/ui/texts.tsx";
import { useTeller } from "#app/ui/use-teller.ts";

type Props = { path: string; label: string; union: UnionName };

/**
 * Conditions, only as many as are wanted: one level of all or any, each of them perhaps turned
 * around. What goes deeper is shown as text and kept as it is.
 */
export function ConditionEditor({ path, label, union }: Props) {
  const { t } = useTexts();
  const field = useDraftField(path);
  const { mode, parts, pathOf } = splitParts(field.value, path);
  const change = (next: ConditionPart[], how = mode) => field.set(joinParts(next, how));
  return (
    <fieldset style={{ border: 0, margin: 0, padding: 0, minInlineSize: 0 }}>
      <legend style={{ padding: 0, marginBottom: "var(--p-space-200)" }}>{label}</legend>
      <BlockStack gap="300" inlineAlign="stretch">
        {parts.length > 1 && (
          <Select
            label={t("editor.together")}
            options={[
              { value: "all", label: t("editor.all") },
              { value: "any", label: t("editor.any") },
            ]}
            value={mode}
            onChange={(how) => change(parts, how === "any" ? "any" : "all")}
          />
        )}
        {parts.map((part, at) => (
          <Part
            key={`${at} ${part.condition.kind}`}
            part={part}
            path={pathOf(at)}
            union={union}
            set={(next) => change(parts.map((each, n) => (n === at ? next : each)))}
            remove={() => change(parts.filter((_, n) => n !== at))}
          />
        ))}
        <AddCondition union={union} add={(part) => change([...parts, part])} />
      </BlockStack>
    </fieldset>
  );
}

type PartProps = {
  part: ConditionPart;
  path: string;
  union: UnionName;
  set: (part: ConditionPart) => void;
  remove: () => void;
};

function Part({ part, path, union, set, remove }: PartProps) {
  const { t } = useTexts();
  const teller = useTeller();
  const kindLabel = useKindLabel();
  const { condition, negated } = part;
  const known = kindsOf(union).includes(condition.kind);
  const name = known ? kindLabel(union, condition.kind) : t("editor.nested");
  return (
    <Box borderWidth="025" borderColor="border" borderRadius="200" padding="300">
      <BlockStack gap="200" inlineAlign="stretch">
        <InlineStack align="space-between" blockAlign="center" gap="200">
          <Text as="h4" variant="headingSm">
            {name}
          </Text>
          <Button
            size="slim"
            onClick={remove}
            accessibilityLabel={t("editor.removeNamed", { name })}
          >
            {t("actions.remove")}
          </Button>
        </InlineStack>
        {known ? (
          <KindFields path={path} union={union} kind={condition.kind} />
        ) : (
          <Text as="p">
            {union === "lines"
              ? sentenceOf({ lines: condition as never }, teller)
              : sentenceOf({ condition: condition as Condition }, teller)}
          </Text>
        )}
        <Checkbox
          label={t("editor.not")}
          checked={negated}
          onChange={(checked) => set({ ...part, negated: checked })}
        />
      </BlockStack>
    </Box>
  );
}

function AddCondition(props: { union: UnionName; add: (part: ConditionPart) => void }) {
  const { t } = useTexts();
  const kindLabel = useKindLabel();
  const { union, add } = props;
  const options = [
    { value: "", label: t("editor.addCondition") },
    ...kindsOf(union).map((value) => ({ value, label: kindLabel(union, value) })),
  ];
  return (
    <Select
      label={t("editor.addCondition")}
      labelHidden
      options={options}
      value=""
      onChange={(kind) =>
        kind && add({ negated: false, condition: freshOf(union, kind) as { kind: string } })
      }
    />
  );
}
