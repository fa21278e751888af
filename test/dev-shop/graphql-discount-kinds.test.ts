import { expect, test } from "vitest";

import { anAdminClient } from "#test/dev-shop/an-admin-client.ts";
import type { GraphqlAnswer, Json } from "#test/dev-shop/an-admin-client.ts";

const common = {
  title: "Reward R-1",
  code: "LYL-7F3K",
  startsAt: "2026-06-01T00:00:00Z",
  context: { all: "ALL" },
};

function problemsIn({ data }: GraphqlAnswer): Json {
  const result = Object.values(data ?? {})[0] as Record<string, Json>;
  return result["userErrors"] ?? null;
}

test("codes added in bulk are taken up one by one, and bad ones named", async () => {
  const client = await anAdminClient();
  const value = { percentage: 0.1 };
  const d = { ...common, customerGets: { items: { all: true }, value } };
  const create = `mutation ($d: DiscountCodeBasicInput!) {
    discountCodeBasicCreate(basicCodeDiscount: $d) { codeDiscountNode { id } } }`;
  const created = (await client.ask(create, { d })).data?.["discountCodeBasicCreate"];
  const discountId = (created as { codeDiscountNode: { id: string } }).codeDiscountNode.id;
  const add = `mutation ($id: ID!, $codes: [DiscountRedeemCodeInput!]!) {
    discountRedeemCodeBulkAdd(discountId: $id, codes: $codes) {
      bulkCreation { id done codesCount importedCount } userErrors { code field message } } }`;
  const codes = ["NEW-1", "lyl-7f3k", "NEW-1", ""].map((code) => ({ code }));
  const added = (await client.ask(add, { id: discountId, codes })).data?.[
    "discountRedeemCodeBulkAdd"
  ];
  expect(added).toMatchObject({ bulkCreation: { done: false, codesCount: 4, importedCount: 0 } });
  const { id } = (added as { bulkCreation: { id: string } }).bulkCreation;
  const status = `query ($id: ID!) { discountRedeemCodeBulkCreation(id: $id) { done importedCount
    failedCount codes(first: 10) { nodes { code discountRedeemCode { code } errors {
      message } } } } }`;
  const taken = "must be unique. Please try a different code.";
  expect((await client.ask(status, { id })).data?.["discountRedeemCodeBulkCreation"]).toEqual({
    done: true,
    importedCount: 1,
    failedCount: 3,
    codes: {
      nodes: [
        { code: "NEW-1", discountRedeemCode: { code: "NEW-1" }, errors: [] },
        { code: "lyl-7f3k", discountRedeemCode: null, errors: [{ message: taken }] },
        {
          code: "NEW-1",
          discountRedeemCode: null,
          errors: [{ message: "Codes must be unique within BulkDiscountCodeCreation" }],
        },
        {
          code: "",
          discountRedeemCode: null,
          errors: [{ message: "is too short (minimum is 1 character)" }],
        },
      ],
    },
  });
});

test("free shipping may not combine with itself, buy-x-get-y needs something to buy", async () => {
  const { ask } = await anAdminClient();
  const shipping = `mutation ($d: DiscountCodeFreeShippingInput!) {
    discountCodeFreeShippingCreate(freeShippingCodeDiscount: $d) { codeDiscountNode { id }
      userErrors { code field message } } }`;
  const combining = { ...common, combinesWith: { shippingDiscounts: true } };
  expect(problemsIn(await ask(shipping, { d: combining }))).toEqual([
    {
      code: "INVALID_COMBINES_WITH_FOR_DISCOUNT_CLASS",
      field: ["freeShippingCodeDiscount", "combinesWith"],
      message: "The combinesWith settings are not valid for the discount class.",
    },
  ]);
  expect(problemsIn(await ask(shipping, { d: common }))).toEqual([]);
  const bxgy = `mutation ($d: DiscountCodeBxgyInput!) {
    discountCodeBxgyCreate(bxgyCodeDiscount: $d) { codeDiscountNode { id }
      userErrors { code field message } } }`;
  const value = { discountOnQuantity: { quantity: "1", effect: { percentage: 1 } } };
  const d = {
    ...common,
    code: "BXGY",
    customerBuys: { value: { quantity: "1" } },
    customerGets: { value },
  };
  expect(problemsIn(await ask(bxgy, { d }))).toEqual([
    {
      code: "BLANK",
      field: ["bxgyCodeDiscount", "customerBuys", "items"],
      message: "Items in 'customer buys' must be defined",
    },
  ]);
});
