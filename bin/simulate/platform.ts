import { randomBytes } from "node:crypto";
import { readFileSync } from "node:fs";
import { createServer, type IncomingMessage } from "node:http";
import type { AddressInfo } from "node:net";
import path from "node:path";
import { parse } from "smol-toml";
import { handle as answerAuth } from "#dev-shop/auth/handler.ts";
import type { App, DevShop } from "#dev-shop/dev-shop.ts";
import { handle as answerGraphql } from "#dev-shop/graphql/handler.ts";

/** Tokens and Admin API of every shop there is at the moment, at one address. */
export type Platform = {
  app: App;
  origin: string;
  admit(shop: DevShop): void;
  dismiss(shop: DevShop): void;
  close(): Promise<void>;
};

/**
 * Opens the platform. There must be one per process: Shopify's package for tokens has one way out
 * for the whole process.
 */
export async function openPlatform(): Promise<Platform> {
  const shops = new Map<string, DevShop>();
  const server = createServer((request, response) => {
    const shop = shops.get(domainOf(request));
    if (!shop) return void response.writeHead(404).end();
    void answerAuth(shop, request, response)
      .then(async (answered) => answered || (await answerGraphql(shop, request, response)))
      .then((answered) => answered || response.writeHead(404).end())
      .catch(() => response.destroy());
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  return {
    app: appToInstall(),
    origin: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    admit: (shop) => shops.set(shop.shop.myshopifyDomain, shop),
    dismiss: (shop) => shops.delete(shop.shop.myshopifyDomain),
    close: async () => {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}

function domainOf({ headers }: IncomingMessage): string {
  const host = headers["x-forwarded-host"];
  return typeof host === "string" ? host : "";
}

function appToInstall(): App {
  const toml = parse(readFileSync("shopify.app.toml", "utf8"));
  return {
    id: 1001,
    handle: String(toml["handle"]),
    clientId: String(toml["client_id"]),
    clientSecret: randomBytes(16).toString("hex"),
    url: "https://laurel.invalid",
    toml,
    extensionsFolder: path.resolve("extensions"),
  };
}
