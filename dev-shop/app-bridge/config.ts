import type { ShopifyGlobal } from "@shopify/app-bridge-types";

const KEPT = "dev-shop-app-bridge";

/**
 * From the address, else from an earlier page of this tab: not every page of the app carries
 * them.
 */
export function readConfig(): ShopifyGlobal["config"] {
  const params = new URLSearchParams(location.search);
  const kept = JSON.parse(sessionStorage.getItem(KEPT) ?? "{}") as Record<string, string>;
  const config = {
    apiKey: findApiKey() ?? kept["apiKey"] ?? "",
    shop: params.get("shop") ?? kept["shop"] ?? "",
    host: params.get("host") ?? kept["host"] ?? "",
    locale: params.get("locale") ?? kept["locale"] ?? "en",
  };
  sessionStorage.setItem(KEPT, JSON.stringify(config));
  // The page may name its key below this script.
  document.addEventListener("DOMContentLoaded", () => {
    config.apiKey = findApiKey() ?? config.apiKey;
    sessionStorage.setItem(KEPT, JSON.stringify(config));
  });
  return config;
}

function findApiKey(): string | null {
  const meta = document.querySelector('meta[name="shopify-api-key"]')?.getAttribute("content");
  return meta ?? document.currentScript?.getAttribute("data-api-key") ?? null;
}
