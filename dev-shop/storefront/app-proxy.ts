import { createHmac } from "node:crypto";
import type { IncomingHttpHeaders } from "node:http";
import { z } from "zod";
import type { DevShop } from "#dev-shop/dev-shop.ts";
import { findInstallation } from "#dev-shop/storefront/extension-blocks.ts";
import { readBody } from "#dev-shop/storefront/http.ts";
import type { Exchange } from "#dev-shop/storefront/http.ts";
import { sendPage } from "#dev-shop/storefront/page.ts";
import type { Shopper } from "#dev-shop/storefront/shopper.ts";

const AppProxy = z.object({ url: z.string(), prefix: z.string(), subpath: z.string() });

/** Whether the app answers this path, by the `[app_proxy]` of its toml. */
export function isAppProxyPath(devShop: DevShop, path: string): boolean {
  const prefix = proxyOf(devShop)?.prefix;
  return prefix !== undefined && (path === prefix || path.startsWith(`${prefix}/`));
}

function proxyOf({ app }: DevShop): { prefix: string; target: string } | null {
  const parsed = AppProxy.safeParse(app.toml["app_proxy"]);
  if (!parsed.success) return null;
  const { url, prefix, subpath } = parsed.data;
  // The app answers where it runs now, whatever address the toml names for later.
  const path = url.startsWith("/") ? url : new URL(url).pathname;
  return { prefix: `/${prefix}/${subpath}`, target: path.replace(/\/$/, "") };
}

/** Passes a storefront's request on to the app, signed, without cookies, and its answer back. */
export async function forwardToApp(exchange: Exchange, shopper: Shopper): Promise<void> {
  const { devShop, req } = exchange;
  const proxy = proxyOf(devShop);
  if (!proxy || !(await findInstallation(devShop))) {
    await sendPage(exchange, shopper, { template: "404", title: "404", status: 404 });
    return;
  }
  const rest = shopper.path.slice(proxy.prefix.length);
  const query = signedQuery(exchange, shopper, proxy.prefix);
  const hasBody = req.method !== "GET" && req.method !== "HEAD";
  const answer = await fetch(`${devShop.app.url}${proxy.target}${rest}?${query}`, {
    method: exchange.method,
    headers: forwardedHeaders(req.headers),
    body: hasBody ? new Uint8Array(await readBody(req)) : null,
    redirect: "manual",
    signal: AbortSignal.timeout(30_000),
  }).catch(() => null);
  if (!answer || answer.status >= 500) {
    await sendPage(exchange, shopper, {
      template: "proxy-error",
      title: "Something went wrong",
      status: answer?.status ?? 502,
    });
    return;
  }
  await sendAnswer(exchange, shopper, answer);
}

function signedQuery({ devShop, url }: Exchange, { customer }: Shopper, prefix: string) {
  const query = new URLSearchParams(url.searchParams);
  // A name that the platform fills in cannot be the buyer's.
  for (const name of OWN_NAMES) query.delete(name);
  query.append("shop", devShop.shop.myshopifyDomain);
  query.append("logged_in_customer_id", customer ? String(customer.id) : "");
  query.append("path_prefix", prefix);
  query.append("timestamp", String(Math.floor(devShop.clock.now().getTime() / 1000)));
  query.append("signature", proxySignature(query, devShop.app.clientSecret));
  return query.toString();
}

const OWN_NAMES = ["shop", "logged_in_customer_id", "path_prefix", "timestamp", "signature"];

/**
 * `key=value` pairs sorted as whole strings and joined; the values of a repeated key with commas
 * between.
 */
export function proxySignature(query: URLSearchParams, secret: string): string {
  const names = [...new Set(query.keys())].filter((name) => name !== "signature");
  const pairs = names.map((name) => `${name}=${query.getAll(name).join(",")}`);
  const sorted = pairs.map((pair) => Buffer.from(pair)).sort((a, b) => Buffer.compare(a, b));
  return createHmac("sha256", secret).update(Buffer.concat(sorted)).digest("hex");
}

const NOT_FORWARDED = new Set([
  "cookie",
  "host",
  "connection",
  "content-length",
  "transfer-encoding",
  "keep-alive",
  "upgrade",
  "expect",
]);

function forwardedHeaders(headers: IncomingHttpHeaders): Headers {
  const forwarded = new Headers();
  for (const [name, value] of Object.entries(headers)) {
    if (value === undefined || NOT_FORWARDED.has(name)) continue;
    forwarded.set(name, Array.isArray(value) ? value.join(", ") : value);
  }
  return forwarded;
}

const NOT_RETURNED = new Set([
  "set-cookie",
  "connection",
  "content-length",
  "content-encoding",
  "transfer-encoding",
  "keep-alive",
]);

async function sendAnswer(exchange: Exchange, shopper: Shopper, answer: Response): Promise<void> {
  if (answer.headers.get("content-type")?.startsWith("application/liquid")) {
    await sendPage(exchange, shopper, {
      template: "page",
      title: exchange.devShop.shop.name,
      status: answer.status,
      source: await answer.text(),
    });
    return;
  }
  const headers: Record<string, string> = {};
  for (const [name, value] of answer.headers) {
    if (!NOT_RETURNED.has(name)) headers[name] = value;
  }
  exchange.res.writeHead(answer.status, headers);
  exchange.res.end(Buffer.from(await answer.arrayBuffer()));
}
