import { requireFound } from "#app/ui/require-found.ts";
import { requireMerchant } from "#app/context.server.ts";
import type { LoaderFunctionArgs } from "@remix-run/node";

/** No page of ours. */
export async function loader({ request }: LoaderFunctionArgs) {
  await requireMerchant(request);
  return requireFound(null);
}
