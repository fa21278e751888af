import { expect, test } from "vitest";

import { setProtectedData } from "#dev-shop/auth/installation.ts";
import { setPlan } from "#dev-shop/graphql/buckets.ts";
import { connectionWeight } from "#dev-shop/graphql/cost.ts";
import { anAdminClient } from "#test/dev-shop/an-admin-client.ts";
import type { AdminClient, GraphqlAnswer } from "#test/dev-shop/an-admin-client.ts";

function codes({ errors }: GraphqlAnswer) {
  return errors?.map(({ extensions }) => extensions?.["code"]);
}

const aCustomer = ({ devShop }: AdminClient) =>
  devShop.commerce.createCustomer({ email: "ada@example.com", firstName: "Ada", tags: ["b", "A"] });

test("a field without its scope is refused in Shopify's words", async () => {
  const { ask } = await anAdminClient({ scopes: ["read_orders"] });
  const answer = await ask("{ customers(first: 1) { nodes { id } } }");
  expect(answer.errors?.[0]).toMatchObject({
    message: "Access denied for customers field. Required access: `read_customers` access scope.",
    path: ["customers"],
    extensions: {
      code: "ACCESS_DENIED",
      documentation: "https://shopify.dev/api/usage/access-scopes",
      requiredAccess: "`read_customers` access scope.",
    },
  });
});

test("to write is also to read, but to read is not to write", async () => {
  const { ask } = await anAdminClient({ scopes: ["write_customers", "read_discounts"] });
  expect((await ask("{ customers(first: 1) { nodes { id } } }")).errors).toBeUndefined();
  const deactivate = `mutation { discountCodeDeactivate(id: "gid://shopify/DiscountCodeNode/1") {
    userErrors { code } } }`;
  expect(codes(await ask(deactivate))).toEqual(["ACCESS_DENIED"]);
});

test("metafields and tags need the scope of what they hang on", async () => {
  const client = await anAdminClient({ scopes: ["read_customers"] });
  const { id } = await aCustomer(client);
  const ownerId = `gid://shopify/Customer/${String(id)}`;
  const set = `mutation ($m: [MetafieldsSetInput!]!) { metafieldsSet(metafields: $m) {
    userErrors { code } } }`;
  const metafield = { ownerId, key: "points", type: "number_integer", value: "1" };
  expect(codes(await client.ask(set, { m: [metafield] }))).toEqual(["ACCESS_DENIED"]);
  const tag = `mutation ($id: ID!) { tagsAdd(id: $id, tags: ["x"]) { userErrors { message } } }`;
  expect(codes(await client.ask(tag, { id: ownerId }))).toEqual(["ACCESS_DENIED"]);
});

test("protected customer data is refused by level and by field", async () => {
  const client = await anAdminClient();
  await aCustomer(client);
  const query = `{ customers(first: 1) { nodes { id firstName
    defaultEmailAddress { emailAddress marketingState } } } }`;
  expect((await client.ask(query)).errors).toBeUndefined();

  await setProtectedData(client.devShop, { level: 2, fields: ["name"] });
  const partly = await client.ask(query);
  expect(partly.errors?.map(({ message }) => message.slice(0, 53))).toEqual([
    "This app is not approved to use the emailAddress fiel",
  ]);
  expect(partly.data).toMatchObject({
    customers: { nodes: [{ firstName: "Ada", defaultEmailAddress: null }] },
  });

  await setProtectedData(client.devShop, { level: 1, fields: [] });
  const anonymous = "{ customers(first: 1) { nodes { id tags numberOfOrders } } }";
  expect((await client.ask(anonymous)).errors).toBeUndefined();
  await setProtectedData(client.devShop, { level: 0, fields: [] });
  const nothing = await client.ask(anonymous);
  expect(nothing.errors?.[0]?.message).toContain("not approved to access the Customer object");
});

