import { expect, test } from "vitest";

import { anAdminClient } from "#test/dev-shop/an-admin-client.ts";
import type { AdminClient, GraphqlAnswer, Json } from "#test/dev-shop/an-admin-client.ts";

const create = `mutation ($d: DiscountCodeBasicInput!) {
  discountCodeBasicCreate(basicCodeDiscount: $d) {
    codeDiscountNode { id } userErrors { code field message extraInfo } } }`;
const lookUp = `query ($code: String!) { codeDiscountNodeByCode(code: $code) {
  id codeDiscount { __typename ... on DiscountCodeBasic {
    title status startsAt endsAt usageLimit appliesOncePerCustomer asyncUsageCount discountClasses
    codes(first: 1) { nodes { code } }
    context { __typename ... on DiscountCustomers { customers { id } } }
    minimumRequirement { ... on DiscountMinimumSubtotal { greaterThanOrEqualToSubtotal {
      amount } } }
    customerGets { value { ... on DiscountAmount { amount { amount currencyCode } } } } } } } }`;

const reward = (more: object = {}) => ({
  title: "Reward R-1",
  code: "LYL-7F3K",
  startsAt: "2026-06-01T00:00:00Z",
  usageLimit: 1,
  appliesOncePerCustomer: true,
  context: { all: "ALL" },
  customerGets: { items: { all: true }, value: { discountAmount: { amount: "10.00" } } },
  ...more,
});

function resultOf({ data }: GraphqlAnswer): { id: string | null; problems: Json } {
  const result = Object.values(data ?? {})[0] as Record<string, Json>;
  const node = result["codeDiscountNode"] as { id: string } | null;
  return { id: node?.id ?? null, problems: result["userErrors"] ?? null };
}

async function made(client: AdminClient, more: object = {}): Promise<string> {
  const { id, problems } = resultOf(await client.ask(create, { d: reward(more) }));
  expect(problems).toEqual([]);
  return id ?? "";
}

async function problemsWith({ ask }: AdminClient, more: object): Promise<Json> {
  return resultOf(await ask(create, { d: reward(more) })).problems;
}

test("a personal code can be made and read back by its code in any case", async () => {
  const client = await anAdminClient();
  const customer = await client.devShop.commerce.createCustomer({ email: "ada@example.com" });
  const customerId = `gid://shopify/Customer/${String(customer.id)}`;
  await made(client, {
    context: { customers: { add: [customerId] } },
    minimumRequirement: { subtotal: { greaterThanOrEqualToSubtotal: "25.00" } },
  });
  const answer = await client.ask(lookUp, { code: "lyl-7f3k" });
  expect(answer.data?.["codeDiscountNodeByCode"]).toMatchObject({
    codeDiscount: {
      __typename: "DiscountCodeBasic",
      title: "Reward R-1",
      status: "ACTIVE",
      startsAt: "2026-06-01T00:00:00Z",
      endsAt: null,
      usageLimit: 1,
      discountClasses: ["ORDER"],
      codes: { nodes: [{ code: "LYL-7F3K" }] },
      context: { __typename: "DiscountCustomers", customers: [{ id: customerId }] },
      minimumRequirement: { greaterThanOrEqualToSubtotal: { amount: "25.0" } },
      customerGets: { value: { amount: { amount: "10.0", currencyCode: "GBP" } } },
    },
  });
});

test("a code that exists is TAKEN, whatever its case", async () => {
  const client = await anAdminClient();
  await made(client);
  expect(await problemsWith(client, { code: "lyl-7F3k" })).toEqual([
    {
      code: "TAKEN",
      field: ["basicCodeDiscount", "code"],
      message: "Code must be unique. Please try a different code.",
      extraInfo: null,
    },
  ]);
});

test("of many who want one code at once, one gets it", async () => {
  const client = await anAdminClient();
  const answers = await Promise.all(
    Array.from({ length: 10 }, () => client.ask(create, { d: reward() })),
  );
  const results = answers.map(resultOf);
  expect(results.filter(({ id }) => id !== null)).toHaveLength(1);
  const losers = results.filter(({ id }) => id === null).map(({ problems }) => problems);
  expect(losers.every((problems) => JSON.stringify(problems).includes("TAKEN"))).toBe(true);
  expect(await client.devShop.store.count("discount", {})).toBe(1);
});

const at = (code: string, path: string, message: string) => ({
  code,
  field: ["basicCodeDiscount", ...path.split(".")],
  message,
  extraInfo: null,
});

const amount = (value: string) => ({
  customerGets: { items: { all: true }, value: { discountAmount: { amount: value } } },
});
const items = (value: object) => ({ customerGets: { items: value, value: { percentage: 0.1 } } });
const path = "customerGets.value.discountAmount.amount";

