import { randomUUID } from "node:crypto";
import { setTimeout as sleep } from "node:timers/promises";
import type { DevShop } from "#dev-shop/dev-shop.ts";
import { createSender, type Sender } from "#dev-shop/webhooks/post.ts";
import {
  listWaiting,
  loadDeliveries,
  recordOutcomes,
  type Delivery,
} from "#dev-shop/webhooks/queue.ts";
import type { Book } from "#test/crashes/book.ts";
import type { Chance } from "#test/crashes/chance.ts";

/** Carries the shop's webhooks, with more malice and less patience than Shopify. */
export type Courier = {
  /** When the first delivery that was sent after this moment was answered with 200, or null. */
  answeredSince(moment: number): number | null;
  /** How many deliveries wait to be answered. */
  waiting(): number;
  /** Resolves once every delivery was answered. */
  done(): Promise<void>;
  stop(): Promise<void>;
};

const LOOK_MS = 30;
const AGAIN_MS = 200;
const LATEST_MS = 400;
const COPIES_PERCENT = 10;
const ALONE_PERCENT = 50;
const AT_ONCE = 32;

type Place = { devShop: DevShop; book: Book; chance: Chance };
type Answer = { sentAt: number; at: number };
type Work = Place & { sender: Sender; answers: Answer[] };

/** Starts to carry. Each delivery is sent until it is answered; one in ten is sent twice. */
export function startCourier(place: Place): Courier {
  const { devShop } = place;
  const sender = createSender(() => ({
    appUrl: devShop.app.url,
    clientSecret: devShop.app.clientSecret,
    shopDomain: devShop.shop.myshopifyDomain,
  }));
  const work: Work = { ...place, sender, answers: [] };
  const underWay = new Map<string, Promise<void>>();
  let stopping = false;
  let waiting = 0;
  const look = async () => {
    const ids = await listWaiting(devShop.store, null);
    waiting = ids.length;
    const fresh = ids.filter((id) => !underWay.has(id)).slice(0, AT_ONCE - underWay.size);
    const deliveries = await loadDeliveries(devShop.store, fresh);
    for (const delivery of chosen(work, deliveries)) {
      const carried = carry(work, delivery, () => stopping);
      underWay.set(
        delivery.id,
        carried.finally(() => underWay.delete(delivery.id)),
      );
    }
  };
  const running = (async () => {
    while (!stopping) {
      await look();
      await sleep(LOOK_MS);
    }
  })();
  return {
    answeredSince: (moment) => work.answers.find(({ sentAt }) => sentAt >= moment)?.at ?? null,
    waiting: () => waiting,
    done: async () => {
      do await sleep(2 * LOOK_MS);
      while (waiting > 0 || underWay.size > 0);
    },
    stop: async () => {
      stopping = true;
      await running;
      await Promise.all(underWay.values());
      sender.close();
    },
  };
}

/**
 * Of the deliveries that tell the same, now and then one alone is carried: then nothing makes up
 * for its loss.
 */
function* chosen({ book, chance }: Work, deliveries: Delivery[]): Iterable<Carried> {
  const events = Map.groupBy(deliveries, (each) => `${each.eventId} ${orderIdOf(each) ?? each.id}`);
  for (const same of events.values()) {
    const alone = same.length > 1 && chance.percent(ALONE_PERCENT);
    const keep = alone ? [chance.pick(same)] : same;
    for (const each of same) {
      const left = !keep.includes(each);
      if (left) book.deliveries.left += 1;
      yield { ...each, left, copies: chance.percent(COPIES_PERCENT) ? 2 : 1 };
    }
  }
}
type Carried = Delivery & { left: boolean; copies: number };

async function carry(work: Work, delivery: Carried, isOver: () => boolean): Promise<void> {
  const { devShop, book, chance } = work;
  if (!delivery.left) {
    book.deliveries.sent += 1;
    await sleep(chance.below(LATEST_MS));
    // A copy under another name is what a second subscription or a replay looks like.
    const copy = chance.percent(30) ? { ...delivery, webhookId: randomUUID() } : delivery;
    const extra = Array.from({ length: delivery.copies - 1 }, () => copy);
    book.deliveries.copies += extra.length;
    const sent = [delivery, ...extra].map((each) => sendUntilAnswered(work, each, isOver));
    await Promise.all(sent);
    if (isOver()) return;
    book.deliveries.answered += 1;
    noteOrder(book, delivery);
  }
  const { id, attempts } = delivery;
  const state = delivery.left ? "dropped" : "delivered";
  const dueAt = new Date();
  const outcomes = [{ id, state, status: 200, attempts: attempts + 1, dueAt } as const];
  await recordOutcomes(devShop.store, { outcomes, at: dueAt });
}

async function sendUntilAnswered(
  { sender, answers }: Work,
  delivery: Delivery,
  isOver: () => boolean,
): Promise<void> {
  while (!isOver()) {
    const sentAt = performance.now();
    if ((await sender.send(delivery)) === 200) {
      answers.push({ sentAt, at: performance.now() });
      return;
    }
    await sleep(AGAIN_MS);
  }
}

function noteOrder(book: Book, delivery: Delivery): void {
  const id = orderIdOf(delivery);
  const order = id === null ? undefined : book.orders.findLast((each) => each.id === id);
  if (order) order.answered = true;
}

/** The order that a delivery tells of, or null. */
function orderIdOf({ topic, body }: Delivery): number | null {
  const told = JSON.parse(body) as { id: number; order_id?: number };
  if (topic === "refunds/create") return told.order_id ?? null;
  return topic.startsWith("orders/") ? told.id : null;
}
