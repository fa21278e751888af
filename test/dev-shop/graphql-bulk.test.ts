import { expect, test } from "vitest";

import { bulkOperationsDone, holdBulkOperations } from "#dev-shop/graphql/bulk/run.ts";
import { aProduct } from "#test/dev-shop/a-shop.ts";
import { anAdminClient } from "#test/dev-shop/an-admin-client.ts";
import type { AdminClient, Json } from "#test/dev-shop/an-admin-client.ts";

const runQuery = `mutation ($query: String!) { bulkOperationRunQuery(query: $query) {
  bulkOperation { id status } userErrors { code field message } } }`;
const status = `query ($id: ID!) { bulkOperation(id: $id) {
  status errorCode objectCount rootObjectCount fileSize url partialDataUrl completedAt type } }`;

type Started = { bulkOperation: { id: string; status: string } | null; userErrors: Json[] };

async function start({ ask }: AdminClient, query: string): Promise<Started> {
  const { data, errors } = await ask(runQuery, { query });
  expect(errors).toBeUndefined();
  return data?.["bulkOperationRunQuery"] as unknown as Started;
}

async function statusOf({ ask }: AdminClient, id: string): Promise<Record<string, Json>> {
  const { data, errors } = await ask(status, { id });
  expect(errors).toBeUndefined();
  return data?.["bulkOperation"] as unknown as Record<string, Json>;
}

async function finished(client: AdminClient, query: string) {
  const { bulkOperation } = await start(client, query);
  await bulkOperationsDone(client.devShop);
  const operation = await statusOf(client, bulkOperation?.id ?? "");
  const text = operation["url"] ? await (await fetch(String(operation["url"]))).text() : "";
  const lines = text.split("\n").filter(Boolean);
  return { operation, lines: lines.map((line) => JSON.parse(line) as Record<string, Json>) };
}

const orders = `{ orders(query: "created_at:>=2025-01-01") { edges { node { __typename id name
  customer { id } lineItems { edges { node { id quantity } } } } } } }`;

test("a bulk query yields every order and its lines, each a line that names its parent", async () => {
  const client = await anAdminClient();
  const { commerce } = client.devShop;
  const { variantId } = await aProduct(client.devShop, 1_000);
  const place = { lines: [{ variantId, quantity: 2 }], customerId: null, payment: "paid" } as const;
  const ids: string[] = [];
  const made = await commerce.placeOrders(
    Array.from({ length: 450 }, () => ({ ...place, lines: [...place.lines] })),
  );
  for (const result of made)
    if (result.ok) ids.push(`gid://shopify/Order/${String(result.order.id)}`);

  const { operation, lines } = await finished(client, orders);
  expect(operation).toMatchObject({
    status: "COMPLETED",
    errorCode: null,
    objectCount: "900",
    rootObjectCount: "450",
    type: "QUERY",
  });
  const roots = lines.filter((line) => !("__parentId" in line));
  expect(roots.map((line) => line["id"])).toEqual(ids);
  expect(Object.keys(roots[0] ?? {})).toEqual(["__typename", "id", "name", "customer"]);
  const children = lines.filter((line) => "__parentId" in line);
  expect(children.map((line) => line["__parentId"])).toEqual(ids);
  expect(children.every((line) => line["quantity"] === 2)).toBe(true);
});

test("nothing found is a completed operation without a file", async () => {
  const client = await anAdminClient();
  const { operation } = await finished(client, orders);
  expect(operation).toMatchObject({
    status: "COMPLETED",
    objectCount: "0",
    url: null,
    fileSize: null,
  });
});

test("an operation that needs a scope the app has not fails with ACCESS_DENIED", async () => {
  const client = await anAdminClient({ scopes: ["read_products"] });
  const { operation } = await finished(client, orders);
  expect(operation).toMatchObject({ status: "FAILED", errorCode: "ACCESS_DENIED", url: null });
});

const refusals: [string, string][] = [
  ["{ shop { name } }", "Bulk queries must contain at least one connection."],
  [
    "mutation { tagsAdd { node { id } } }",
    "Invalid operation type. Only `query` operations are supported.",
  ],
  ["{ orders", "Invalid bulk query: syntax error, unexpected end of file"],
  [
    "{ orders { nodes { id } } }",
    "All connection fields in a bulk query must select their contents using 'edges' > 'node', e.g: " +
      "'orders { edges { node {'. Selecting via 'nodes' is not supported. Invalid connection fields: 'orders'.",
  ],
  [
    "{ orders { edges { node { name lineItems { edges { node { id } } } } } } }",
    "The parent 'node' field for a nested connection must select the 'id' field without an alias " +
      "and must be of 'ID' return type. Connection fields without 'id': orders.",
  ],
];

test("queries that cannot run in bulk are refused in Shopify's words", async () => {
  const client = await anAdminClient();
  for (const [query, message] of refusals) {
    const { bulkOperation, userErrors } = await start(client, query);
    expect(bulkOperation).toBeNull();
    expect(userErrors).toEqual([{ code: "INVALID", field: ["query"], message }]);
  }
});

test("five run at a time, a sixth is refused, and one can be cancelled", async () => {
  const client = await anAdminClient();
  await client.devShop.commerce.createProduct({ title: "One" });
  const release = holdBulkOperations(client.devShop);
  const products = "{ products { edges { node { id } } } }";
  const started: Started[] = [];
  for (let n = 0; n < 6; n += 1) started.push(await start(client, products));
  expect(started[5]).toMatchObject({
    bulkOperation: null,
    userErrors: [{ code: "OPERATION_IN_PROGRESS", field: null }],
  });
  const [firstId, secondId] = started.map(({ bulkOperation }) => bulkOperation?.id ?? "");
  const cancel = `mutation ($id: ID!) { bulkOperationCancel(id: $id) {
    bulkOperation { status } userErrors { message } } }`;
  const answer = await client.ask(cancel, { id: firstId });
  expect(answer.data).toEqual({
    bulkOperationCancel: { bulkOperation: { status: "CANCELING" }, userErrors: [] },
  });
  release();
  await bulkOperationsDone(client.devShop);
  expect(await statusOf(client, firstId ?? "")).toMatchObject({ status: "CANCELED", url: null });
  expect(await statusOf(client, secondId ?? "")).toMatchObject({ status: "COMPLETED" });
});
