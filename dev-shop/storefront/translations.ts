/** Texts of a theme or an extension, by locale. */
export type Translations = { byLocale: Record<string, unknown>; defaultLocale: string };

/**
 * The text of a key in a locale, else in its language, else in the default locale. Values are
 * escaped, as Shopify does, except where the key ends with `_html`.
 */
export function translate(
  { byLocale, defaultLocale }: Translations,
  locale: string,
  { key, values }: { key: string; values: Record<string, unknown> },
): string {
  for (const candidate of [locale, locale.split("-")[0] ?? locale, defaultLocale]) {
    const text = pluralForm(lookUp(byLocale[candidate], key), candidate, values["count"]);
    if (text !== null) return interpolate(text, values, !key.endsWith("_html"));
  }
  return `Translation missing: ${locale}.${key}`;
}

function lookUp(tree: unknown, key: string): unknown {
  return key.split(".").reduce<unknown>((node, part) => {
    const isTree = typeof node === "object" && node !== null && Object.hasOwn(node, part);
    return isTree ? (node as Record<string, unknown>)[part] : undefined;
  }, tree);
}

function pluralForm(found: unknown, locale: string, count: unknown): string | null {
  if (typeof found === "string") return found;
  if (typeof found !== "object" || found === null || count === undefined) return null;
  const forms = found as Record<string, unknown>;
  const number = Number(count);
  const zero = number === 0 ? forms["zero"] : undefined;
  const form = zero ?? forms[new Intl.PluralRules(locale).select(number)] ?? forms["other"];
  return typeof form === "string" ? form : null;
}

function interpolate(text: string, values: Record<string, unknown>, escaped: boolean): string {
  return text.replace(/\{\{\s*(\w+)\s*\}\}/g, (whole, name: string) => {
    if (!Object.hasOwn(values, name)) return whole;
    const value = String(values[name] ?? "");
    return escaped ? escapeHtml(value) : value;
  });
}

/** Makes text safe inside HTML and inside quoted attributes. */
export function escapeHtml(text: string): string {
  const entities: Record<string, string> = {
    "&": "&amp;",
    "<": "&lt;",
    ">": "&gt;",
    '"': "&quot;",
    "'": "&#39;",
  };
  return text.replace(/[&<>"']/g, (character) => entities[character] ?? character);
}
