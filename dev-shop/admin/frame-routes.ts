import { createHmac } from "node:crypto";
import { z } from "zod";
import { declaredScopes, grantScopes, revokeScopes } from "#dev-shop/auth/installation.ts";
import { mintSessionToken } from "#dev-shop/auth/session-token.ts";
import type { DevShop } from "#dev-shop/dev-shop.ts";
import { findInstallation } from "#dev-shop/storefront/extension-blocks.ts";
import { readForm, redirect, sendJson } from "#dev-shop/storefront/http.ts";
import type { Exchange } from "#dev-shop/storefront/http.ts";
import { extensionInfo } from "#dev-shop/admin/extension-info.ts";
import { html } from "#dev-shop/admin/html.ts";
import { adminLocale, appName, sendAdminPage } from "#dev-shop/admin/layout.ts";
import { listPickable } from "#dev-shop/admin/pickable.ts";
import type { AdminRoute } from "#dev-shop/admin/route.ts";

export const frameRoutes: AdminRoute[] = [
  { method: "GET", pattern: /^\/admin\/apps\/([^/]+)(\/.*)?$/, answer: showFrame },
  { method: "POST", pattern: /^\/admin\/internal\/id-token$/, answer: sendIdToken },
  { method: "GET", pattern: /^\/admin\/internal\/extensions$/, answer: sendExtensions },
  { method: "GET", pattern: /^\/admin\/internal\/pickable$/, answer: sendPickable },
  { method: "POST", pattern: /^\/admin\/internal\/scopes$/, answer: sendScopes },
];

/** The merchant who is signed in: this admin has one. */
const USER = { id: 1, name: "Shop Owner", email: "owner@example.com" };

async function showFrame(exchange: Exchange, [handle = "", path = "/"]: string[]) {
  const { devShop, url, res } = exchange;
  const { app, shop } = devShop;
  if (handle !== app.handle && handle !== app.clientId) return "not-found";
  if (!(await findInstallation(devShop))) {
    redirect(res, "/admin/settings/apps?problem=Install+the+app+first.");
    return undefined;
  }
  const frameUrl = app.frameUrl ?? app.url;
  const source = new URL(`${frameUrl}${path === "" ? "/" : path}`);
  for (const [name, value] of url.searchParams) {
    if (name !== "message") source.searchParams.append(name, value);
  }
  for (const [name, value] of embeddedParams(devShop, await adminLocale(exchange))) {
    source.searchParams.set(name, value);
  }
  const bodyData = html`data-handle="${app.handle}" data-store="${storeName(devShop)}"
  data-shop="${shop.myshopifyDomain}"
  data-app-url="${String(app.toml["application_url"] ?? app.url)}"
  data-user="${JSON.stringify(USER)}"`;
  return sendAdminPage(exchange, {
    title: appName(app),
    frame: true,
    content: html`<div
        id="save-bar"
        class="save-bar"
        role="region"
        aria-label="Unsaved changes"
        hidden
      ></div>
      <div class="title-bar">
        <h1 id="app-title">${appName(app)}</h1>
        <div id="app-buttons" class="buttons"></div>
      </div>
      <div id="app-loading" class="loading" role="progressbar" aria-label="Loading" hidden></div>
      <iframe id="app-frame" title="${appName(app)}" data-app="${source.href}" ${bodyData}></iframe>
      <div id="toasts" class="toasts" role="status" aria-live="polite"></div>
      <script src="/admin/frame.js"></script>`,
  });
}

function storeName({ shop }: DevShop): string {
  return shop.myshopifyDomain.replace(/\.myshopify\.com$/, "");
}

/** What Shopify's admin adds to the address of an embedded app, signed. */
export function embeddedParams(devShop: DevShop, locale: string): URLSearchParams {
  const host = Buffer.from(`admin.shopify.com/store/${storeName(devShop)}`).toString("base64");
  const params = new URLSearchParams({
    embedded: "1",
    host,
    id_token: mintSessionToken(devShop, { userId: USER.id }),
    locale,
    session: createHmac("sha256", devShop.app.clientSecret).update("session").digest("hex"),
    shop: devShop.shop.myshopifyDomain,
    timestamp: String(Math.floor(Date.now() / 1000)),
  });
  params.sort();
  const signed = [...params].map(([name, value]) => `${name}=${value}`).join("&");
  params.set("hmac", createHmac("sha256", devShop.app.clientSecret).update(signed).digest("hex"));
  return params;
}

async function sendIdToken({ devShop, res }: Exchange): Promise<void> {
  if (!(await findInstallation(devShop))) {
    sendJson(res, { error: "The app is not installed." }, { status: 409 });
    return;
  }
  sendJson(res, { token: mintSessionToken(devShop, { userId: USER.id }) });
}

async function sendExtensions({ devShop, res }: Exchange): Promise<void> {
  sendJson(res, await extensionInfo(devShop));
}

async function sendPickable({ devShop, res, url }: Exchange): Promise<void> {
  const type = url.searchParams.get("type") ?? "product";
  const search = url.searchParams.get("q") ?? "";
  sendJson(res, await listPickable(devShop, { type, search }));
}

const ScopesQuestion = z.object({
  change: z.enum(["query", "request", "revoke"]),
  scopes: z.array(z.string()),
});

async function sendScopes(exchange: Exchange): Promise<void> {
  const { devShop, res } = exchange;
  const form = await readForm(exchange);
  const { change, scopes } = ScopesQuestion.parse({
    change: form.get("change"),
    scopes: form.getAll("scope"),
  });
  if (change === "request") await grantScopes(devShop, scopes);
  if (change === "revoke") await revokeScopes(devShop, scopes);
  const { scopes: required, optionalScopes: optional } = declaredScopes(devShop);
  const granted = (await findInstallation(devShop))?.scopes ?? [];
  sendJson(res, { granted, required, optional });
}
