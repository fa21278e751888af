import { readFileSync } from "node:fs";
import { parse } from "smol-toml";
import { expect, test } from "vitest";
import { z } from "zod";
import { TOPICS } from "#app/shopify/read-webhook.ts";
import { OPTIONAL_SCOPES, SCOPES } from "#app/shopify/scopes.ts";

const Names = z.array(z.string()).default([]);

const Manifest = z.object({
  access_scopes: z.object({ scopes: z.string(), optional_scopes: Names }),
  webhooks: z.object({
    subscriptions: z.array(z.object({ topics: Names, compliance_topics: Names, uri: z.string() })),
  }),
});

function readManifest() {
  return Manifest.parse(parse(readFileSync("shopify.app.toml", "utf8")));
}

test("every webhook topic of shopify.app.toml has its mapping, and every mapping its topic", () => {
  const { subscriptions } = readManifest().webhooks;
  const topics = subscriptions.flatMap((one) => [...one.topics, ...one.compliance_topics]);
  expect(topics.sort()).toEqual([...TOPICS].sort());
});

test("the three topics of privacy are subscribed to", () => {
  const { subscriptions } = readManifest().webhooks;
  const topics = subscriptions.flatMap((one) => one.compliance_topics);
  expect(topics.sort()).toEqual(["customers/data_request", "customers/redact", "shop/redact"]);
});

test("the app asks for the scopes that shopify.app.toml names", () => {
  const { scopes, optional_scopes: optional } = readManifest().access_scopes;
  expect(scopes.split(",").sort()).toEqual([...SCOPES].sort());
  expect(optional.sort()).toEqual([...OPTIONAL_SCOPES].sort());
});
