import type { LoaderFunctionArgs } from "@remix-run/node";
import { requireMerchant } from "#app/context.server.ts";
import { PageError } from "#app/ui/page-error.tsx";
import { routeHeaders } from "#app/ui/route-headers.ts";

/** The paths of Shopify's library: session token bounce page, leaving the frame. */
export async function loader({ request }: LoaderFunctionArgs) {
  await requireMerchant(request).catch((thrown: unknown) => {
    // The library throws answers; what else it throws is an address that makes no sense.
    throw thrown instanceof Response ? thrown : new Response(null, { status: 400 });
  });
  return null;
}

/** Nothing is shown here: the library has answered before. */
export default function LeadOn() {
  return null;
}

export const headers = routeHeaders;

export function ErrorBoundary() {
  return <PageError />;
}
