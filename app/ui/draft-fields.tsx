import { Checkbox, ChoiceList, FormLayout, Select, TextField } from "@shopify/polaris";
import { useDraftField } from "#app/ui/draft-form.tsx";
import { useProblemText } from "#app/ui/problem-text.ts";
import { useTexts } from "#app/ui/texts.tsx";

type FieldProps = {
  path: string;
  label: string;
  help?: string;
  prefix?: string;
  suffix?: string;
  labelHidden?: boolean;
};

/** The id of the input that edits a path, so that a list of problems can lead to it. */
export function fieldId(path: string): string {
  return `field-${path.replaceAll(".", "-")}`;
}

/** A text, or a decimal number, which stays text. */
export function TextSetting(props: FieldProps & { numeric?: boolean; optional?: boolean }) {
  const { path, numeric = false, optional = false } = props;
  const field = useDraftField(path);
  const empty = optional ? null : "";
  return (
    <SettingInput
      {...props}
      value={asText(field.value)}
      inputMode={numeric ? "decimal" : "text"}
      onChange={(text) => field.set(text === "" ? empty : text)}
    />
  );
}

/** A whole number; what is not one stays as typed, and is refused with a reason. */
export function NumberSetting(props: FieldProps & { optional?: boolean }) {
  const field = useDraftField(props.path);
  return (
    <SettingInput
      {...props}
      value={asText(field.value)}
      inputMode="numeric"
      onChange={(text) => field.set(asNumber(text, props.optional === true))}
    />
  );
}

function SettingInput(
  props: FieldProps & {
    value: string;
    inputMode: "text" | "decimal" | "numeric";
    onChange: (text: string) => void;
  },
) {
  const { problem } = useDraftField(props.path, props.label);
  const textOf = useProblemText();
  return (
    <TextField
      id={fieldId(props.path)}
      label={props.label}
      labelHidden={props.labelHidden ?? false}
      value={props.value}
      onChange={props.onChange}
      inputMode={props.inputMode}
      autoComplete="off"
      {...(props.help ? { helpText: props.help } : {})}
      {...(props.prefix ? { prefix: props.prefix } : {})}
      {...(props.suffix ? { suffix: props.suffix } : {})}
      {...(problem ? { error: textOf(problem) } : {})}
    />
  );
}

/** Yes or no. */
export function CheckSetting({ path, label, help }: FieldProps) {
  const field = useDraftField(path);
  return (
    <Checkbox
      id={fieldId(path)}
      label={label}
      helpText={help}
      checked={field.value === true}
      onChange={field.set}
    />
  );
}

/** One of a few, all of them in sight. */
export function ChoiceSetting({
  path,
  label,
  choices,
}: FieldProps & { choices: { value: string; label: string }[] }) {
  const field = useDraftField(path);
  return (
    <ChoiceList
      title={label}
      choices={choices}
      selected={[asText(field.value)]}
      onChange={([value]) => field.set(value)}
    />
  );
}

/** One of a few, in a list that unfolds. `set` replaces what choosing does. */
export function SelectSetting({
  path,
  label,
  choices,
  set,
}: FieldProps & {
  choices: { value: string; label: string }[];
  set?: (value: string) => void;
}) {
  const field = useDraftField(path);
  return (
    <Select
      id={fieldId(path)}
      label={label}
      options={choices}
      value={asText(field.value)}
      onChange={set ?? field.set}
    />
  );
}

/** A name for shoppers, in both languages. */
export function NameSetting({ path, label, help }: FieldProps) {
  const { t } = useTexts();
  return (
    <FormLayout>
      <TextSetting path={`${path}.en`} label={label} {...(help ? { help } : {})} />
      <TextSetting path={`${path}.zh-CN`} label={t("rewards.edit.nameChinese")} />
    </FormLayout>
  );
}

function asText(value: unknown): string {
  return typeof value === "string" || typeof value === "number" ? String(value) : "";
}

function asNumber(text: string, optional: boolean): number | string | null {
  const trimmed = text.trim();
  if (trimmed === "" && optional) return null;
  return /^-?\d{1,15}$/.test(trimmed) ? Number(trimmed) : text;
}
