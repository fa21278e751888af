import { useTranslation } from "react-i18next";
import type { LocalText } from "#app/domain/program/document.ts";
import { useFormats } from "./formats.tsx";
import { SETTING_TEXTS, VALUE_TEXTS } from "./program-settings.ts";

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
  const { t } = useTranslation();
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
        {props.changes.map(({ path, before, after }) => (
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
  const { t } = useTranslation();
  const { localText } = useFormats();
  return (path) => {
    const parts = /^(tiers\.levels|rewards)\.([^.]+)\.(.+)$/.exec(path);
    const [, list, id = "", rest] = parts ?? [];
    const key = textOf(SETTING_TEXTS, list ? `${list}.*.${rest}` : path);
    const label = key ? t(key) : path;
    if (!list) return label;
    const name = names[id];
    return `${name ? localText(name) : id}: ${label}`;
  };
}

function useValueText(): (value: Value) => string {
  const { t } = useTranslation();
  return (value) => {
    if (value === null || value === "") return t("program.publish.absent");
    if (value === true) return t("program.publish.yes");
    if (value === false) return t("program.publish.no");
    const key = textOf(VALUE_TEXTS, String(value));
    return key ? t(key) : String(value);
  };
}

function textOf<T extends Record<string, string>>(texts: T, name: string): T[keyof T] | undefined {
  return Object.hasOwn(texts, name) ? texts[name as keyof T] : undefined;
}
