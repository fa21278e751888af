/**
 * A small embedded app that behaves as Shopify's Remix package makes apps behave, for the
 * frame's tests.
 */
import { readFileSync } from "node:fs";
import type { IncomingMessage, RequestListener, ServerResponse } from "node:http";

const document = readFileSync(new URL("an-embedded-app.html", import.meta.url), "utf8");

export type EmbeddedApp = {
  answer: RequestListener;
  /** Tokens that came with calls to `/api`. */
  tokens: string[];
  /** Where the dev shop is; known only when it runs. */
  devShopUrl: string;
};

export function anEmbeddedApp(): EmbeddedApp {
  const app: EmbeddedApp = {
    tokens: [],
    devShopUrl: "",
    answer: (req, res) => respond(app, req, res),
  };
  return app;
}

function respond(app: EmbeddedApp, req: IncomingMessage, res: ServerResponse): void {
  const url = new URL(req.url ?? "/", "https://club.example.com");
  if (url.pathname === "/api") return answerCall(app, req, res);
  if (url.pathname === "/auth/session-token") return sendDocument(res, bouncePage(app));
  if (!url.searchParams.has("id_token")) {
    const reload = `https://club.example.com${url.pathname}${url.search}`;
    url.searchParams.set("shopify-reload", reload);
    res.writeHead(302, { location: `/auth/session-token?${url.searchParams.toString()}` }).end();
    return;
  }
  sendDocument(res, page(app, url.pathname));
}

/** The first call of all is turned away, as one with an outdated token is. */
function answerCall(app: EmbeddedApp, req: IncomingMessage, res: ServerResponse): void {
  app.tokens.push(req.headers.authorization ?? "");
  if (app.tokens.length === 1) {
    res.writeHead(401, { "x-shopify-retry-invalid-session-request": "1" }).end();
    return;
  }
  res.writeHead(200, { "content-type": "application/json" });
  res.end(JSON.stringify({ ok: true }));
}

function sendDocument(res: ServerResponse, text: string): void {
  res.writeHead(200, {
    "content-type": "text/html; charset=utf-8",
    "content-security-policy":
      "frame-ancestors https://test.myshopify.com https://admin.shopify.com;",
    link: '<https://cdn.shopify.com/shopifycloud/app-bridge.js>; rel="preload"; as="script";',
  });
  res.end(text);
}

function bouncePage({ devShopUrl }: EmbeddedApp): string {
  return `<script data-api-key="client" src="${devShopUrl}/app-bridge.js"></script>`;
}

function page({ devShopUrl }: EmbeddedApp, path: string): string {
  return document.replaceAll("DEV_SHOP_URL", devShopUrl).replaceAll("PAGE_PATH", path);
}