const refusals: [object, ReturnType<typeof at>][] = [
  [{ code: null }, at("BLANK", "code", "Code can't be blank")],
  [{ code: "" }, at("TOO_SHORT", "code", "Code is too short (minimum is 1 character)")],
  [{ code: "A\nB" }, at("INVALID", "code", "Code cannot contain newline characters.")],
  [
    { code: "x".repeat(256) },
    at("TOO_LONG", "code", "Code is too long (maximum is 255 characters)"),
  ],
  [{ title: "" }, at("BLANK", "title", "Title can't be blank")],
  [{ startsAt: null }, at("BLANK", "startsAt", "Starts at can't be blank")],
  [
    { endsAt: "2026-05-31T00:00:00Z" },
    at("INVALID", "endsAt", "Ends at needs to be after starts_at"),
  ],
  [{ usageLimit: 0 }, at("GREATER_THAN", "usageLimit", "Usage limit must be greater than 0")],
  [amount("-1"), at("LESS_THAN_OR_EQUAL_TO", path, "Value must be less than or equal to 0")],
  [
    { customerGets: { items: { all: true }, value: { percentage: 1.5 } } },
    at("VALUE_OUTSIDE_RANGE", "customerGets.value.percentage", "Value must be between 0.0 and 1.0"),
  ],
  [
    items({ products: { productsToAdd: ["gid://shopify/Product/999"] } }),
    at("INVALID", "customerGets.items.products.productsToAdd", "Product with id: 999 is invalid"),
  ],
  [
    { customerSelection: { all: true } },
    at("INVALID", "context", "Only one of context or customerSelection can be provided."),
  ],
];

test("each bad field is answered with the userError that was recorded", async () => {
  const client = await anAdminClient();
  for (const [more, problem] of refusals) {
    expect(await problemsWith(client, more), JSON.stringify(more)).toEqual([problem]);
  }
  expect(await client.devShop.store.count("discount", {})).toBe(0);
});

test("an input that contradicts itself is a BAD_REQUEST", async () => {
  const { ask } = await anAdminClient();
  const value = { percentage: 0.1, discountAmount: { amount: "1.00" } };
  const d = reward({ customerGets: { items: { all: true }, value } });
  const answer = await ask(create, { d });
  expect(answer.data).toEqual({ discountCodeBasicCreate: null });
  expect(answer.errors?.[0]).toMatchObject({
    message: "A discount can only have one of percentage, discountOnQuantity or discountAmount.",
    extensions: { code: "BAD_REQUEST" },
  });
});

test("deactivating ends a code now, activating opens it again, deleting removes it", async () => {
  const client = await anAdminClient();
  const id = await made(client);
  const run = (name: string) =>
    client.ask(
      `mutation ($id: ID!) { ${name}(id: $id) { codeDiscountNode { codeDiscount {
        ... on DiscountCodeBasic { status startsAt endsAt } } } userErrors {
          code field message } } }`,
      { id },
    );
  const node = (codeDiscount: object) => ({ codeDiscountNode: { codeDiscount }, userErrors: [] });
  const [startsAt, endsAt] = ["2026-06-01T00:00:00Z", "2026-06-01T12:00:00Z"];
  expect((await run("discountCodeDeactivate")).data).toEqual({
    discountCodeDeactivate: node({ status: "EXPIRED", startsAt, endsAt }),
  });
  expect((await run("discountCodeActivate")).data).toEqual({
    discountCodeActivate: node({ status: "ACTIVE", startsAt, endsAt: null }),
  });
  const remove = `mutation ($id: ID!) { discountCodeDelete(id: $id) {
    deletedCodeDiscountId userErrors { code field message } } }`;
  expect((await client.ask(remove, { id })).data).toEqual({
    discountCodeDelete: { deletedCodeDiscountId: id, userErrors: [] },
  });
  const gone = { code: "INVALID", field: ["id"], message: "Code discount does not exist." };
  expect((await run("discountCodeDeactivate")).data).toEqual({
    discountCodeDeactivate: { codeDiscountNode: null, userErrors: [gone] },
  });
});

test("a scheduled code that is deactivated never was active", async () => {
  const client = await anAdminClient();
  const id = await made(client, { startsAt: "2030-01-01T00:00:00Z" });
  const deactivate = `mutation ($id: ID!) { discountCodeDeactivate(id: $id) {
    codeDiscountNode { codeDiscount { ... on DiscountCodeBasic { status startsAt endsAt } } } } }`;
  const now = "2026-06-01T12:00:00Z";
  expect((await client.ask(deactivate, { id })).data).toEqual({
    discountCodeDeactivate: {
      codeDiscountNode: { codeDiscount: { status: "EXPIRED", startsAt: now, endsAt: now } },
    },
  });
});
