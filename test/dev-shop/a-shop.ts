/** A dev shop on an empty database, with an app that records what it is told. */
import { createServer } from "node:http";
import type { IncomingHttpHeaders } from "node:http";
import type { AddressInfo } from "node:net";

import { onTestFinished } from "vitest";

import { createClock } from "#dev-shop/clock.ts";
import type { Clock } from "#dev-shop/clock.ts";
import { variantOf } from "#dev-shop/commerce/products.ts";
import { createDevShop } from "#dev-shop/create-dev-shop.ts";
import type { DevShop } from "#dev-shop/dev-shop.ts";
import type { Product, Shop } from "#dev-shop/model.ts";
import { emptyDatabase } from "#test/support/database.ts";

export const noon = new Date("2026-06-01T12:00:00Z");

export type Received = { headers: IncomingHttpHeaders; body: Buffer };

export type Receiver = {
  url: string;
  received: Received[];
  /** What to answer from now on; a number is a status. */
  answerWith: (status: number) => void;
};

/** A shop in a database of its own; `shop` overrides its settings. */
export async function aDevShop(
  settings: { shop?: Partial<Shop>; clock?: Clock; appUrl?: string } = {},
): Promise<DevShop> {
  const shop = await createDevShop({
    databaseUrl: await emptyDatabase("shop"),
    shop: { myshopifyDomain: "test.myshopify.com", ...settings.shop },
    app: {
      id: 4242,
      handle: "app",
      clientId: "client",
      clientSecret: "s3cret",
      url: settings.appUrl ?? "http://127.0.0.1:9",
      toml: {
        webhooks: { api_version: "2026-10", subscriptions: [{ topics: allTopics, uri: "/hooks" }] },
      },
    },
    clock: settings.clock ?? createClock(noon),
  });
  onTestFinished(async () => {
    await shop.webhooks.stop();
    await shop.store.close();
  });
  return shop;
}

const allTopics = [
  "orders/create",
  "orders/paid",
  "orders/updated",
  "orders/cancelled",
  "orders/edited",
  "orders/delete",
  "refunds/create",
  "customers/merge",
];

/** A product with one variant of that price. */
export async function aProduct(
  { commerce, store }: DevShop,
  price: number,
  more: Partial<Product> = {},
): Promise<Product & { variantId: number }> {
  const title = more.title ?? `Product for ${String(price)} no ${String(store.ids.next("other"))}`;
  const variant = variantOf(store.ids, { price });
  const product = await commerce.createProduct({ title, variants: [variant], ...more });
  return { ...product, variantId: product.variants[0]?.id ?? variant.id };
}

/** A server in the app's place. */
export async function aReceiver(): Promise<Receiver> {
  const received: Received[] = [];
  let status = 200;
  const server = createServer((request, response) => {
    const chunks: Buffer[] = [];
    request.on("data", (chunk: Buffer) => chunks.push(chunk));
    request.on("end", () => {
      received.push({ headers: request.headers, body: Buffer.concat(chunks) });
      response.writeHead(status, status === 302 ? { Location: "/elsewhere" } : {}).end();
    });
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  onTestFinished(async () => {
    server.closeAllConnections();
    await new Promise((resolve) => server.close(resolve));
  });
  return {
    url: `http://127.0.0.1:${String((server.address() as AddressInfo).port)}`,
    received,
    answerWith: (next) => {
      status = next;
    },
  };
}
