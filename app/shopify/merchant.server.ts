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

type SessionToken = Awaited<ReturnType<ShopifyApp["authenticate"]["admin"]>>["sessionToken"];

/**
 * Whether a verified token ends, and was issued by the shop it is for: what Shopify asks apps to
 * check of a session token, and its library does not.
 */
function isOfShop({ exp, iss, dest }: SessionToken, shop: string): boolean {
  const hosts = [iss, dest].map((address) => URL.parse(address)?.host);
  return Number.isFinite(exp) && hosts.every((host) => host === shop);
}

/** Authenticates by session token; throws the response to give when that fails. */
export async function receiveMerchant(
  shopify: ShopifyApp,
  request: Request,
): Promise<MerchantVisit> {
  const { session, sessionToken, redirect } = await shopify.authenticate.admin(request);
  if (!isOfShop(sessionToken, session.shop)) throw new Response(null, { status: 401 });
  return {
    domain: session.shop,
    author: `staff:${sessionToken.sub}`,
    redirect: (url, init) => redirect(url, init),
  };
}
