import {
  buildClientSchema,
  NoDeprecatedCustomRule,
  parse,
  specifiedRules,
  validate,
} from "graphql";
import { readFileSync } from "node:fs";
import { gunzipSync } from "node:zlib";
import { expect, test } from "vitest";
import { API_VERSION } from "#app/shopify/api-version.ts";
import * as customers from "#app/shopify/documents/customers.ts";
import * as discounts from "#app/shopify/documents/discounts.ts";
import * as giftCards from "#app/shopify/documents/gift-cards.ts";
import * as orders from "#app/shopify/documents/orders.ts";
import * as products from "#app/shopify/documents/products.ts";
import * as shop from "#app/shopify/documents/shop.ts";
import * as storeCredit from "#app/shopify/documents/store-credit.ts";

const file = `node_modules/@shopify/dev-mcp/dist/data/admin_${API_VERSION}.json.gz`;
const introspection = JSON.parse(gunzipSync(readFileSync(file)).toString()) as {
  data: Parameters<typeof buildClientSchema>[0];
};
const schema = buildClientSchema(introspection.data);
const documents = Object.entries({
  ...customers,
  ...discounts,
  ...giftCards,
  ...orders,
  ...products,
  ...shop,
  ...storeCredit,
});

test.each(documents)("%s is valid and uses nothing deprecated", (_name, text) => {
  const problems = validate(schema, parse(text), [...specifiedRules, NoDeprecatedCustomRule]);
  expect(problems.map(({ message }) => message)).toEqual([]);
});