test("what Shopify has and the dev shop has not is refused by name", async () => {
  const { ask } = await anAdminClient();
  const answer = await ask(`{ app { title banner { url } } }`);
  expect(answer.errors?.[0]?.message).toBe("dev shop: App.banner is not implemented");
  const mutation = `mutation { giftCardSendNotificationToCustomer(id: "gid://shopify/GiftCard/1") {
    userErrors { code } } }`;
  expect((await ask(mutation)).errors?.[0]?.message).toBe(
    "dev shop: Mutation.giftCardSendNotificationToCustomer is not implemented",
  );
  const search = await ask(`{ orders(first: 1, query: "delivery_method:x") { nodes { id } } }`);
  expect(search.errors?.[0]?.message).toContain("searching orders by delivery_method");
});

test("documents and variables that are wrong are refused with Shopify's codes", async () => {
  const { ask } = await anAdminClient();
  expect((await ask("{ shop { nam } }")).errors?.[0]).toMatchObject({
    message: "Field 'nam' doesn't exist on type 'Shop'",
    path: ["query", "shop", "nam"],
    extensions: { code: "undefinedField" },
  });
  const byId = "query ($id: ID!) { order(id: $id) { id } }";
  expect((await ask(byId, { id: "5" })).errors?.[0]).toMatchObject({
    message: "Variable $id of type ID! was provided invalid value",
    extensions: {
      code: "INVALID_VARIABLE",
      problems: [{ path: [], explanation: "Invalid global id '5'" }],
    },
  });
  expect((await ask(byId, { id: "gid://shopify/Product/1" })).errors?.[0]).toMatchObject({
    message: "Invalid id: gid://shopify/Product/1",
    extensions: { code: "RESOURCE_NOT_FOUND" },
  });
  expect(codes(await ask("query { nonsense("))).toEqual(["PARSE_ERROR"]);
  const ids = Array.from({ length: 251 }, (_, n) => `gid://shopify/Order/${String(n)}`);
  const many = await ask("query ($ids: [ID!]!) { nodes(ids: $ids) { id } }", { ids });
  expect(many.errors?.[0]).toMatchObject({
    message: "The input array size of 251 is greater than the maximum allowed of 250.",
    path: ["nodes", "ids"],
  });
  expect(codes(await ask("{ orders { nodes { id } } }"))).toEqual(["BAD_REQUEST"]);
});

test("costs follow the recorded curve: 1, 3, 4, 7, 9, 11 for pages of 1, 5, 10, 50, 101, 250", () => {
  expect([0, 1, 2, 5, 10, 50, 101, 250].map(connectionWeight)).toEqual([0, 1, 1, 3, 4, 7, 9, 11]);
});

test("an answer tells its cost, and an empty bucket answers THROTTLED with 200", async () => {
  const { ask, post, devShop } = await anAdminClient();
  const page = "{ customers(first: 50) { nodes { id } } }";
  expect((await ask(page)).extensions?.cost).toMatchObject({
    requestedQueryCost: 9,
    actualQueryCost: 2,
  });

  setPlan(devShop, { maximumAvailable: 20, restoreRate: 0 });
  await ask(page);
  await ask(
    `mutation { tagsAdd(id: "gid://shopify/Customer/1", tags: ["x"]) { userErrors { message } } }`,
  );
  const response = await post(page);
  expect(response.status).toBe(200);
  expect(await response.json()).toMatchObject({
    errors: [{ message: "Throttled", extensions: { code: "THROTTLED" } }],
    extensions: {
      cost: {
        requestedQueryCost: 9,
        actualQueryCost: null,
        throttleStatus: { maximumAvailable: 20, currentlyAvailable: 8, restoreRate: 0 },
      },
    },
  });
});

test("a query of more than 1,000 points is never run", async () => {
  const { ask } = await anAdminClient();
  const nested = `{ orders(first: 250) { nodes { lineItems(first: 250) { nodes { product { id
    variants(first: 250) { nodes { id } } } } } } } }`;
  const answer = await ask(nested);
  expect(codes(answer)).toEqual(["MAX_COST_EXCEEDED"]);
  expect(answer.data).toBeUndefined();
});
