import {
  buildClientSchema,
  getNamedType,
  parse as parseGraphql,
  TypeInfo,
  visit,
  visitWithTypeInfo,
} from "graphql";
import { readFileSync } from "node:fs";
import { gunzipSync } from "node:zlib";
import { parse } from "smol-toml";
import { expect, test } from "vitest";
import { z } from "zod";
import { API_VERSION } from "#app/shopify/api-version.ts";
import * as customers from "#app/shopify/documents/customers.ts";
import * as discounts from "#app/shopify/documents/discounts.ts";
import * as giftCards from "#app/shopify/documents/gift-cards.ts";
import * as orders from "#app/shopify/documents/orders.ts";
import * as products from "#app/shopify/documents/products.ts";
import * as shop from "#app/shopify/documents/shop.ts";
import * as storeCredit from "#app/shopify/documents/store-credit.ts";
import { scopesFor } from "#app/domain/fulfilment.ts";
import { TOPICS } from "#app/shopify/read-webhook.ts";
import { OPTIONAL_SCOPES, SCOPES } from "#app/shopify/scopes.ts";

const Subscription = z.object({
  name: z
    .string()
    .regex(/^[A-Za-z0-9_-]{1,50}$/)
    .optional(),
  topics: z.array(z.string()).default([]),
  compliance_topics: z.array(z.string()).default([]),
  uri: z.literal("/webhooks"),
});
const Toml = z.object({
  client_id: z.string().regex(/^[0-9a-f]{32}$/),
  name: z.string().max(30),
  handle: z.literal("laurel"),
  embedded: z.literal(true),
  access_scopes: z.object({
    scopes: z.string().transform((text) => text.split(",")),
    optional_scopes: z.array(z.string()),
    use_legacy_install_flow: z.literal(false),
  }),
  app_proxy: z.object({
    url: z.literal("/proxy"),
    prefix: z.literal("apps"),
    subpath: z.literal("loyalty"),
  }),
  customer: z.object({ metafields: z.object({ app: z.object({ loyalty: z.unknown() }) }) }),
  webhooks: z.object({ api_version: z.string(), subscriptions: z.array(Subscription) }),
});
const toml = Toml.parse(parse(readFileSync("shopify.app.toml", "utf8")));

test("shopify.app.toml names the one API version", () => {
  expect(toml.webhooks.api_version).toBe(API_VERSION);
});

test("every topic that is subscribed to is read, and every topic that is read is subscribed to", () => {
  const topics = toml.webhooks.subscriptions.flatMap((subscription) => [
    ...subscription.topics,
    ...subscription.compliance_topics,
  ]);
  expect(new Set(topics).size).toBe(topics.length);
  expect([...topics].sort()).toEqual([...TOPICS].sort());
});

test("the three compliance topics are subscribed to as such", () => {
  const topics = toml.webhooks.subscriptions.flatMap((each) => each.compliance_topics);
  expect(topics.sort()).toEqual(["customers/data_request", "customers/redact", "shop/redact"]);
});

test("the scopes of the toml and of the code are the same", () => {
  expect(toml.access_scopes.scopes).toEqual([...SCOPES]);
  expect(toml.access_scopes.optional_scopes).toEqual([...OPTIONAL_SCOPES]);
});

test("the scopes are exactly what documents, topics and the app proxy need", () => {
  expect([...neededScopes()].sort()).toEqual([...SCOPES]);
});

// By the topic's resource; from Shopify's list of topics and scopes.
const SCOPE_OF_TOPIC: Record<string, string> = {
  "customers/merge": "read_customer_merge",
  customers: "read_customers",
  orders: "read_orders",
  refunds: "read_orders",
  products: "read_products",
};

test("gift cards and store credit need nothing beyond what is installed and what rewards ask for", () => {
  const rewards = [{ kind: "gift-card" as const }, { kind: "store-credit" as const }];
  const wanted = rewards.flatMap(({ kind }) => scopesFor({ gives: { kind } }));
  const needed = Object.values({ ...giftCards, ...storeCredit }).flatMap((text) => [
    ...scopesOf(text),
  ]);
  const beyond = [...new Set(needed)].filter((scope) => !SCOPES.includes(scope));
  expect(beyond.sort()).toEqual(wanted.sort());
  expect(OPTIONAL_SCOPES).toEqual(expect.arrayContaining(wanted));
});

/** What no mark of the schema tells: metafields need the scope to change their owner. */
const UNMARKED = ["write_app_proxy", "write_customers"];

function neededScopes(): Set<string> {
  const needed = new Set(UNMARKED);
  for (const { topics } of toml.webhooks.subscriptions) {
    for (const topic of topics) {
      const scope = SCOPE_OF_TOPIC[topic] ?? SCOPE_OF_TOPIC[topic.split("/")[0] ?? ""];
      if (scope) needed.add(scope);
    }
  }
  for (const text of documentsOfTheApp()) {
    for (const scope of scopesOf(text)) needed.add(scope);
  }
  return needed;
}

function documentsOfTheApp(): string[] {
  return Object.values({ ...customers, ...discounts, ...orders, ...products, ...shop });
}

type Introspection = {
  data: Parameters<typeof buildClientSchema>[0];
  offline_scopes: {
    items: { typeName: string; fieldName?: string; offlineScopes: string[] }[];
  };
};
const introspection = JSON.parse(
  gunzipSync(
    readFileSync(`node_modules/@shopify/dev-mcp/dist/data/admin_${API_VERSION}.json.gz`),
  ).toString(),
) as Introspection;
const schema = buildClientSchema(introspection.data);
const scopesByPlace = new Map(
  introspection.offline_scopes.items.map((item) => [
    item.fieldName ? `${item.typeName}.${item.fieldName}` : item.typeName,
    item.offlineScopes,
  ]),
);

/** The scopes the schema marks on fields and types; of alternatives, one that we ask for. */
function scopesOf(text: string): Set<string> {
  const found = new Set<string>();
  const info = new TypeInfo(schema);
  const collect = (place: string): void => {
    const scopes = scopesByPlace.get(place) ?? [];
    const own = scopes.filter((scope) => SCOPES.includes(scope));
    for (const scope of own.length > 0 ? own.slice(0, 1) : scopes) found.add(scope);
  };
  const field = (): void => {
    const [parent, definition] = [info.getParentType(), info.getFieldDef()];
    if (!parent || !definition || definition.name.startsWith("__")) return;
    collect(`${parent.name}.${definition.name}`);
    collect(getNamedType(definition.type).name);
  };
  visit(parseGraphql(text), visitWithTypeInfo(info, { Field: field }));
  return found;
}
