import { redirect } from "#dev-shop/storefront/http.ts";
import type { Exchange } from "#dev-shop/storefront/http.ts";

/** `answer` gets what the pattern's groups matched; "not-found" shows the admin's 404. */
export type AdminRoute = {
  method: string;
  pattern: RegExp;
  answer: (exchange: Exchange, parts: string[]) => Promise<unknown>;
};

/** Back to a page after a form, saying what came of it. */
export function goBack({ res }: Exchange, path: string, outcome: Outcome): void {
  const [name, text] =
    "message" in outcome ? ["message", outcome.message] : ["problem", outcome.problem];
  redirect(res, `${path}${path.includes("?") ? "&" : "?"}${name}=${encodeURIComponent(text)}`);
}

export type Outcome = { message: string } | { problem: string };
