import { tell } from "#dev-shop/app-bridge/channel.ts";
import { freshIdToken, idToken } from "#dev-shop/app-bridge/id-token.ts";

/**
 * Gives every request to the app a session token, and a refused one a second chance with a new
 * token, as Shopify's does. Other requests pass untouched.
 */
export function patchFetch(): void {
  const plainFetch = window.fetch.bind(window);
  window.fetch = async (input, init) => {
    const request = new Request(input, init);
    if (new URL(request.url).origin !== location.origin || request.headers.has("Authorization")) {
      return plainFetch(input, init);
    }
    const again = request.clone();
    const first = await plainFetch(withToken(request, await idToken()));
    const response = mayRetry(first)
      ? await plainFetch(withToken(again, await freshIdToken()))
      : first;
    const elsewhere = response.headers.get("X-Shopify-API-Request-Failure-Reauthorize-Url");
    if (elsewhere !== null) tell({ type: "open", url: elsewhere, target: "_top" });
    return response;
  };
}

function withToken(request: Request, token: string): Request {
  request.headers.set("Authorization", `Bearer ${token}`);
  request.headers.set("X-Requested-With", "XMLHttpRequest");
  return request;
}

function mayRetry(response: Response): boolean {
  const isInvited = response.headers.get("X-Shopify-Retry-Invalid-Session-Request") === "1";
  return response.status === 401 && isInvited;
}
