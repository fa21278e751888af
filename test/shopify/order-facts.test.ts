import fc from "fast-check";
import { expect, test } from "vitest";
import { mergeOrderFacts } from "#app/domain/merge-order-facts.ts";
import { unpinned, type OrderFacts } from "#app/domain/order-facts.ts";
import type { ShopEvent } from "#app/domain/shop-event.ts";
import { anInstalledLaurel } from "#test/shopify/a-laurel.ts";
import {
  aStory,
  isOrder,
  play,
  stockUp,
  takeEvents,
  wasEdited,
  type Story,
} from "#test/shopify/order-stories.ts";

type Told = { story: Story; read: OrderFacts; events: ShopEvent[] };

test("webhook and GraphQL tell the same facts of every order that was not edited", async () => {
  const { told } = await tellStories({ taxesIncluded: true });
  let compared = 0;
  for (const { read, events, story } of told.filter((each) => !wasEdited(each.read))) {
    const [newest] = events
      .filter(isOrder)
      .sort((one, other) => other.facts.updatedAt - one.facts.updatedAt);
    expect(newest?.complete, JSON.stringify(story)).toBe(true);
    expect({ ...newest?.facts, paidAt: null }, JSON.stringify(story)).toEqual({
      ...read,
      paidAt: null,
    });
    compared += 1;
  }
  expect(compared).toBeGreaterThan(10);
});

test.each([true, false])(
  "in whatever order webhooks come, one state is reached (prices with tax: %s)",
  async (taxesIncluded) => {
    const { told } = await tellStories({ taxesIncluded });
    expect(told.some(({ read }) => wasEdited(read))).toBe(true);
    expect(told.some(({ read }) => read.changes.some(({ kind }) => kind === "refund"))).toBe(true);
    for (const { read, events, story } of told) {
      const anyOrder = fc.shuffledSubarray(events, { minLength: events.length });
      const inOrder = keepAll(events, read);
      for (const shuffled of fc.sample(anyOrder, { numRuns: 5, seed: 3 })) {
        const twice = [...shuffled, ...shuffled.slice(0, 2)];
        const kept = keepAll(twice, read);
        expect(kept, JSON.stringify(story)).toEqual(inOrder);
        expect({ ...kept, ...unpinned }, JSON.stringify(story)).toEqual({ ...read, ...unpinned });
      }
    }
  },
);

test("an order adds up to what Shopify says it is worth now", async () => {
  const { orders, told } = await tellStories({ taxesIncluded: true });
  for (const [index, { read, story }] of told.entries()) {
    const order = orders[index];
    const lines = [...read.lines, ...read.changes.flatMap((change) => change.addedLines)];
    const deltas = read.changes.flatMap((change) => change.lines);
    const net = sum([...lines, ...deltas].map((each) => each.netMinor));
    expect(net, JSON.stringify(story)).toBe(BigInt(order?.totals.currentSubtotal.shop ?? -1));
    const shipping = sum([read, ...read.changes].map((each) => each.shippingMinor));
    expect(shipping).toBe(BigInt(order?.totals.currentShipping.shop ?? -1));
  }
});

/** As the drain keeps an order: what is in doubt is read again. */
function keepAll(events: ShopEvent[], read: OrderFacts): OrderFacts | null {
  const reread = { facts: read, complete: true, authoritative: true };
  let kept: OrderFacts | null = null;
  for (const event of events) {
    let doubtful: boolean = event.kind === "order-touched";
    if (event.kind === "order") {
      const merged = mergeOrderFacts(kept, { ...event, authoritative: false });
      kept = merged.facts;
      doubtful = merged.doubtful;
    }
    if (doubtful) kept = mergeOrderFacts(kept, reread).facts;
  }
  return kept;
}

const tellings = new Map<boolean, ReturnType<typeof tellAnew>>();

/** Told once, for all tests: they only look at what was told. */
function tellStories({ taxesIncluded }: { taxesIncluded: boolean }) {
  const telling = tellings.get(taxesIncluded) ?? tellAnew(taxesIncluded);
  tellings.set(taxesIncluded, telling);
  return telling;
}

async function tellAnew(taxesIncluded: boolean) {
  const laurel = await anInstalledLaurel({ shop: { taxesIncluded } });
  const stock = await stockUp(laurel.devShop);
  await takeEvents(laurel);
  const told: Told[] = [];
  const orders = [];
  for (const story of fc.sample(aStory(["GBP", "EUR", "JPY"]), { numRuns: 60, seed: 4711 })) {
    const id = await play(laurel, stock, story);
    const events = await takeEvents(laurel);
    const read = await laurel.gateway.findOrder(`gid://shopify/Order/${id}`);
    if (!read) throw new Error("The order is not there");
    told.push({ story, read, events });
    orders.push(await laurel.devShop.store.get("order", id));
  }
  return { told, orders };
}

function sum(amounts: bigint[]): bigint {
  return amounts.reduce((total, amount) => total + amount, 0n);
}
