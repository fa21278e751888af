import { expect, test, vi } from "vitest";

import {
  grantScopes,
  installApp,
  revokeScopes,
  uninstallApp,
} from "#dev-shop/auth/installation.ts";
import { mintSessionToken, verifySessionToken } from "#dev-shop/auth/session-token.ts";
import { expireAccessTokens } from "#dev-shop/auth/tokens.ts";
import { anAdminClient, requestToken } from "#test/dev-shop/an-admin-client.ts";
import type { AdminClient, Json } from "#test/dev-shop/an-admin-client.ts";

const shopName = "{ shop { name } }";

type Tokens = { access_token: string; refresh_token: string; [key: string]: Json };

async function tokens({ url, devShop }: AdminClient, more: object = {}): Promise<Tokens> {
  const response = await requestToken(url, devShop, more);
  expect(response.status).toBe(200);
  return (await response.json()) as Tokens;
}

async function refused({ url, devShop }: AdminClient, more: object): Promise<[number, Json]> {
  const response = await requestToken(url, devShop, more);
  const body = (await response.json()) as { error: Json };
  return [response.status, body.error];
}

const refreshWith = (refresh_token: string) => ({ grant_type: "refresh_token", refresh_token });

test("a session token is exchanged for an offline token that lives an hour", async () => {
  const client = await anAdminClient();
  const answer = await tokens(client);
  expect(answer).toMatchObject({ expires_in: 3600, refresh_token_expires_in: 7_776_000 });
  expect(answer["scope"]).toContain("write_discounts");
  expect((await client.ask(shopName, {}, answer.access_token)).data).toEqual({
    shop: { name: "Dev Shop" },
  });
});

test("without expiring there is no refresh token, and an online token names the user", async () => {
  const client = await anAdminClient();
  expect(Object.keys(await tokens(client, { expiring: "0" })).sort()).toEqual([
    "access_token",
    "scope",
  ]);
  const online = await tokens(client, {
    requested_token_type: "urn:shopify:params:oauth:token-type:online-access-token",
    subject_token: mintSessionToken(client.devShop, { userId: 7 }),
  });
  expect(online).toMatchObject({ associated_user: { id: 7, account_owner: true } });
});

test("session tokens that are forged, stale, or meant for others are refused", async () => {
  const client = await anAdminClient();
  const { devShop } = client;
  const now = Math.floor(Date.now() / 1000);
  const [head = "", body = "", signature = ""] = mintSessionToken(devShop).split(".");
  const bad = [
    "nonsense",
    `${head}.${body}.${signature.slice(0, -2)}AA`,
    `${Buffer.from('{"alg":"none"}').toString("base64url")}.${body}.`,
    mintSessionToken(devShop, { claims: { exp: now - 30 } }),
    mintSessionToken(devShop, { claims: { nbf: now + 60 } }),
    mintSessionToken(devShop, { claims: { aud: "another app" } }),
    mintSessionToken(devShop, { claims: { dest: "https://other.myshopify.com" } }),
  ];
  for (const subject_token of bad) {
    expect(await refused(client, { subject_token })).toEqual([400, "invalid_subject_token"]);
  }
  expect(await refused(client, { client_secret: "wrong" })).toEqual([400, "invalid_client"]);
  expect(await refused(client, { grant_type: "password" })).toEqual([
    400,
    "unsupported_grant_type",
  ]);
});

test("a session token follows the machine's clock, not the shop's", async () => {
  const { devShop } = await anAdminClient();
  devShop.clock.set(new Date("2010-12-01T00:00:00Z"));
  const token = mintSessionToken(devShop);
  expect(Math.abs((verifySessionToken(devShop, token)?.iat ?? 0) - Date.now() / 1000)).toBeLessThan(
    5,
  );
});

test("an expired access token is refused and a refresh brings a new pair", async () => {
  const client = await anAdminClient();
  const first = await tokens(client);
  await expireAccessTokens(client.devShop);
  expect((await client.post(shopName, {}, first.access_token)).status).toBe(401);
  const second = await tokens(client, refreshWith(first.refresh_token));
  expect(second.refresh_token).not.toBe(first.refresh_token);
  expect((await client.post(shopName, {}, second.access_token)).status).toBe(200);
});

