import type { AppContext } from "#app/context.server.ts";
import type { Answer, ProxyRequest } from "#app/http/raw-request.ts";

/** Answers what the storefront asks through the app proxy. */
export function answerStorefront(_ctx: AppContext, _request: ProxyRequest): Promise<Answer> {
  return Promise.resolve({ status: 404 });
}
