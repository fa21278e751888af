import { redirect, type LoaderFunctionArgs } from "@remix-run/node";

/** Shopify opens the app at its address; the pages are one step further, with the same query. */
export function loader({ request }: LoaderFunctionArgs) {
  return redirect(`/app${new URL(request.url).search}`);
}
