import type { LoaderFunctionArgs } from "@remix-run/node";
import { requireMerchant } from "#app/context.server.ts";
import { dataRequestAnswer } from "#app/queries/data-request-answer.ts";
import { requireFound, requireUuid } from "#app/ui/require-found.ts";

/** The answer to a customer's data request, as a file. */
export async function loader({ request, params }: LoaderFunctionArgs) {
  const ctx = await requireMerchant(request);
  const answer = requireFound(await dataRequestAnswer(ctx, requireUuid(params, "requestId")));
  return new Response(JSON.stringify(answer, null, 2), {
    headers: { "Content-Type": "application/json; charset=utf-8", "Cache-Control": "no-store" },
  });
}
