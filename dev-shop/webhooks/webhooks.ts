/**
 * The shop's webhooks: what happened is queued in the transaction it happened in, and delivered
 * from there.
 */
import type { StoreAccess } from "#dev-shop/store/access.ts";
import type { Payload } from "#dev-shop/webhooks/events.ts";

export type Webhooks = {
  /** Queues one event for every subscription to the topic. `at` is the event's time. */
  emit: (tx: StoreAccess, events: WebhookEvent[]) => Promise<void>;
  /** Nothing is delivered in the background until released; `flush` still delivers. */
  hold: () => void;
  release: () => void;
  set: (knobs: Partial<Knobs>) => void;
  /** Tries all that waits once, due or not, and answers where all deliveries now stand. */
  flush: () => Promise<DeliveryCounts>;
  counts: () => Promise<DeliveryCounts>;
  /** Delivers in the background, on the shop's clock. */
  start: () => void;
  stop: () => Promise<void>;
};

export type WebhookEvent = {
  topic: string;
  payload: Payload;
  at: Date;
  /** Events of one action share an event id; all of one `emit` unless this tells them apart. */
  action?: string | number;
};

export type Knobs = {
  /** Share of deliveries sent twice, 0 to 1. */
  duplicates: number;
  /** Share of deliveries that are lost for ever. */
  drops: number;
  /** Whether a batch is delivered in random order (seeded). */
  shuffle: boolean;
  delayMs: number;
  concurrency: number;
  seed: number;
};

export type DeliveryCounts = {
  waiting: number;
  delivered: number;
  failed: number;
  dropped: number;
};
