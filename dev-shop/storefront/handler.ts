import type { IncomingMessage, ServerResponse } from "node:http";
import type { DevShop } from "#dev-shop/dev-shop.ts";
import { accountRoutes } from "#dev-shop/storefront/account-routes.ts";
import { forwardToApp, isAppProxyPath } from "#dev-shop/storefront/app-proxy.ts";
import { cartRoutes } from "#dev-shop/storefront/cart-routes.ts";
import { catalogRoutes } from "#dev-shop/storefront/catalog-routes.ts";
import { checkoutRoutes } from "#dev-shop/storefront/checkout-routes.ts";
import { sendExtensionAsset } from "#dev-shop/storefront/extension-blocks.ts";
import { sendAsset } from "#dev-shop/storefront/assets.ts";
import { exchangeOf } from "#dev-shop/storefront/http.ts";
import { sendPage } from "#dev-shop/storefront/page.ts";
import type { Route } from "#dev-shop/storefront/route.ts";
import { shopperOf } from "#dev-shop/storefront/shopper.ts";
import { themeAssetsFolder } from "#dev-shop/storefront/theme.ts";

const routes: Route[] = [...catalogRoutes, ...cartRoutes, ...accountRoutes, ...checkoutRoutes];

/**
 * Answers every request for the shop's storefront; what it does not know is a page that says so.
 */
export async function handle(
  devShop: DevShop,
  req: IncomingMessage,
  res: ServerResponse,
): Promise<boolean> {
  const exchange = exchangeOf(devShop, req, res);
  const { pathname } = exchange.url;
  if (sendStaticFile(devShop, res, pathname)) return true;

  const shopper = await shopperOf(exchange);
  if (isAppProxyPath(devShop, shopper.path)) {
    await forwardToApp(exchange, shopper);
    return true;
  }
  for (const { method, pattern, answer } of routes) {
    const match = method === exchange.method ? pattern.exec(shopper.path) : null;
    if (!match) continue;
    const answered = await answer(
      exchange,
      shopper,
      match.slice(1).map((part) => decodeURIComponent(part ?? "")),
    );
    if (answered !== "not-found") return true;
  }
  await sendPage(exchange, shopper, { template: "404", title: "404", status: 404 });
  return true;
}

function sendStaticFile(devShop: DevShop, res: ServerResponse, path: string): boolean {
  const themeAsset = /^\/theme\/assets\/([^/]+)$/.exec(path)?.[1];
  if (themeAsset !== undefined) return sendAsset(res, themeAssetsFolder, themeAsset);
  return sendExtensionAsset(devShop, res, path);
}
