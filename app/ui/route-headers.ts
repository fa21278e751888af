import type { HeadersFunction } from "@remix-run/node";

/**
 * Headers of a page behind sign-in. An answer that was thrown keeps its own: with them Shopify's
 * library asks the browser for a new session token.
 */
export const routeHeaders: HeadersFunction = (from) => {
  if (from.errorHeaders && [...from.errorHeaders].length > 0) return from.errorHeaders;
  return new Headers([...from.parentHeaders, ...from.loaderHeaders, ...from.actionHeaders]);
};
