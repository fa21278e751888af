import type { TypedResponse } from "@remix-run/node";
import type { ShopifyApp } from "#app/shopify/app.server.ts";

/** A request from the embedded admin whose session token was verified. */
export type MerchantVisit = {
  /** The shop, from the verified token; never from the address. */
  domain: string;
  /** `staff:<user id>`. */
  author: string;
  /** Leads on without losing the frame; a bare redirect would. */
  redirect(url: string, init?: ResponseInit): TypedResponse<never>;
};

/** Authenticates by session token; throws the response to give when that fails. */
export async function receiveMerchant(
  shopify: ShopifyApp,
  request: Request,
): Promise<MerchantVisit> {
  const { session, sessionToken, redirect } = await shopify.authenticate.admin(request);
  return {
    domain: session.shop,
    author: `staff:${sessionToken.sub}`,
    redirect: (url, init) => redirect(url, init),
  };
}
