import { BlockStack, ChoiceList, FormLayout, Select } from "@shopify/polaris";
import { namesOf } from "#app/texts/sentences/teller.ts";
import { ConditionEditor } from "#app/ui/condition-editor.tsx";
import { fieldId, NameSetting, NumberSetting, TextSetting } from "#app/ui/draft-fields.tsx";
import { useDraftDocument, useDraftField } from "#app/ui/draft-form.tsx";
import type { FieldSpec } from "#app/ui/field-spec.ts";
import { useFormats } from "#app/ui/formats.tsx";
import { freshOf, kindsOf, specOf, type UnionName } from "#app/ui/kind-specs.ts";
import { PickedField, WordsField } from "#app/ui/list-fields.tsx";
import { useProblemText } from "#app/ui/problem-text.ts";
import { useTexts, type TextKey } from "#app/ui/texts.tsx";
import { DayField, LongTextField } from "#app/ui/value-fields.tsx";

/** A choice of kinds, and the fields of the one that is chosen. */
export function UnionFields(props: { path: string; union: UnionName; label: string }) {
  const { path, union, label } = props;
  const kindLabel = useKindLabel();
  const field = useDraftField(path);
  const kind = String(useDraftField(`${path}.kind`, label).value);
  return (
    <BlockStack gap="300">
      <Select
        id={fieldId(`${path}.kind`)}
        label={label}
        options={kindsOf(union).map((value) => ({ value, label: kindLabel(union, value) }))}
        value={kind}
        onChange={(next) => field.set(freshOf(union, next))}
      />
      <KindFields path={path} union={union} kind={kind} />
    </BlockStack>
  );
}

/** The fields of a thing of one kind. */
export function KindFields(props: { path: string; union: UnionName; kind: string }) {
  const { path, union, kind } = props;
  const fields = specOf(union, kind)?.fields ?? [];
  if (fields.length === 0) return null;
  return (
    <FormLayout>
      {fields.map((spec) => (
        <SpecField key={spec.name} spec={spec} path={`${path}.${spec.name}`} />
      ))}
    </FormLayout>
  );
}

/** What a kind is called where one is chosen. */
export function useKindLabel(): (union: UnionName, kind: string) => string {
  const { t } = useTexts();
  return (union, kind) => {
    const texts = union === "member" ? "order" : union;
    return t(`editor.kinds.${texts}.${kind}` as TextKey);
  };
}

type Props = { spec: FieldSpec; path: string };

function SpecField({ spec, path }: Props) {
  const { t } = useTexts();
  const label = t(`editor.fields.${spec.field}`);
  const choices = useChoices(spec);
  switch (spec.type) {
    case "words":
    case "days-of-year":
      return <WordsField path={path} label={label} />;
    case "optional-words":
      return <WordsField path={path} label={label} optional />;
    case "numbers":
      return <WordsField path={path} label={label} numbers help={t("editor.lastDay")} />;
    case "segments":
      return <WordsField path={path} label={label} gid="Segment" />;
    case "variants":
      return <WordsField path={path} label={label} gid="ProductVariant" />;
    case "products":
      return <PickedField path={path} label={label} kind="product" />;
    case "collections":
      return <PickedField path={path} label={label} kind="collection" />;
    case "weekdays":
    case "tiers":
    case "choices":
      return <SeveralField path={path} label={label} choices={choices} />;
    case "choice":
    case "reward":
    case "activity":
      return <OneField path={path} label={label} choices={choices} />;
    default:
      return <PlainField spec={spec} path={path} />;
  }
}

function PlainField({ spec, path }: Props) {
  const { t } = useTexts();
  const label = t(`editor.fields.${spec.field}`);
  switch (spec.type) {
    case "name":
      return <NameSetting path={path} label={label} />;
    case "long-text":
      return <LongTextField path={path} label={label} />;
    case "lines":
    case "when":
      return (
        <ConditionEditor
          path={path}
          label={label}
          union={spec.type === "lines" ? "lines" : "member"}
        />
      );
    case "union":
      return <UnionFields path={path} label={label} union={spec.of?.[0] as UnionName} />;
    case "day":
      return <DayField path={path} label={label} type="date" />;
    case "time":
      return <DayField path={path} label={label} type="time" />;
    case "id":
      return <TextSetting path={path} label={label} />;
    default:
      return <NumericField spec={spec} path={path} />;
  }
}

function NumericField({ spec, path }: Props) {
  const { t } = useTexts();
  const { currency } = useFormats();
  const label = t(`editor.fields.${spec.field}`);
  const numeric = { path, label, numeric: true };
  switch (spec.type) {
    case "money":
      return <TextSetting {...numeric} suffix={currency} />;
    case "optional-money":
      return <TextSetting {...numeric} suffix={currency} optional help={t("editor.optional")} />;
    case "percent":
      return <TextSetting {...numeric} suffix="%" />;
    case "optional-percent":
      return <TextSetting {...numeric} suffix="%" optional help={t("editor.optional")} />;
    case "decimal":
      return <TextSetting {...numeric} />;
    case "count":
      return <NumberSetting path={path} label={label} />;
    case "optional-count":
      return <NumberSetting path={path} label={label} optional help={t("editor.optional")} />;
    default:
      return <TextSetting path={path} label={label} />;
  }
}

type Choice = { value: string; label: string };

/** What there is to choose from: the document's own things, or a fixed few. */
function useChoices({ type, of = [] }: FieldSpec): Choice[] {
  const { t } = useTexts();
  const { localText } = useFormats();
  const names = namesOf(useDraftDocument());
  const listed = (known: typeof names.tiers): Choice[] =>
    Object.entries(known).map(([value, name]) => ({ value, label: localText(name) }));
  if (type === "tiers")
    return [...listed(names.tiers), { value: "none", label: t("editor.noTier") }];
  const first = { value: "", label: t("editor.choose") };
  if (type === "reward") return [first, ...listed(names.rewards)];
  if (type === "activity") return [first, ...listed(names.activities)];
  const values = type === "weekdays" ? WEEK : of;
  return values.map((value) => ({ value, label: t(`editor.choices.${value}` as TextKey) }));
}

const WEEK = ["mon", "tue", "wed", "thu", "fri", "sat", "sun"];

type ChoiceProps = { path: string; label: string; choices: Choice[] };

function SeveralField({ path, label, choices }: ChoiceProps) {
  const textOf = useProblemText();
  const field = useDraftField(path, label);
  const problem = field.problem ?? field.problems[0]?.message;
  return (
    <ChoiceList
      allowMultiple
      title={label}
      choices={choices}
      selected={Array.isArray(field.value) ? field.value.map(String) : []}
      onChange={(chosen) =>
        field.set(choices.map(({ value }) => value).filter((v) => chosen.includes(v)))
      }
      {...(problem ? { error: textOf(problem) } : {})}
    />
  );
}

function OneField({ path, label, choices }: ChoiceProps) {
  const textOf = useProblemText();
  const field = useDraftField(path, label);
  return (
    <Select
      id={fieldId(path)}
      label={label}
      options={choices}
      value={String(field.value ?? "")}
      onChange={field.set}
      {...(field.problem ? { error: textOf(field.problem) } : {})}
    />
  );
}
