import { expect, test } from "vitest";

import { setPlan } from "#dev-shop/graphql/buckets.ts";
import { anAdminClient } from "#test/dev-shop/an-admin-client.ts";
import type { AdminClient } from "#test/dev-shop/an-admin-client.ts";

const create = `mutation CodeAmountOff($d: DiscountCodeBasicInput!) {
  discountCodeBasicCreate(basicCodeDiscount: $d) { codeDiscountNode { id } userErrors { code } } }`;
const variables = {
  d: {
    title: "Reward",
    code: "LOST-1",
    startsAt: "2026-06-01T00:00:00Z",
    context: { all: "ALL" },
    customerGets: { items: { all: true }, value: { percentage: 0.1 } },
  },
};
const post = (client: AdminClient) => client.post(create, variables);
const made = ({ devShop }: AdminClient) => devShop.store.count("discount", {});

test("a lost answer has done its work: asking again is told TAKEN", async () => {
  const client = await anAdminClient();
  client.devShop.faults.next({ kind: "lost-answer", operation: "discountCodeBasicCreate" });
  await expect(post(client)).rejects.toThrow();
  expect(await made(client)).toBe(1);
  expect((await client.ask(create, variables)).data).toEqual({
    discountCodeBasicCreate: { codeDiscountNode: null, userErrors: [{ code: "TAKEN" }] },
  });
});

test("faults before the work leave nothing done, faults after it leave it done", async () => {
  const client = await anAdminClient();
  const { faults } = client.devShop;
  faults.next({ kind: "error-before" });
  expect((await client.ask(create, variables)).errors?.[0]?.extensions).toEqual({
    code: "INTERNAL_SERVER_ERROR",
  });
  faults.next({ kind: "server-error" });
  expect((await post(client)).status).toBe(503);
  faults.next({ kind: "too-many-requests" });
  const limited = await post(client);
  expect([limited.status, limited.headers.get("retry-after")]).toEqual([429, "2.0"]);
  faults.next({ kind: "throttled" });
  expect((await client.ask(create, variables)).errors?.[0]?.message).toBe("Throttled");
  setPlan(client.devShop, { maximumAvailable: 2_000, restoreRate: 100 });
  expect(await made(client)).toBe(0);
  faults.next({ kind: "error-after" });
  expect((await post(client)).status).toBe(502);
  expect(await made(client)).toBe(1);
});

test("a fault waits for its operation, by the document's name or the field's, as often as told", async () => {
  const client = await anAdminClient();
  const { faults } = client.devShop;
  faults.next({ kind: "server-error", operation: "CodeAmountOff", times: 2 });
  expect((await client.post("{ shop { name } }")).status).toBe(200);
  expect((await post(client)).status).toBe(503);
  expect((await post(client)).status).toBe(503);
  expect((await post(client)).status).toBe(200);
  expect(faults.list()).toEqual([]);
});

test("a timeout leaves the caller waiting, with or without the work done", async () => {
  const client = await anAdminClient();
  const impatient = () =>
    fetch(`${client.url}/admin/api/2026-10/graphql.json`, {
      method: "POST",
      headers: { "x-shopify-access-token": client.token },
      body: JSON.stringify({ query: create, variables }),
      signal: AbortSignal.timeout(300),
    });
  client.devShop.faults.next({ kind: "timeout" });
  await expect(impatient()).rejects.toThrow("timeout");
  expect(await made(client)).toBe(0);
  client.devShop.faults.next({ kind: "timeout-after" });
  await expect(impatient()).rejects.toThrow("timeout");
  await expect.poll(() => made(client)).toBe(1);
});

test("a revoked token stays revoked", async () => {
  const client = await anAdminClient();
  client.devShop.faults.next({ kind: "token-revoked" });
  expect((await post(client)).status).toBe(401);
  const again = await post(client);
  expect(again.status).toBe(401);
  expect(await again.json()).toEqual({
    errors: "[API] Invalid API key or access token (unrecognized login or wrong password)",
  });
});

test("faults can be planned over HTTP from this machine", async () => {
  const client = await anAdminClient();
  const control = (method: string, body?: object) =>
    fetch(`${client.url}/dev/faults`, { method, ...(body ? { body: JSON.stringify(body) } : {}) });
  const planned = await control("POST", { kind: "server-error", times: 1 });
  expect(await planned.json()).toEqual({ faults: [{ kind: "server-error", times: 1 }] });
  expect((await post(client)).status).toBe(503);
  expect((await control("POST", { kind: "earthquake" })).status).toBe(422);
  await control("POST", { kind: "throttled", operation: "x" });
  expect(await (await control("DELETE")).json()).toEqual({ faults: [] });
});
