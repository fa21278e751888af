import type { Config } from "#app/config.server.ts";

/**
 * `fetch` for requests to shops. In development they all go to one origin, which learns from a
 * header which shop was meant. Nothing else in the app knows of that.
 */
export function shopifyFetch({ SHOPIFY_ORIGIN }: Pick<Config, "SHOPIFY_ORIGIN">): typeof fetch {
  if (SHOPIFY_ORIGIN === undefined) return fetch;
  return (input, init) => {
    const request = new Request(input, init);
    const address = new URL(request.url);
    const target = new URL(address.pathname + address.search, SHOPIFY_ORIGIN);
    const headers = new Headers(request.headers);
    headers.set("x-forwarded-host", address.host);
    const { method, signal } = request;
    return fetch(target, { method, headers, signal, body: init?.body ?? null });
  };
}
