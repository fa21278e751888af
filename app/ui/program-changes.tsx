import type { LocalText } from "#app/domain/program/basics.ts";
import { useFormats } from "#app/ui/formats.tsx";
import { settingPlace, settingTextOf, VALUE_TEXTS } from "#app/ui/program-settings.ts";
import { useTexts } from "#app/ui/texts.tsx";

type Value = string | number | boolean | null;
export type Change = { path: string; before: Value; after: Value };

const CELL = {
  padding: "var(--p-space-200) var(--p-space-300) var(--p-space-200) 0",
  textAlign: "start",
  verticalAlign: "top",
  overflowWrap: "anywhere",
  borderTop: "var(--p-border-width-025) solid var(--p-color-border)",
} as const;

/** Settings that differ: what is in force beside what the draft says. */
export function ProgramChanges(props: {
  changes: Change[];
  names: Record<string, LocalText>;
  /** Nothing is in force: what the draft says is all there is to show. */
  first: boolean;
}) {
  const { t } = useTexts();
  const settingText = useSettingText(props.names);
  const valueText = useValueText();
  const heads = [
    t("program.publish.field"),
    ...(props.first ? [] : [t("program.publish.before")]),
    t("program.publish.after"),
  ];
  return (
    <table style={{ width: "100%", borderCollapse: "collapse", tableLayout: "fixed" }}>
      <thead>
        <tr>
          {heads.map((head) => (
            <th key={head} scope="col" style={{ ...CELL, borderTop: 0 }}>
              {head}
            </th>
          ))}
        </tr>
      </thead>
      <tbody>
        {inOrder(props.changes).map(({ path, before, after }) => (
          <tr key={path}>
            <th scope="row" style={{ ...CELL, fontWeight: 450 }}>
              {settingText(path)}
            </th>
            {!props.first && <td style={CELL}>{valueText(before)}</td>}
            <td style={CELL}>{valueText(after)}</td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}

/** The name of a setting; those of one tier or reward begin with its name. */
function useSettingText(names: Record<string, LocalText>): (path: string) => string {
  const { t } = useTexts();
  const { localText } = useFormats();
  return (path) => {
    const key = settingTextOf(path);
    const label = key ? t(key) : path;
    const id = /^(?:tiers\.levels|rewards)\.([^.]+)\./.exec(path)?.[1];
    if (id === undefined) return label;
    const name = names[id];
    return `${name ? localText(name) : id}: ${label}`;
  };
}

/** In the order of the form, tiers and rewards one by one. What nobody sets is left out. */
function inOrder(changes: Change[]): Change[] {
  const shown = changes.filter(({ path }) => settingTextOf(path) !== null);
  const items = [...new Set(shown.map(({ path }) => itemOf(path)))];
  const place = ({ path }: Change) => items.indexOf(itemOf(path));
  const list = ({ path }: Change) => settingPlace(path.replace(/^(rewards|tiers)\b.*/, "$1"));
  return shown.sort(
    (a, b) =>
      list(a) - list(b) || place(a) - place(b) || settingPlace(a.path) - settingPlace(b.path),
  );
}

function itemOf(path: string): string {
  return /^(?:tiers\.levels|rewards)\.[^.]+/.exec(path)?.[0] ?? "";
}

function useValueText(): (value: Value) => string {
  const { t } = useTexts();
  return (value) => {
    if (value === null || value === "") return t("program.publish.absent");
    if (value === true) return t("program.publish.yes");
    if (value === false) return t("program.publish.no");
    const text = String(value);
    return isChoice(text) ? t(VALUE_TEXTS[text]) : text;
  };
}

function isChoice(text: string): text is keyof typeof VALUE_TEXTS {
  return Object.hasOwn(VALUE_TEXTS, text);
}
