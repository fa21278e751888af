import type { LoaderFunctionArgs } from "@remix-run/node";
import { requireMerchant } from "#app/context.server.ts";
import { requireFound } from "#app/ui/require-found.ts";

/** No page of ours. */
export async function loader({ request }: LoaderFunctionArgs) {
  await requireMerchant(request);
  return requireFound(null);
}

// Without a component this would be a resource, answered by bare JSON.
export default function NotFound() {
  return null;
}
