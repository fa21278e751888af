/** The languages Laurel speaks. */
export type Locale = "en" | "zh-CN";

/**
 * The language of a page: what Shopify's admin asks for in the address, else what the browser
 * prefers, else English.
 */
export function localeOf(request: Request): Locale {
  const asked = new URL(request.url).searchParams.get("locale");
  return parseLocale(asked ?? request.headers.get("accept-language")?.split(",")[0] ?? "en");
}

/** The language we have for a language tag. */
export function parseLocale(tag: string): Locale {
  return tag.trim().toLowerCase().startsWith("zh") ? "zh-CN" : "en";
}
