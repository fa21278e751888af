import { createHmac } from "node:crypto";
import { expect, onTestFinished, test } from "vitest";

import { startAppTunnel } from "#dev-shop/admin/app-tunnel.ts";
import { embeddedParams } from "#dev-shop/admin/frame-routes.ts";
import { verifySessionToken } from "#dev-shop/auth/session-token.ts";
import { aStorefront, bodyOf, listen } from "#test/dev-shop/a-storefront.ts";

const ADMIN = "http://127.0.0.1:4000";
const APP = "https://club.example.com";

test("headers that lead to Shopify lead to this shop instead", async () => {
  const tunnel = await aTunnel({
    "/login": { location: "https://admin.shopify.com/store/test/apps/client?x=1" },
    "/grant": { location: "https://test.myshopify.com/admin/oauth/install?client_id=client" },
    "/own": { location: `${APP}/app?shop=test.myshopify.com` },
    "/out": { location: "https://example.org/help" },
    "/relative": { location: "/auth/session-token?a=b" },
  });
  const locationOf = async (path: string) =>
    (await fetch(`${tunnel}${path}`, { redirect: "manual" })).headers.get("location");

  expect(await locationOf("/login")).toBe(`${ADMIN}/admin/apps/client?x=1`);
  expect(await locationOf("/grant")).toBe(`${ADMIN}/admin/oauth/install?client_id=client`);
  expect(await locationOf("/own")).toBe(`${tunnel}/app?shop=test.myshopify.com`);
  expect(await locationOf("/out")).toBe("https://example.org/help");
  expect(await locationOf("/relative")).toBe("/auth/session-token?a=b");
});

test("the dev shop may frame the app, and nothing is preloaded from Shopify's network", async () => {
  const tunnel = await aTunnel({
    "/": {
      "content-security-policy":
        "default-src 'self'; frame-ancestors https://admin.shopify.com https://x.myshopify.com;",
      "x-frame-options": "DENY",
      link: '<https://cdn.shopify.com/shopifycloud/app-bridge.js>; rel="preload", </a.css>; rel="x"',
    },
  });
  const { headers } = await fetch(tunnel);

  const policy = `default-src 'self'; frame-ancestors ${ADMIN};`;
  expect(headers.get("content-security-policy")).toBe(policy);
  expect(headers.get("x-frame-options")).toBeNull();
  expect(headers.get("link")).toBe('</a.css>; rel="x"');
});

test("method, body and the browser's own host reach the app; a dead app is a 502", async () => {
  const target = await listen((req, res) => {
    void bodyOf(req).then((body) => res.end(`${String(req.method)} ${body} ${req.headers.host}`));
  });
  const tunnel = await startAppTunnel({ target, allowFrameFrom: ADMIN });
  const dead = await startAppTunnel({ target: "http://127.0.0.1:9", allowFrameFrom: ADMIN });

  const answer = await fetch(tunnel.url, { method: "PUT", body: "abc" });
  expect(await answer.text()).toBe(`PUT abc ${new URL(tunnel.url).host}`);
  expect((await fetch(dead.url)).status).toBe(502);
  await Promise.all([tunnel.close(), dead.close()]);
});

test("the frame's address is signed, names shop and host, and carries a fresh token", async () => {
  const { devShop } = await aStorefront();
  const params = embeddedParams(devShop, "zh-CN");
  const hmac = params.get("hmac");
  params.delete("hmac");
  params.sort();
  const signed = [...params].map(([name, value]) => `${name}=${value}`).join("&");

  expect(hmac).toBe(createHmac("sha256", "s3cret").update(signed).digest("hex"));
  expect(params.get("locale")).toBe("zh-CN");
  expect(Buffer.from(params.get("host") ?? "", "base64").toString()).toBe(
    "admin.shopify.com/store/test",
  );
  expect(verifySessionToken(devShop, params.get("id_token") ?? "")?.aud).toBe("client");
});

/** A tunnel to an app that answers each path with these headers. */
async function aTunnel(answers: Record<string, Record<string, string>>): Promise<string> {
  const target = await listen((req, res) => {
    const headers = answers[req.url ?? "/"] ?? {};
    res.writeHead(headers["location"] ? 302 : 200, headers).end();
  });
  const tunnel = await startAppTunnel({ target, allowFrameFrom: ADMIN, appUrl: APP });
  onTestFinished(() => tunnel.close());
  return tunnel.url;
}
