import type { Exchange } from "./http.ts";
import type { Shopper } from "./shopper.ts";

/** `answer` gets what the pattern's groups matched; "not-found" passes on to the 404 page. */
export type Route = {
  method: string;
  pattern: RegExp;
  answer: (
    exchange: Exchange,
    shopper: Shopper,
    parts: string[],
  ) => Promise<"not-found" | undefined | void>;
};
