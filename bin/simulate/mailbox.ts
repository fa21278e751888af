import { randomUUID } from "node:crypto";
import type { AppContext } from "#app/context.server.ts";
import { receiveWebhook } from "#app/http/webhooks.ts";
import type { App } from "#dev-shop/dev-shop.ts";
import type { WebhookSubscription } from "#dev-shop/model.ts";
import { includedFields, matchesFilter } from "#dev-shop/webhooks/body.ts";
import { headersOf } from "#dev-shop/webhooks/post.ts";
import type { WebhookEvent, Webhooks } from "#dev-shop/webhooks/webhooks.ts";

/** A webhook on its way: what Shopify would post. */
export type Letter = {
  topic: string;
  name: string | null;
  uri: string;
  apiVersion: string;
  webhookId: string;
  eventId: string;
  triggeredAt: Date;
  body: string;
};

/** What the shop has said and nobody has delivered yet. */
export type Mailbox = {
  emit: Webhooks["emit"];
  webhooks: Webhooks;
  take(): Letter[];
};

/** Keeps the shop's webhooks in memory, in the order in which they happened. */
export function openMailbox(): Mailbox {
  let letters: Letter[] = [];
  const emit: Webhooks["emit"] = async (tx, events) => {
    const topics = [...new Set(events.map(({ topic }) => topic))];
    const subscriptions = await tx.query<{ doc: WebhookSubscription }>(
      "select doc from doc_webhook_subscription where owner = any($1::text[]) order by id",
      [topics],
    );
    for (const event of events) {
      const wanted = subscriptions.filter(({ doc }) => doc.topic === event.topic);
      letters.push(...wanted.flatMap(({ doc }) => letterOf(event, doc)));
    }
  };
  const counts = () =>
    Promise.resolve({ waiting: letters.length, delivered: 0, failed: 0, dropped: 0 });
  const nothing = () => undefined;
  const webhooks: Webhooks = {
    ...{ emit, counts, flush: counts },
    ...{ hold: nothing, release: nothing, set: nothing, start: nothing },
    stop: () => Promise.resolve(),
  };
  return {
    emit,
    webhooks,
    take: () => {
      const taken = letters;
      letters = [];
      return taken;
    },
  };
}

function letterOf(event: WebhookEvent, subscription: WebhookSubscription): Letter[] {
  const { topic, payload, at } = event;
  if (!matchesFilter(payload, subscription.filter)) return [];
  const { name, uri, apiVersion } = subscription;
  const body = JSON.stringify(includedFields(payload, subscription));
  const [webhookId, eventId] = [randomUUID(), randomUUID()];
  return [{ topic, name, uri, apiVersion, webhookId, eventId, triggeredAt: at, body }];
}

/** Posts a letter to the app's own door, signed; throws unless it is accepted. */
export async function post(
  context: AppContext,
  letter: Letter,
  from: { app: App; shopDomain: string },
): Promise<void> {
  const body = Buffer.from(letter.body);
  const { clientSecret } = from.app;
  const headers = headersOf(letter, { body, clientSecret, shopDomain: from.shopDomain });
  const answer = await receiveWebhook(context, {
    method: "POST",
    path: letter.uri,
    query: new URLSearchParams(),
    headers: Object.fromEntries(
      Object.entries(headers).map(([name, value]) => [name.toLowerCase(), value]),
    ),
    readBody: () => Promise.resolve(body),
  });
  if (answer.status !== 200) throw new Error(`A webhook was answered with ${answer.status}`);
}