test("a used refresh token works on until its replacement is used", async () => {
  const client = await anAdminClient();
  const first = await tokens(client);
  await tokens(client, refreshWith(first.refresh_token));
  const third = await tokens(client, refreshWith(first.refresh_token));
  await tokens(client, refreshWith(third.refresh_token));
  expect(await refused(client, refreshWith(first.refresh_token))).toEqual([400, "invalid_grant"]);
  expect(await refused(client, refreshWith("shprt_unknown"))).toEqual([400, "invalid_grant"]);
});

test("a refresh token ends after 90 days, a used one 30 days after its first use", async () => {
  const client = await anAdminClient();
  const [unused, used] = [await tokens(client), await tokens(client)];
  await tokens(client, refreshWith(used.refresh_token));
  const day = 86_400_000;
  const today = Date.now();
  const clock = vi.spyOn(Date, "now");
  try {
    clock.mockReturnValue(today + 31 * day);
    expect(await refused(client, refreshWith(used.refresh_token))).toEqual([400, "invalid_grant"]);
    clock.mockReturnValue(today + 91 * day);
    expect(await refused(client, refreshWith(unused.refresh_token))).toEqual([
      400,
      "invalid_grant",
    ]);
  } finally {
    clock.mockRestore();
  }
});

test("uninstalling kills every token, and a new installation needs a new exchange", async () => {
  const client = await anAdminClient();
  const first = await tokens(client);
  await uninstallApp(client.devShop);
  expect((await client.post(shopName)).status).toBe(401);
  expect(await refused(client, refreshWith(first.refresh_token))).toEqual([400, "invalid_grant"]);
  expect(await refused(client, {})).toEqual([400, "application_not_installed"]);
  await installApp(client.devShop, { scopes: ["read_orders"] });
  expect((await client.post(shopName, {}, first.access_token)).status).toBe(401);
  const again = await tokens(client);
  expect(again["scope"]).toBe("read_orders");
});

test("optional scopes come and go with the token staying the same", async () => {
  const client = await anAdminClient({ scopes: ["read_orders"] });
  const { devShop } = client;
  devShop.app.toml["access_scopes"] = { scopes: "read_orders", optional_scopes: ["read_products"] };
  const products = "{ products(first: 1) { nodes { id } } }";
  expect((await client.ask(products)).errors?.[0]?.extensions?.["code"]).toBe("ACCESS_DENIED");
  await grantScopes(devShop, ["read_products"]);
  expect((await client.ask(products)).data).toEqual({ products: { nodes: [] } });
  const revoke = `mutation ($scopes: [String!]!) {
    appRevokeAccessScopes(scopes: $scopes) { revoked { handle } userErrors { code } } }`;
  expect((await client.ask(revoke, { scopes: ["read_orders"] })).data).toEqual({
    appRevokeAccessScopes: {
      revoked: null,
      userErrors: [{ code: "CANNOT_REVOKE_REQUIRED_SCOPES" }],
    },
  });
  await client.ask(revoke, { scopes: ["read_products"] });
  expect((await client.ask(products)).errors?.[0]?.message).toContain("Access denied for products");
  await expect(grantScopes(devShop, ["read_themes"])).rejects.toThrow("read_themes");
  await expect(revokeScopes(devShop, [])).resolves.toEqual(["read_orders"]);
});

test("every token fault can be had on demand", async () => {
  const client = await anAdminClient();
  const { devShop, url } = client;
  const first = await tokens(client);
  devShop.faults.next({ kind: "server-error", operation: "oauth/access_token" });
  expect((await requestToken(url, devShop)).status).toBe(503);
  devShop.faults.next({ kind: "lost-answer", operation: "oauth/access_token" });
  await expect(requestToken(url, devShop, refreshWith(first.refresh_token))).rejects.toThrow();
  const kept = await tokens(client, refreshWith(first.refresh_token));
  expect((await client.post(shopName, {}, kept.access_token)).status).toBe(200);
});
