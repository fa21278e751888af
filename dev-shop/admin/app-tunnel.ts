import { createServer, request as httpRequest } from "node:http";
import type { IncomingHttpHeaders, IncomingMessage, Server, ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";

export type AppTunnelOptions = {
  /** Where the app listens. */
  target: string;
  /** The dev shop's address, which may frame the app. */
  allowFrameFrom: string;
  /** The name the app has for itself (`application_url`), when it is another than `target`. */
  appUrl?: string;
  port?: number;
};

export type AppTunnel = { url: string; close: () => Promise<void> };

/**
 * A door to the app for browsers on this machine. Shopify's headers allow framing by Shopify's
 * admin alone and lead to its addresses; on the way out they are turned to those of the dev
 * shop.
 */
export async function startAppTunnel(options: AppTunnelOptions): Promise<AppTunnel> {
  const rewrite: Rewrite = { ...options, tunnelUrl: "" };
  const server = createServer((req, res) => forward(req, res, rewrite));
  await new Promise<void>((resolve, reject) => {
    server.once("error", reject);
    server.listen(options.port ?? 0, "127.0.0.1", resolve);
  });
  // The same host as the frame, so that browsers take the two for one site.
  const { hostname } = new URL(options.allowFrameFrom);
  rewrite.tunnelUrl = `http://${hostname}:${(server.address() as AddressInfo).port}`;
  return { url: rewrite.tunnelUrl, close: () => close(server) };
}

type Rewrite = AppTunnelOptions & { tunnelUrl: string };

function close(server: Server): Promise<void> {
  return new Promise((resolve) => {
    server.close(() => resolve());
    server.closeAllConnections();
  });
}

function forward(req: IncomingMessage, res: ServerResponse, rewrite: Rewrite): void {
  const { hostname, port, pathname } = new URL(rewrite.target);
  const path = `${pathname.replace(/\/$/, "")}${req.url ?? "/"}`;
  const upstream = httpRequest(
    { hostname, port, path, method: req.method, headers: forwardedHeaders(req) },
    (answer) => {
      res.writeHead(answer.statusCode ?? 502, rewriteHeaders(answer.headers, rewrite));
      answer.pipe(res);
    },
  );
  upstream.on("error", () => {
    if (!res.headersSent) res.writeHead(502, { "content-type": "text/plain" });
    res.end("The app does not answer.");
  });
  // Whoever stops reading frees the app from writing.
  res.on("close", () => upstream.destroy());
  req.pipe(upstream);
}

/** The app sees the address the browser used, so that it recognizes its own pages. */
function forwardedHeaders({ headers, socket }: IncomingMessage): IncomingHttpHeaders {
  return {
    ...headers,
    "x-forwarded-for": socket.remoteAddress ?? "",
    "x-forwarded-host": headers.host ?? "",
    "x-forwarded-proto": "http",
  };
}

/** The app's answer headers as they may reach a browser on this machine. */
export function rewriteHeaders(headers: IncomingHttpHeaders, rewrite: Rewrite) {
  const rewritten: Record<string, string | string[]> = {};
  for (const [name, value] of Object.entries(headers)) {
    if (value === undefined || name === "x-frame-options") continue;
    rewritten[name] = value;
  }
  const { location, link, "content-security-policy": policy } = headers;
  if (location) rewritten["location"] = rewriteLocation(location, rewrite);
  if (policy) rewritten["content-security-policy"] = rewritePolicy(String(policy), rewrite);
  const kept = link === undefined ? "" : withoutShopifysScripts(String(link));
  if (kept === "") delete rewritten["link"];
  else rewritten["link"] = kept;
  return rewritten;
}

function rewritePolicy(policy: string, { allowFrameFrom }: Rewrite): string {
  return policy.replace(/frame-ancestors[^;]*/i, `frame-ancestors ${allowFrameFrom}`);
}

function rewriteLocation(location: string, { allowFrameFrom, appUrl, target, tunnelUrl }: Rewrite) {
  if (!URL.canParse(location)) return location;
  const url = new URL(location);
  const own = [appUrl, target].flatMap((known) => (known ? [new URL(known).origin] : []));
  if (own.includes(url.origin)) return `${tunnelUrl}${url.pathname}${url.search}${url.hash}`;
  const admin = adminPath(url);
  return admin === null ? location : `${allowFrameFrom}${admin}`;
}

/** The path in the dev shop's admin of an address in Shopify's; null for other addresses. */
function adminPath({ hostname, pathname, search }: URL): string | null {
  if (hostname === "admin.shopify.com") {
    return `${pathname.replace(/^\/store\/[^/]+/, "/admin")}${search}`;
  }
  const isShopAdmin = hostname.endsWith(".myshopify.com") && pathname.startsWith("/admin");
  return isShopAdmin ? `${pathname}${search}` : null;
}

/**
 * App Bridge and Polaris come from Shopify's network, which a machine without one cannot
 * preload.
 */
function withoutShopifysScripts(link: string): string {
  const entries = link.split(/,\s*(?=<)/);
  return entries.filter((entry) => !entry.includes("//cdn.shopify.com/")).join(", ");
}
