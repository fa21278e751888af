import "@shopify/shopify-app-remix/adapters/node";
import { setAbstractFetchFunc } from "@shopify/shopify-api/runtime";
import { LogSeverity, shopifyApp, type ApiVersion } from "@shopify/shopify-app-remix/server";
import type { SessionStorage } from "@shopify/shopify-app-session-storage";
import type { Config } from "#app/config.server.ts";
import { API_VERSION } from "#app/shopify/api-version.ts";
import { shopifyFetch } from "#app/shopify/fetch.server.ts";

export type ShopifyApp = ReturnType<typeof openShopifyApp>;

/** Shopify's library, for what it does well: session tokens, token exchange, bounce pages. */
export function openShopifyApp(
  config: Config,
  parts: {
    sessionStorage: SessionStorage;
    scopes: string[];
    report(severity: LogSeverity, message: string): void;
  },
) {
  // After the import above, since the adapter puts the plain `fetch` in place when it loads.
  setAbstractFetchFunc(shopifyFetch(config));
  return shopifyApp({
    apiKey: config.SHOPIFY_API_KEY,
    apiSecretKey: config.SHOPIFY_API_SECRET,
    apiVersion: API_VERSION as ApiVersion,
    appUrl: config.SHOPIFY_APP_URL,
    authPathPrefix: "/auth",
    scopes: parts.scopes,
    sessionStorage: parts.sessionStorage,
    isEmbeddedApp: true,
    useOnlineTokens: false,
    future: { unstable_newEmbeddedAuthStrategy: true, expiringOfflineAccessTokens: true },
    logger: {
      level: LogSeverity.Warning,
      httpRequests: false,
      timestamps: false,
      log: (severity, message) => parts.report(severity, message),
    },
  });
}
