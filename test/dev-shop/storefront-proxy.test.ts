import type { IncomingMessage, ServerResponse } from "node:http";
import { expect, test } from "vitest";

import { proxySignature } from "#dev-shop/storefront/app-proxy.ts";

import { aCustomer, aStorefront, bodyOf } from "#test/dev-shop/a-storefront.ts";

test("signatures are those of Shopify's documentation", () => {
  const query =
    "extra=1&extra=2&shop=shop-name.myshopify.com&path_prefix=%2Fapps%2Fawesome_reviews";
  const guest = new URLSearchParams(`${query}&timestamp=1317327555&signature=ignored`);
  const customer = new URLSearchParams(`${query}&timestamp=1317327555&logged_in_customer_id=1`);

  expect(proxySignature(guest, "hush")).toBe(
    "a9718877bea71c2484f91608a7eaea1532bdf71f5c56825065fa4ccabe549ef3",
  );
  expect(proxySignature(customer, "hush")).toBe(
    "4c68c8624d737112c91818c11017d24d334b524cb5c2b8ba08daa056f7395ddb",
  );
});

test("a request goes to the app signed, and no cookie passes either way", async () => {
  const { devShop, visit } = await aStorefront({ app: echo });
  const ada = await aCustomer(devShop);
  const visitor = visit();
  await visitor.get(`/dev/sign-in?customer=${String(ada.id)}`);

  const answer = await visitor.request("/apps/club/rewards?b=2&a=1&a=3&shop=evil.myshopify.com", {
    method: "POST",
    headers: { "content-type": "application/json", "x-own": "yes" },
    body: JSON.stringify({ reward: 5 }),
  });
  const seen = JSON.parse(answer.text) as Echo;
  const url = new URL(seen.url, "http://app");

  expect(answer.status).toBe(201);
  expect(answer.headers.get("set-cookie")).toBeNull();
  expect(seen).toMatchObject({ method: "POST", body: '{"reward":5}' });
  expect(seen.headers).toMatchObject({ "x-own": "yes", "content-type": "application/json" });
  expect(seen.headers["cookie"]).toBeUndefined();
  expect(url.pathname).toBe("/proxy/rewards");
  expect(url.searchParams.getAll("shop")).toEqual([devShop.shop.myshopifyDomain]);
  expect(url.searchParams.getAll("a")).toEqual(["1", "3"]);
  expect(url.searchParams.get("logged_in_customer_id")).toBe(String(ada.id));
  expect(url.searchParams.get("path_prefix")).toBe("/apps/club");
  expect(url.searchParams.get("signature")).toBe(proxySignature(url.searchParams, "s3cret"));
});

test("a guest has an empty customer id, also below another language's address", async () => {
  const { visit } = await aStorefront({ app: echo });
  const answer = await visit().get("/zh-cn/apps/club/balance?locale=zh-CN");
  const url = new URL((JSON.parse(answer.text) as Echo).url, "http://app");

  expect(url.pathname).toBe("/proxy/balance");
  expect(url.searchParams.get("logged_in_customer_id")).toBe("");
  expect(url.searchParams.get("locale")).toBe("zh-CN");
});

test("an answer in Liquid is rendered within the theme", async () => {
  const { visit } = await aStorefront({
    app: (_req, res) => {
      res.writeHead(200, { "content-type": "application/liquid" });
      res.end("<h1>{{ shop.name }} club, {{ 100 | money }}</h1>");
    },
  });
  const { text } = await visit().get("/apps/club");

  expect(text).toContain("<h1>Dev Shop club, £1.00</h1>");
  expect(text).toContain('<header class="header">');
});

test("an app that is down or broken gives the shop's own error page", async () => {
  const { devShop, visit } = await aStorefront({
    app: (_req, res) => res.writeHead(500).end("stack trace"),
  });
  const broken = await visit().get("/apps/club/x");
  devShop.app.url = "http://127.0.0.1:9";
  const down = await visit().get("/apps/club/x");

  expect([broken.status, down.status]).toEqual([500, 502]);
  expect(broken.text).toContain("error in the third-party application");
  expect(broken.text).not.toContain("stack trace");
});

test("without the app installed its addresses are not there", async () => {
  const { devShop, visit } = await aStorefront({ app: echo });
  await devShop.commerce.uninstall();
  expect((await visit().get("/apps/club/balance")).status).toBe(404);
});

type Echo = { method: string; url: string; headers: Record<string, string>; body: string };

function echo(req: IncomingMessage, res: ServerResponse): void {
  void bodyOf(req).then((body) => {
    res.writeHead(201, { "content-type": "application/json", "set-cookie": "app=1" });
    res.end(JSON.stringify({ method: req.method, url: req.url, headers: req.headers, body }));
  });
}
