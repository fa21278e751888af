/** A small embedded app that behaves as Shopify's Remix package makes apps behave, for the frame's tests. */
import type { IncomingMessage, RequestListener, ServerResponse } from "node:http";

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
  return `<!doctype html><html lang="en"><head><title>Club</title>
<link rel="icon" href="data:,">
<meta name="shopify-api-key" content="client"><script src="${devShopUrl}/app-bridge.js"></script></head>
<body>
<ui-nav-menu><a href="/" rel="home">Home</a><a href="/members">Members</a></ui-nav-menu>
<ui-title-bar title="Page ${path}"><button variant="primary" id="create">Create</button></ui-title-bar>
<ui-save-bar id="bar"><button variant="primary" id="save"></button><button id="discard"></button></ui-save-bar>
<ui-modal id="ask"><p>Are you sure?</p><ui-title-bar title="Really?"><button variant="primary" id="yes">Yes</button></ui-title-bar></ui-modal>
<h1>Club ${path}</h1>
<form data-save-bar id="form"><label>Name <input name="name" value="before"></label></form>
<p id="log" role="status"></p>
<button id="toast">Toast</button> <button id="call">Call</button> <button id="dialog">Dialog</button>
<button id="pick">Pick</button> <button id="dirty">Dirty</button> <button id="who">Extensions</button>
<a href="shopify:admin/orders">Orders</a>
<a href="https://test.myshopify.com/admin/themes/current/editor?activateAppId=client/badge" target="_top">Theme</a>
<script>
const log = (text) => { document.getElementById("log").textContent += text + ";"; };
const on = (id, act) => document.getElementById(id).addEventListener("click", act);
on("toast", () => shopify.toast.show("Saved <b>", { action: "Undo", onAction: () => log("undone") }));
on("call", async () => log("call " + (await fetch("/api")).status));
on("dialog", () => shopify.modal.show("ask"));
on("yes", () => { log("yes"); shopify.modal.hide("ask"); });
on("create", () => log("create"));
on("dirty", () => shopify.saveBar.show("bar"));
on("save", () => { log("save"); shopify.saveBar.hide("bar"); });
on("discard", () => { log("discard"); shopify.saveBar.hide("bar"); });
on("pick", async () => log("picked " + JSON.stringify((await shopify.resourcePicker({ type: "product" }))?.map((p) => p.title))));
on("who", async () => log((await shopify.app.extensions())[0].activations.map((a) => a.handle + " " + a.status).join()));
document.getElementById("form").addEventListener("submit", (event) => { event.preventDefault(); log("submitted"); });
addEventListener("shopify:navigate", (event) => {
  const href = event.target.getAttribute("href");
  history.pushState(null, "", href);
  document.querySelector("h1").textContent = "Club " + href;
});
</script></body></html>`;
}
