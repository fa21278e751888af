import type { Exchange } from "#dev-shop/storefront/http.ts";
import type { Shopper } from "#dev-shop/storefront/shopper.ts";

/** `answer` gets what the pattern's groups matched; "not-found" passes on to the 404 page. */
export type Route = {
  method: string;
  pattern: RegExp;
  answer: (exchange: Exchange, shopper: Shopper, parts: string[]) => Promise<unknown>;
};
