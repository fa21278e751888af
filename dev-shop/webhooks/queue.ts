/**
 * The queue of deliveries: filled in the transaction of what happened, emptied by the deliverer.
 */
import { randomUUID } from "node:crypto";

import type { WebhookSubscription } from "#dev-shop/model.ts";
import type { StoreAccess } from "#dev-shop/store/access.ts";
import { includedFields, matchesFilter } from "#dev-shop/webhooks/body.ts";
import type { Payload } from "#dev-shop/webhooks/events.ts";
import type { DeliveryCounts, WebhookEvent } from "#dev-shop/webhooks/webhooks.ts";

export type Delivery = {
  id: string;
  webhookId: string;
  eventId: string;
  topic: string;
  name: string | null;
  uri: string;
  apiVersion: string;
  triggeredAt: Date;
  attempts: number;
  body: string;
};

export async function enqueue(
  tx: StoreAccess,
  { events, dueAt }: { events: WebhookEvent[]; dueAt: Date },
): Promise<void> {
  if (events.length === 0) return;
  const topics = [...new Set(events.map(({ topic }) => topic))];
  const subscriptions = await tx.query<{ doc: WebhookSubscription }>(
    "select doc from doc_webhook_subscription where owner = any($1::text[]) order by id",
    [topics],
  );
  const rows = rowsOf(
    events,
    subscriptions.map(({ doc }) => doc),
  );
  if (rows.deliveries.length === 0) return;
  const bodyIds = await insertBodies(tx, rows.bodies);
  await tx.query(insertDeliveries, [
    ...columnsOf(rows.deliveries),
    rows.deliveries.map(({ body }) => bodyIds[body]),
    dueAt.toISOString(),
  ]);
}

/** One parameter for each: as elements of an array they would be escaped and copied again. */
async function insertBodies(tx: StoreAccess, bodies: string[]): Promise<string[]> {
  const ids: string[] = [];
  for (let start = 0; start < bodies.length; start += 1000) {
    const part = bodies.slice(start, start + 1000);
    const values = part.map((_, index) => `($${String(index + 1)})`).join(", ");
    const rows = await tx.query<{ id: string }>(
      `insert into webhook_body (body) values ${values} returning id`,
      part,
    );
    ids.push(...rows.map(({ id }) => id));
  }
  return ids;
}

type Row = {
  event: WebhookEvent;
  subscription: WebhookSubscription;
  eventId: string;
  body: number;
};

/** Equal bodies are written and kept once: orders/create and orders/paid say the same. */
function rowsOf(events: WebhookEvent[], subscriptions: WebhookSubscription[]) {
  const bodies: string[] = [];
  const known = new Map<Payload, Map<string, number>>();
  const eventIds = new Map<string | number, string>();
  const deliveries: Row[] = [];
  for (const event of events) {
    const action = event.action ?? "";
    const eventId = eventIds.get(action) ?? randomUUID();
    eventIds.set(action, eventId);
    for (const subscription of subscriptions) {
      if (subscription.topic !== event.topic) continue;
      if (!matchesFilter(event.payload, subscription.filter)) continue;
      const fields = subscription.includeFields?.join() ?? "";
      const ofPayload = known.get(event.payload) ?? new Map<string, number>();
      const body = ofPayload.get(fields) ?? bodies.length;
      if (body === bodies.length)
        bodies.push(JSON.stringify(includedFields(event.payload, subscription)));
      known.set(event.payload, ofPayload.set(fields, body));
      deliveries.push({ event, subscription, eventId, body });
    }
  }
  return { bodies, deliveries };
}

const insertDeliveries = `
  insert into webhook_delivery
    (webhook_id, event_id, topic, name, uri, api_version, triggered_at, body_id, due_at)
  select given.*, $9::timestamptz
  from unnest($1::uuid[], $2::uuid[], $3::text[], $4::text[], $5::text[], $6::text[],
    $7::timestamptz[], $8::bigint[]) as given`;

function columnsOf(rows: Row[]): unknown[] {
  return [
    rows.map(() => randomUUID()),
    rows.map(({ eventId }) => eventId),
    rows.map(({ event }) => event.topic),
    rows.map(({ subscription }) => subscription.name),
    rows.map(({ subscription }) => subscription.uri),
    rows.map(({ subscription }) => subscription.apiVersion),
    rows.map(({ event }) => event.at.toISOString()),
  ];
}

/** Ids of what waits, the oldest first; all of it, or what is due by now. */
export async function listWaiting(store: StoreAccess, dueBy: Date | null): Promise<string[]> {
  const rows = await store.query<{ id: string }>(
    `select id from webhook_delivery
     where state = 'waiting' and ($1::timestamptz is null or due_at <= $1::timestamptz)
     order by id`,
    [dueBy],
  );
  return rows.map(({ id }) => id);
}

export async function loadDeliveries(store: StoreAccess, ids: string[]): Promise<Delivery[]> {
  return store.query<Delivery>(
    `select d.id, d.webhook_id as "webhookId", d.event_id as "eventId", d.topic, d.name, d.uri,
       d.api_version as "apiVersion", d.triggered_at as "triggeredAt", d.attempts, b.body
     from webhook_delivery d join webhook_body b on b.id = d.body_id
     where d.id = any($1::bigint[])`,
    [ids],
  );
}

export type Outcome = {
  id: string;
  state: "waiting" | "delivered" | "failed" | "dropped";
  status: number | null;
  attempts: number;
  dueAt: Date;
};

export async function recordOutcomes(
  store: StoreAccess,
  { outcomes, at }: { outcomes: Outcome[]; at: Date },
): Promise<void> {
  if (outcomes.length === 0) return;
  await store.query(
    `update webhook_delivery d set state = o.state, last_status = o.status, attempts = o.attempts,
       due_at = o.due_at, delivered_at = case when o.state = 'delivered' then $6::timestamptz end
     from unnest($1::bigint[], $2::text[], $3::int[], $4::int[], $5::timestamptz[])
       as o (id, state, status, attempts, due_at)
     where d.id = o.id`,
    [
      outcomes.map(({ id }) => id),
      outcomes.map(({ state }) => state),
      outcomes.map(({ status }) => status),
      outcomes.map(({ attempts }) => attempts),
      outcomes.map(({ dueAt }) => dueAt.toISOString()),
      at.toISOString(),
    ],
  );
}

/** Bodies are only kept while somebody waits for them: a year of orders is gigabytes. */
export async function removeSpentBodies(store: StoreAccess): Promise<void> {
  await store.query(
    `delete from webhook_body b where not exists
       (select 1 from webhook_delivery d where d.body_id = b.id and d.state = 'waiting')`,
    [],
  );
}

export async function countDeliveries(store: StoreAccess): Promise<DeliveryCounts> {
  const rows = await store.query<{ state: keyof DeliveryCounts; n: number }>(
    "select state, count(*)::int n from webhook_delivery group by state",
    [],
  );
  const counts: DeliveryCounts = { waiting: 0, delivered: 0, failed: 0, dropped: 0 };
  for (const { state, n } of rows) counts[state] = n;
  return counts;
}
