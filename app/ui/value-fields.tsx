import { ChoiceList, FormLayout, TextField } from "@shopify/polaris";
import { fieldId } from "#app/ui/draft-fields.tsx";
import { useDraftDocument, useDraftField } from "#app/ui/draft-form.tsx";
import { useFormats } from "#app/ui/formats.tsx";
import { useProblemText } from "#app/ui/problem-text.ts";
import { useTexts } from "#app/ui/texts.tsx";

/** A day or a time, by the browser's own field; empty is null. */
export function DayField(props: { path: string; label: string; type: "date" | "time" }) {
  const textOf = useProblemText();
  const { problem, value, set } = useDraftField(props.path, props.label);
  return (
    <TextField
      id={fieldId(props.path)}
      label={props.label}
      type={props.type}
      value={typeof value === "string" ? value : ""}
      onChange={(text) => set(text === "" ? null : text)}
      autoComplete="off"
      {...(problem ? { error: textOf(problem) } : {})}
    />
  );
}

/** A sentence or two for shoppers, in both languages; empty is null. */
export function LongTextField({ path, label }: { path: string; label: string }) {
  const { t } = useTexts();
  const field = useDraftField(path);
  const text = (field.value ?? {}) as { en?: string; "zh-CN"?: string };
  const set = (next: { en?: string; "zh-CN"?: string }) => {
    const { en = "", "zh-CN": zh = "" } = { ...text, ...next };
    field.set(en === "" && zh === "" ? null : { en, ...(zh === "" ? {} : { "zh-CN": zh }) });
  };
  const common = { multiline: 2, autoComplete: "off" };
  return (
    <FormLayout>
      <TextField {...common} label={label} value={text.en ?? ""} onChange={(en) => set({ en })} />
      <TextField
        {...common}
        label={t("editor.inChinese", { label })}
        value={text["zh-CN"] ?? ""}
        onChange={(zh) => set({ "zh-CN": zh })}
      />
    </FormLayout>
  );
}

/** Some of the document's activities; none chosen is null, which stands for all. */
export function SeveralActivities({ path, label }: { path: string; label: string }) {
  const { localText } = useFormats();
  const { activities } = useDraftDocument();
  const field = useDraftField(path);
  if (activities.length === 0) return null;
  return (
    <ChoiceList
      allowMultiple
      title={label}
      choices={activities.map(({ id, name }) => ({ value: id, label: localText(name) }))}
      selected={Array.isArray(field.value) ? field.value.map(String) : []}
      onChange={(chosen) => field.set(chosen.length === 0 ? null : chosen)}
    />
  );
}
