/** The subscriptions an app declares in its `shopify.app.toml`. */
import { z } from "zod";

import type { WebhookSubscription } from "#dev-shop/model.ts";
import type { Ids } from "#dev-shop/store/ids.ts";

const Subscription = z.object({
  topics: z.array(z.string()).default([]),
  compliance_topics: z.array(z.string()).default([]),
  uri: z.string().min(1),
  name: z
    .string()
    .regex(/^[A-Za-z0-9_-]{1,50}$/)
    .optional(),
  filter: z.string().optional(),
  include_fields: z.array(z.string()).optional(),
});

const AppConfiguration = z.object({
  webhooks: z
    .object({ api_version: z.string(), subscriptions: z.array(Subscription).default([]) })
    .optional(),
});

/**
 * One document for each topic of each block; throws with the reason when the file says something
 * else.
 */
export function subscriptionsOf(
  toml: unknown,
  { ids, stamp }: { ids: Ids; stamp: string },
): WebhookSubscription[] {
  const { webhooks } = AppConfiguration.parse(toml);
  if (!webhooks) return [];
  const subscriptions = webhooks.subscriptions.flatMap((block) => [
    ...block.topics.map((topic) => ({ block, topic, compliance: false })),
    ...block.compliance_topics.map((topic) => ({ block, topic, compliance: true })),
  ]);
  refuseRepeats(
    subscriptions.map(({ block, topic }) => `${topic} ${block.uri} ${block.filter ?? ""}`),
  );
  return subscriptions.map(({ block, topic, compliance }) => ({
    id: ids.next("other"),
    createdAt: stamp,
    updatedAt: stamp,
    topic,
    uri: block.uri,
    name: block.name ?? null,
    filter: block.filter ?? null,
    includeFields: block.include_fields ?? null,
    metafieldNamespaces: [],
    apiVersion: webhooks.api_version,
    compliance,
  }));
}

function refuseRepeats(keys: string[]) {
  const repeated = keys.find((key, index) => keys.indexOf(key) !== index);
  if (repeated !== undefined) throw new Error(`A webhook is subscribed to twice: ${repeated}`);
}
