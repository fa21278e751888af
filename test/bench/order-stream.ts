import type { Prepared } from "#test/bench/http-load.ts";
import { orderBody } from "#test/bench/order-bodies.ts";
import { webhookRequests, type WebhookRequest } from "#test/bench/webhook-requests.ts";

/** What a shop says while it sells: so many orders a minute, three topics each. */
export type Stream = {
  domain: string;
  secret: string;
  ordersPerMinute: number;
  seconds: number;
  /** The number of the first order. */
  from: number;
  customers: number;
};

type Told = { order: number; topic: string; later: number };

const TOPICS = ["orders/create", "orders/paid", "orders/updated"];
/** One in so many is sent again. */
const REPEATED = 10;
const TEMPLATES = 300;
/** Numbers of nine digits that stand in bodies to be written over. */
const ORDER_MARK = 777_000_000;
const CUSTOMER_MARK = 666_000_000;

/**
 * Gives the requests of a stream one after the other, each with the moment it should leave: those
 * of one second shuffled among each other, one in ten twice. Null at the end.
 */
export function orderStream(stream: Stream): () => Promise<Prepared> | null {
  const write = webhookRequests(stream);
  const bodyOf = bodyWriter();
  const perSecond = stream.ordersPerMinute / 60;
  const began = performance.now() + 200;
  let queue: (Told & { dueAt: number })[] = [];
  let second = 0;
  const fill = () => {
    const [since, until] = [second, second + 1].map(
      (at) => stream.from + Math.round(at * perSecond),
    );
    const told = shuffled(toldOf(since ?? 0, until ?? 0));
    queue = told.map((each, index) => ({
      ...each,
      dueAt: began + (second + index / told.length) * 1000,
    }));
    queue.reverse();
    second += 1;
  };
  return () => {
    if (queue.length === 0 && second < stream.seconds) fill();
    const told = queue.pop();
    return told === undefined ? null : prepare(told);
  };

  async function prepare({ dueAt, order, topic, later }: Told & { dueAt: number }) {
    const wait = dueAt - performance.now();
    if (wait > 1) await new Promise((resolve) => setTimeout(resolve, wait));
    const customer = (order * 7919) % stream.customers;
    const triggeredAt = new Date();
    const body = bodyOf({ order, customer, updatedAt: placedAt.getTime() + later * 1000 });
    const webhookId = `${order}-${topic.slice(7)}`;
    const request: WebhookRequest = { topic, webhookId, triggeredAt, body };
    return { parts: write(request), dueAt };
  }
}

const placedAt = new Date();

function toldOf(from: number, until: number): Told[] {
  const told: Told[] = [];
  for (let order = from; order < until; order += 1) {
    TOPICS.forEach((topic, later) => {
      told.push({ order, topic, later });
      if ((order + later) % REPEATED === 0) told.push({ order, topic, later });
    });
  }
  return told;
}

function shuffled(told: Told[]): Told[] {
  for (let at = told.length - 1; at > 0; at -= 1) {
    const other = Math.floor(Math.random() * (at + 1));
    [told[at], told[other]] = [told[other] as Told, told[at] as Told];
  }
  return told;
}

/** Bodies are copies of a few hundred, with numbers written over: the sender must cost little. */
function bodyWriter() {
  const templates = Array.from({ length: TEMPLATES }, (_, n) => {
    const marks = { number: ORDER_MARK + n, customer: CUSTOMER_MARK + n };
    const body = orderBody({ ...marks, placedAt });
    return {
      body,
      orders: placesOf(body, String(marks.number)),
      customers: placesOf(body, String(marks.customer)),
      updated: body.indexOf('"updated_at":"') + 14,
    };
  });
  return (wish: { order: number; customer: number; updatedAt: number }): Buffer => {
    const template = templates[wish.order % TEMPLATES];
    if (!template) throw new Error("there are no templates");
    const body = Buffer.from(template.body);
    const order = String(100_000_000 + wish.order);
    const customer = String(100_000_000 + wish.customer);
    for (const at of template.orders) body.write(order, at, "latin1");
    for (const at of template.customers) body.write(customer, at, "latin1");
    body.write(new Date(wish.updatedAt).toISOString().slice(0, 19), template.updated, "latin1");
    return body;
  };
}

function placesOf(body: Buffer, digits: string): number[] {
  const places: number[] = [];
  for (let at = body.indexOf(digits); at >= 0; at = body.indexOf(digits, at + 1)) places.push(at);
  return places;
}
