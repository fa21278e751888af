/** A shop that listens, with a visitor who keeps cookies, and an app behind it. */
import { createServer } from "node:http";
import type { IncomingMessage, RequestListener } from "node:http";
import type { AddressInfo } from "node:net";
import { onTestFinished } from "vitest";

import { handle as handleAdmin } from "#dev-shop/admin/handler.ts";
import type { DevShop } from "#dev-shop/dev-shop.ts";
import { handle as handleStorefront } from "#dev-shop/storefront/handler.ts";
import type { Customer, Shop } from "#dev-shop/model.ts";

import { aDevShop } from "#test/dev-shop/a-shop.ts";
import { anExtension } from "#test/dev-shop/an-extension.ts";

export type Storefront = { devShop: DevShop; url: string; visit: () => Visitor };

export type Visitor = {
  get: (path: string) => Promise<Answer>;
  post: (path: string, fields?: Record<string, string>) => Promise<Answer>;
  request: (path: string, init: RequestInit) => Promise<Answer>;
};

export type Answer = { status: number; location: string | null; text: string; headers: Headers };

/** A shop whose app is installed; `app` answers in the app's place. */
export async function aStorefront({
  app = () => undefined,
  shop = {},
}: { app?: RequestListener; shop?: Partial<Shop> } = {}): Promise<Storefront> {
  const appUrl = await listen(app);
  const devShop = await aDevShop({ appUrl, shop });
  devShop.app.extensionsFolder = anExtension();
  devShop.app.toml["name"] = "Club";
  devShop.app.toml["application_url"] = "https://club.example.com";
  devShop.app.toml["access_scopes"] = {
    scopes: "read_orders,write_app_proxy",
    optional_scopes: ["read_all_orders"],
  };
  devShop.app.toml["app_proxy"] = { url: "/proxy", prefix: "apps", subpath: "club" };
  await devShop.commerce.install({ scopes: ["read_orders", "write_app_proxy"] });
  const url = await listen((req, res) => {
    void (async () => {
      if (await handleAdmin(devShop, req, res)) return;
      await handleStorefront(devShop, req, res);
    })().catch((error: unknown) => {
      console.error(error);
      res.destroy();
    });
  });
  devShop.url = url;
  return { devShop, url, visit: () => aVisitor(url) };
}

/** Listens until the test ends. */
export async function listen(answer: RequestListener): Promise<string> {
  const server = createServer(answer);
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  onTestFinished(() => {
    server.closeAllConnections();
    server.close();
  });
  return `http://127.0.0.1:${String((server.address() as AddressInfo).port)}`;
}

/** Somebody who keeps cookies and follows no redirect unless told. */
function aVisitor(url: string): Visitor {
  const cookies = new Map<string, string>();
  const request = async (path: string, init: RequestInit): Promise<Answer> => {
    const headers = new Headers(init.headers);
    headers.set("cookie", [...cookies].map(([name, value]) => `${name}=${value}`).join("; "));
    const response = await fetch(`${url}${path}`, { ...init, headers, redirect: "manual" });
    for (const cookie of response.headers.getSetCookie()) {
      const [, name = "", value = ""] = /^([^=]+)=([^;]*)/.exec(cookie) ?? [];
      if (value === "") cookies.delete(name);
      else cookies.set(name, value);
    }
    return {
      status: response.status,
      location: response.headers.get("location"),
      text: await response.text(),
      headers: response.headers,
    };
  };
  return {
    request,
    get: (path) => request(path, {}),
    post: (path, fields = {}) =>
      request(path, { method: "POST", body: new URLSearchParams(fields) }),
  };
}

/** A customer to sign in as. */
export function aCustomer(devShop: DevShop, more: Partial<Customer> = {}): Promise<Customer> {
  return devShop.commerce.createCustomer({
    firstName: "Ada",
    lastName: "Byron",
    email: `ada${String(devShop.store.ids.next("other"))}@example.com`,
    ...more,
  });
}

export async function bodyOf(req: IncomingMessage): Promise<string> {
  const chunks: Buffer[] = [];
  for await (const chunk of req as AsyncIterable<Buffer>) chunks.push(chunk);
  return Buffer.concat(chunks).toString();
}
