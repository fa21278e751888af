import { createHmac, timingSafeEqual } from "node:crypto";

/** A shop's own domain, as it stands in headers, tokens and signed queries. */
export const SHOP_DOMAIN = /^[a-z0-9][a-z0-9-]*\.myshopify\.com$/;

/**
 * Whether Shopify signed these bytes. While a secret is being replaced either of the two may have
 * been used.
 */
export function isSignedWebhook(
  body: Uint8Array,
  signature: string | undefined,
  secrets: readonly string[],
): boolean {
  if (!/^[A-Za-z0-9+/]{43}=$/.test(signature ?? "")) return false;
  const given = Buffer.from(signature ?? "", "base64");
  return secrets.some((secret) => isSame(hmac(secret, body), given));
}

/** Who asks through the app proxy. `customerId` is null for a visitor who is not signed in. */
export type ProxyCaller = { domain: string; customerId: string | null; pathPrefix: string };

const OWN_NAMES = ["shop", "logged_in_customer_id", "path_prefix", "timestamp", "signature"];
const WINDOW_SECONDS = 90;

/**
 * Reads the signed query of an app proxy request; null if it is not from Shopify, too old or
 * ambiguous. Not done by Shopify's library, which sorts by locale and so refuses valid requests.
 * The signature covers neither method nor body.
 */
export function readProxyCaller(
  query: URLSearchParams,
  { secrets, now }: { secrets: readonly string[]; now: Date },
): ProxyCaller | null {
  if (OWN_NAMES.some((name) => query.getAll(name).length > 1)) return null;
  const signature = query.get("signature") ?? "";
  if (!/^[0-9a-f]{64}$/.test(signature)) return null;
  const text = signedText(query);
  const given = Buffer.from(signature, "hex");
  if (!secrets.some((secret) => isSame(hmac(secret, Buffer.from(text)), given))) return null;
  return isRecent(query.get("timestamp") ?? "", now) ? callerOf(query) : null;
}

/** `name=value` pairs, repeated ones joined by commas, sorted by their bytes as whole strings. */
function signedText(query: URLSearchParams): string {
  const names = new Set([...query.keys()].filter((name) => name !== "signature"));
  return [...names]
    .map((name) => Buffer.from(`${name}=${query.getAll(name).join(",")}`))
    .sort((one, other) => Buffer.compare(one, other))
    .join("");
}

function isRecent(timestamp: string, now: Date): boolean {
  if (!/^\d{1,12}$/.test(timestamp)) return false;
  return Math.abs(now.getTime() / 1000 - Number(timestamp)) <= WINDOW_SECONDS;
}

function callerOf(query: URLSearchParams): ProxyCaller | null {
  const domain = query.get("shop") ?? "";
  const digits = query.get("logged_in_customer_id") ?? "";
  if (!SHOP_DOMAIN.test(domain) || !/^\d{0,20}$/.test(digits)) return null;
  return {
    domain,
    customerId: digits === "" ? null : `gid://shopify/Customer/${digits}`,
    pathPrefix: query.get("path_prefix") ?? "",
  };
}

function hmac(secret: string, bytes: Uint8Array): Buffer {
  return createHmac("sha256", secret).update(bytes).digest();
}

function isSame(expected: Buffer, given: Buffer): boolean {
  return expected.length === given.length && timingSafeEqual(expected, given);
}
