/**
 * A `window.shopify` for the dev shop's admin, with what Shopify's App Bridge offers an embedded
 * app.
 */
import type { ShopifyGlobal } from "@shopify/app-bridge-types";
import { patchFetch } from "#dev-shop/app-bridge/authenticated-fetch.ts";
import { adminOrigin, ask, isFramed, listen, tell } from "#dev-shop/app-bridge/channel.ts";
import { readConfig } from "#dev-shop/app-bridge/config.ts";
import { defineNavAndTitle, pressTitleBar } from "#dev-shop/app-bridge/elements.ts";
import { freshIdToken, idToken } from "#dev-shop/app-bridge/id-token.ts";
import { modalById, startModals } from "#dev-shop/app-bridge/modal.ts";
import { leaveConfirmation, startNavigation } from "#dev-shop/app-bridge/navigation.ts";
import { resourcePicker } from "#dev-shop/app-bridge/resource-picker.ts";
import { saveBarById, startSaveBar } from "#dev-shop/app-bridge/save-bar.ts";
import { startToasts } from "#dev-shop/app-bridge/toast.ts";
import { onReport, startWebVitals } from "#dev-shop/app-bridge/web-vitals.ts";

const config = readConfig();
window.shopify = createShopify();
start();

function createShopify(): ShopifyGlobal {
  const parts = {
    config,
    origin: adminOrigin(),
    ready: Promise.resolve(),
    setSignals: () => undefined,
    environment: { mobile: false, embedded: isFramed(), pos: false, intent: false },
    loading: (loading = false) => tell({ type: "loading", loading }),
    idToken,
    user: async () => ({ ...(await ask("user", null)), accountAccess: "Administrator" }),
    toast: startToasts(),
    resourcePicker,
    modal: modalById,
    saveBar: { ...saveBarById, leaveConfirmation },
    webVitals: { onReport },
    support: { registerHandler: () => Promise.resolve() },
    app: { extensions: () => ask("extensions", null) },
    scopes: {
      query: async () => detailOf(await ask("scopes", { change: "query", scopes: [] })),
      request: async (scopes: string[]) => {
        const answer = await ask("scopes", { change: "request", scopes });
        const result = answer.declined ? "declined-all" : "granted-all";
        return { result, detail: detailOf(answer) };
      },
      revoke: async (scopes: string[]) => ({
        detail: detailOf(await ask("scopes", { change: "revoke", scopes })),
      }),
    },
    reviews: {
      request: () =>
        Promise.resolve({ success: false, code: "merchant-ineligible", message: "A dev shop" }),
    },
    shopifyQL: { available: () => Promise.resolve(false) },
  };
  return orMissing(parts) as unknown as ShopifyGlobal;
}

function detailOf({ granted, required, optional }: Record<string, unknown>) {
  return { granted, required, optional };
}

/** What the dev shop's admin lacks is an error by name, not undefined. */
function orMissing<T extends object>(parts: T): T {
  const missing = ["scanner", "pos", "intents", "picker", "tools"];
  return new Proxy(parts, {
    get: (target, name, receiver) => {
      if (missing.includes(String(name))) throw new Error(`No shopify.${String(name)} in dev shop`);
      return Reflect.get(target, name, receiver) as unknown;
    },
  });
}

function start(): void {
  startModals();
  startSaveBar();
  defineNavAndTitle();
  startNavigation();
  startWebVitals();
  listen((message) => {
    if (message.type === "title-bar-press") pressTitleBar(message.index);
  });
  const params = new URLSearchParams(location.search);
  const reload = params.get("shopify-reload");
  if (!isFramed()) document.addEventListener("DOMContentLoaded", () => leaveForAdmin(params));
  else if (reload !== null) void comeBackWithToken(reload);
  else patchFetch();
}

/** Shopify's bounce page: the app wants its page again, this time with a session token. */
async function comeBackWithToken(reload: string): Promise<void> {
  const { pathname, search } = new URL(reload, location.href);
  const params = new URLSearchParams(search);
  params.set("id_token", await freshIdToken());
  // The app's own name for itself may be another address than the one it is reached by here.
  location.replace(`${pathname}?${params.toString()}`);
}

/** Opened outside the admin, an embedded app moves into it. */
function leaveForAdmin(params: URLSearchParams): void {
  if (!params.has("host") || config.apiKey === "") return;
  location.replace(`${adminOrigin()}/admin/apps/${config.apiKey}${location.pathname}`);
}
