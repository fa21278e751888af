/** A dev shop with its Admin API on a port, its app installed, and a client that asks it. */
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";

import { onTestFinished } from "vitest";

import { handle as handleAuth } from "#dev-shop/auth/handler.ts";
import { installApp } from "#dev-shop/auth/installation.ts";
import { mintSessionToken } from "#dev-shop/auth/session-token.ts";
import type { DevShop } from "#dev-shop/dev-shop.ts";
import { handle as handleFaults } from "#dev-shop/faults-carried-out.ts";
import { bulkOperationsDone } from "#dev-shop/graphql/bulk/run.ts";
import { handle as handleGraphql } from "#dev-shop/graphql/handler.ts";
import { aDevShop } from "#test/dev-shop/a-shop.ts";

export const allScopes = (
  "write_customers write_orders write_products write_discounts write_customer_merge " +
  "read_all_orders write_gift_cards"
).split(" ");

// The shape of an answer differs with every query; tests compare it as a whole.
export type Json = null | boolean | number | string | Json[] | { [key: string]: Json };
export type GraphqlAnswer = {
  data?: { [key: string]: Json } | null;
  errors?: { message: string; path?: Json; extensions?: { [key: string]: Json } }[];
  extensions?: {
    cost: { requestedQueryCost: number; actualQueryCost: number | null; throttleStatus: Json };
  };
};

export type AdminClient = {
  devShop: DevShop;
  url: string;
  token: string;
  ask: (query: string, variables?: object, token?: string) => Promise<GraphqlAnswer>;
  post: (query: string, variables?: object, token?: string) => Promise<Response>;
};

type Options = Parameters<typeof aDevShop>[0] & { scopes?: string[] };

export async function anAdminClient({
  scopes = allScopes,
  ...options
}: Options = {}): Promise<AdminClient> {
  const devShop = await aDevShop(options);
  const url = await serve(devShop);
  await installApp(devShop, { scopes });
  const { access_token: token } = await exchange(url, devShop);
  const post: AdminClient["post"] = (query, variables = {}, asToken = String(token)) =>
    fetch(`${url}/admin/api/2026-10/graphql.json`, {
      method: "POST",
      headers: { "content-type": "application/json", "x-shopify-access-token": asToken },
      body: JSON.stringify({ query, variables }),
    });
  const ask: AdminClient["ask"] = async (...question) =>
    (await (await post(...question)).json()) as GraphqlAnswer;
  return { devShop, url, token: String(token), ask, post };
}

async function serve(devShop: DevShop): Promise<string> {
  const server = createServer((req, res) => {
    void (async () => {
      for (const handle of [handleFaults, handleAuth, handleGraphql]) {
        if (await handle(devShop, req, res)) return;
      }
      res.writeHead(404).end();
    })().catch((error: unknown) => {
      console.error(error);
      if (!res.headersSent) res.writeHead(500);
      res.end(String(error));
    });
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const { port } = server.address() as AddressInfo;
  devShop.url = `http://127.0.0.1:${String(port)}`;
  onTestFinished(async () => {
    await bulkOperationsDone(devShop);
    server.closeAllConnections();
    await new Promise((resolve) => server.close(resolve));
  });
  return devShop.url;
}

/** Asks the token endpoint; `more` replaces fields of a good token exchange. */
export async function requestToken(
  url: string,
  devShop: DevShop,
  more: object = {},
): Promise<Response> {
  return fetch(`${url}/admin/oauth/access_token`, {
    method: "POST",
    headers: { "content-type": "application/json" },
    body: JSON.stringify({
      client_id: devShop.app.clientId,
      client_secret: devShop.app.clientSecret,
      grant_type: "urn:ietf:params:oauth:grant-type:token-exchange",
      subject_token: mintSessionToken(devShop),
      subject_token_type: "urn:ietf:params:oauth:token-type:id_token",
      requested_token_type: "urn:shopify:params:oauth:token-type:offline-access-token",
      expiring: "1",
      ...more,
    }),
  });
}

async function exchange(url: string, devShop: DevShop): Promise<{ [key: string]: Json }> {
  return (await (await requestToken(url, devShop)).json()) as { [key: string]: Json };
}
