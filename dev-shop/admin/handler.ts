import { readFileSync } from "node:fs";
import type { IncomingMessage, ServerResponse } from "node:http";
import { bundleScript } from "#dev-shop/app-bridge/bundle.ts";
import type { DevShop } from "#dev-shop/dev-shop.ts";
import { exchangeOf } from "#dev-shop/storefront/http.ts";
import { appRoutes } from "#dev-shop/admin/app-routes.ts";
import { customerRoutes } from "#dev-shop/admin/customer-routes.ts";
import { discountRoutes } from "#dev-shop/admin/discount-routes.ts";
import { frameRoutes } from "#dev-shop/admin/frame-routes.ts";
import { homeRoutes } from "#dev-shop/admin/home-routes.ts";
import { html } from "#dev-shop/admin/html.ts";
import { sendAdminPage } from "#dev-shop/admin/layout.ts";
import { orderRoutes } from "#dev-shop/admin/order-routes.ts";
import { productRoutes } from "#dev-shop/admin/product-routes.ts";
import type { AdminRoute } from "#dev-shop/admin/route.ts";
import { themeEditorRoutes } from "#dev-shop/admin/theme-editor-routes.ts";

const routes: AdminRoute[] = [
  ...homeRoutes,
  ...orderRoutes,
  ...discountRoutes,
  ...customerRoutes,
  ...productRoutes,
  ...appRoutes,
  ...themeEditorRoutes,
  ...frameRoutes,
];

/**
 * Answers `/admin` (not its APIs) and App Bridge's script; leaves every other address to others.
 */
export async function handle(
  devShop: DevShop,
  req: IncomingMessage,
  res: ServerResponse,
): Promise<boolean> {
  const exchange = exchangeOf(devShop, req, res);
  const { pathname } = exchange.url;
  if (await sendScript(res, pathname)) return true;
  if (!/^\/admin(\/|$)/.test(pathname) || isApi(pathname)) return false;
  if (req.method !== "GET" && req.headers["sec-fetch-site"] === "cross-site") {
    res.writeHead(403).end();
    return true;
  }
  for (const { method, pattern, answer } of routes) {
    const match = method === exchange.method ? pattern.exec(pathname) : null;
    if (!match) continue;
    if ((await answer(exchange, match.slice(1).map(decoded))) !== "not-found") return true;
  }
  const content = html`<h1>There is no such page</h1>
    <p><a href="/admin">Home</a></p>`;
  await sendAdminPage(exchange, { title: "Not found", status: 404, content });
  return true;
}

function decoded(part: string | undefined): string {
  return decodeURIComponent(part ?? "");
}

function isApi(path: string): boolean {
  return path.startsWith("/admin/api/") || path === "/admin/oauth/access_token";
}

const SCRIPTS: Record<string, URL> = {
  "/app-bridge.js": new URL("../app-bridge/app-bridge.ts", import.meta.url),
  "/admin/frame.js": new URL("frame/frame.ts", import.meta.url),
};

async function sendScript(res: ServerResponse, path: string): Promise<boolean> {
  const entry = SCRIPTS[path];
  if (entry !== undefined) {
    // The app's pages load App Bridge from another origin.
    res.writeHead(200, {
      "content-type": "text/javascript; charset=utf-8",
      "access-control-allow-origin": "*",
      "cross-origin-resource-policy": "cross-origin",
    });
    res.end(await bundleScript(entry));
    return true;
  }
  if (path !== "/admin/admin.css") return false;
  res.writeHead(200, { "content-type": "text/css; charset=utf-8" });
  res.end(readFileSync(new URL("admin.css", import.meta.url)));
  return true;
}
