/** The one version of Shopify's APIs that Laurel speaks; shopify.app.toml repeats it. */
export const API_VERSION = "2026-10";
