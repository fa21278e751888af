import { escapeHtml } from "#dev-shop/storefront/translations.ts";

/** Markup that is safe to print as it is. */
export type Html = { readonly markup: string };

type Part = Html | Html[] | string | number | false | null | undefined;

/** Markup from a template: whatever is put in is escaped, unless it is markup made the same way. */
export function html(strings: TemplateStringsArray, ...parts: Part[]): Html {
  const markup = strings.map((text, index) => text + markupOf(parts[index])).join("");
  return { markup };
}

function markupOf(part: Part): string {
  if (part === null || part === undefined || part === false) return "";
  if (Array.isArray(part)) return part.map(({ markup }) => markup).join("");
  return typeof part === "object" ? part.markup : escapeHtml(String(part));
}
