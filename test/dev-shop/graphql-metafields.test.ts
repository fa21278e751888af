import { expect, test } from "vitest";

import { installApp } from "#dev-shop/auth/installation.ts";
import { anAdminClient } from "#test/dev-shop/an-admin-client.ts";
import type { AdminClient, GraphqlAnswer, Json } from "#test/dev-shop/an-admin-client.ts";

const set = `mutation ($m: [MetafieldsSetInput!]!) { metafieldsSet(metafields: $m) {
  metafields { namespace key type value jsonValue compareDigest ownerType }
  userErrors { code field message elementIndex } } }`;

async function aCustomer({ devShop }: AdminClient): Promise<string> {
  const { id } = await devShop.commerce.createCustomer({ email: "ada@example.com" });
  return `gid://shopify/Customer/${String(id)}`;
}

type Result = { metafields: Record<string, Json>[] | null; userErrors: Record<string, Json>[] };

function resultOf({ data, errors }: GraphqlAnswer): Result {
  expect(errors).toBeUndefined();
  return data?.["metafieldsSet"] as unknown as Result;
}

const points = (ownerId: string, value: string, more: object = {}) => ({
  ownerId,
  key: "points",
  type: "number_integer",
  value,
  ...more,
});

test("without a namespace a metafield is the app's own, also when read", async () => {
  const client = await anAdminClient();
  const ownerId = await aCustomer(client);
  const { metafields } = resultOf(await client.ask(set, { m: [points(ownerId, "250")] }));
  expect(metafields?.[0]).toMatchObject({
    namespace: "app--4242",
    jsonValue: 250,
    ownerType: "CUSTOMER",
  });
  const read = `query ($id: ID!) { customer(id: $id) {
    bare: metafield(key: "points") {
      value } reserved: metafield(namespace: "$app", key: "points") { value }
    other: metafield(namespace: "custom", key: "points") { value }
    metafields(first: 5, keys: ["$app.points"]) { nodes { key } } } }`;
  expect((await client.ask(read, { id: ownerId })).data?.["customer"]).toEqual({
    bare: { value: "250" },
    reserved: { value: "250" },
    other: null,
    metafields: { nodes: [{ key: "points" }] },
  });
});

test("a digest that is no longer right is refused as STALE_OBJECT", async () => {
  const client = await anAdminClient();
  const ownerId = await aCustomer(client);
  const write = async (value: string, compareDigest: string | null) =>
    resultOf(await client.ask(set, { m: [points(ownerId, value, { compareDigest })] }));
  const first = await write("1", null);
  expect(first.userErrors).toEqual([]);
  expect((await write("2", null)).userErrors).toEqual([
    {
      code: "STALE_OBJECT",
      field: ["metafields", "0"],
      message:
        "The resource has been updated since it was loaded. Try again with an updated `compareDigest` value.",
      elementIndex: null,
    },
  ]);
  const digest = String(first.metafields?.[0]?.["compareDigest"]);
  const race = await Promise.all(["3", "4", "5", "6"].map((value) => write(value, digest)));
  expect(race.filter(({ userErrors }) => userErrors.length === 0)).toHaveLength(1);
});

test("one bad entry keeps all of them from being written", async () => {
  const client = await anAdminClient();
  const ownerId = await aCustomer(client);
  const m = [
    points(ownerId, "1"),
    points(ownerId, "many", { key: "b" }),
    points("gid://shopify/Customer/1", "1"),
    points(ownerId, "1", { namespace: "app--1" }),
    points(ownerId, "1", { key: "c", type: "number_roman" }),
    { ownerId, key: "d", value: "1" },
  ];
  const { metafields, userErrors } = resultOf(await client.ask(set, { m }));
  expect(metafields).toBeNull();
  expect(userErrors.map(({ code, field }) => [code, ...(field as string[]).slice(1)])).toEqual([
    ["INVALID_VALUE", "1", "value"],
    ["INVALID", "2", "ownerId"],
    ["APP_NOT_AUTHORIZED", "3"],
    ["INCLUSION", "4", "type"],
    ["BLANK", "5", "type"],
  ]);
  expect(await client.devShop.store.count("metafield", {})).toBe(0);
});

test("more than 25 entries are refused", async () => {
  const client = await anAdminClient();
  const ownerId = await aCustomer(client);
  const m = Array.from({ length: 26 }, (_, n) => points(ownerId, "1", { key: `k${String(n)}` }));
  expect(resultOf(await client.ask(set, { m })).userErrors).toMatchObject([
    {
      code: "LESS_THAN_OR_EQUAL_TO",
      message: "Exceeded the maximum metafields input limit of 25.",
    },
  ]);
  expect(resultOf(await client.ask(set, { m: m.slice(1) })).metafields).toHaveLength(25);
});

test("deleting names what was there, and null for what was not", async () => {
  const client = await anAdminClient();
  const ownerId = await aCustomer(client);
  await client.ask(set, { m: [points(ownerId, "1")] });
  const remove = `mutation ($m: [MetafieldIdentifierInput!]!) { metafieldsDelete(metafields: $m) {
    deletedMetafields { ownerId namespace key } userErrors { message } } }`;
  const m = ["points", "never"].map((key) => ({ ownerId, namespace: "$app", key }));
  expect((await client.ask(remove, { m })).data?.["metafieldsDelete"]).toEqual({
    deletedMetafields: [{ ownerId, namespace: "app--4242", key: "points" }, null],
    userErrors: [],
  });
});

test("a definition gives its metafields their type", async () => {
  const client = await anAdminClient();
  const ownerId = await aCustomer(client);
  const define = `mutation ($d: MetafieldDefinitionInput!) {
    metafieldDefinitionCreate(definition: $d) {
    createdDefinition { namespace key type { name } } userErrors { code field } } }`;
  const d = { ownerType: "CUSTOMER", key: "tier", name: "Tier", type: "single_line_text_field" };
  expect((await client.ask(define, { d })).data?.["metafieldDefinitionCreate"]).toEqual({
    createdDefinition: {
      namespace: "app--4242",
      key: "tier",
      type: { name: "single_line_text_field" },
    },
    userErrors: [],
  });
  expect((await client.ask(define, { d })).data?.["metafieldDefinitionCreate"]).toMatchObject({
    userErrors: [{ code: "TAKEN" }],
  });
  const untyped = [{ ownerId, key: "tier", value: "Gold" }];
  expect(resultOf(await client.ask(set, { m: untyped })).metafields).toMatchObject([
    { value: "Gold" },
  ]);
  const wrong = [{ ownerId, key: "tier", value: "1", type: "number_integer" }];
  expect(resultOf(await client.ask(set, { m: wrong })).userErrors).toMatchObject([
    { code: "INVALID_TYPE", field: ["metafields", "0", "type"] },
  ]);
});

test("what the app's toml declares is defined when it is installed", async () => {
  const client = await anAdminClient();
  const { devShop, ask } = client;
  const points = { type: "json", name: "Loyalty", access: { customer_account: "read" } };
  devShop.app.toml["customer"] = { metafields: { app: { loyalty: points } } };
  await installApp(devShop);
  const query = `{ metafieldDefinitions(first: 5, ownerType: CUSTOMER) {
    nodes { namespace key name type { name } access { customerAccount } } } }`;
  const nodes = [
    {
      namespace: "app--4242",
      key: "loyalty",
      name: "Loyalty",
      type: { name: "json" },
      access: { customerAccount: "READ" },
    },
  ];
  expect((await ask(query)).data).toEqual({ metafieldDefinitions: { nodes } });
});
