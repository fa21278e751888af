/** A few weeks in a small shop, the same for the same seed, ending when it is told to. */
import type { Action, OrderPlan } from "#dev-shop/sample/action.ts";
import { aftermathOf } from "#dev-shop/sample/sample-aftermath.ts";
import {
  sampleCollections,
  sampleDiscounts,
  sampleItems,
} from "#dev-shop/sample/sample-catalog.ts";
import { samplePeople } from "#dev-shop/sample/sample-people.ts";
import { seededRandom } from "#dev-shop/webhooks/deliver.ts";

export const SAMPLE_DAYS = 42;
const SAMPLE_ORDERS = 300;
const MINUTE_MS = 60_000;
const DAY_MS = 86_400_000;

export type Planned = { index: number; at: Date; key: string; order: OrderPlan };
type Chance = { random: () => number; pick: <T>(items: readonly T[]) => T };

/** In order of time; nothing happens after `end`. */
export function sampleActions(seed: number, end: Date): Action[] {
  const chance = createChance(seed);
  const start = new Date(end.getTime() - SAMPLE_DAYS * DAY_MS);
  const orders = orderTimes(chance, { start, end }).map((at, index) =>
    planOrder(chance, { index, at }),
  );
  const actions = [
    ...opening(start, end),
    ...people(orders, start),
    ...orders.flatMap((planned): Action[] => [
      { type: "order", key: planned.key, at: planned.at, order: planned.order },
      ...aftermathOf(planned, { random: chance.random, end }),
    ]),
    ...merge(end),
  ];
  // Stable: what is planned for the same moment happens in the order written here.
  return actions.sort((a, b) => a.at.getTime() - b.at.getTime());
}

function opening(start: Date, end: Date): Action[] {
  const at = start;
  return [
    ...sampleCollections.map(({ key, title, description }): Action => {
      return { type: "collection", key: `collection:${key}`, at, title, description };
    }),
    ...sampleItems.map((item, index): Action => {
      const { price, collection, isGiftCard = false, ...draft } = item;
      const variant = { price, sku: `LC-${String(index + 1).padStart(3, "0")}` };
      const noParcel = { requiresShipping: !isGiftCard, taxable: !isGiftCard };
      return {
        type: "product",
        key: `product:${String(index)}`,
        at,
        draft: {
          ...{ ...draft, isGiftCard, productType: collection },
          collectionKeys: [`collection:${collection}`],
          variants: [{ ...variant, ...noParcel }],
        },
      };
    }),
    // Friends of the house are its customers from the first day.
    ...[0, 1, 2].map((index) => personAction(index, at)),
    ...sampleDiscounts.map(({ key, plan, endsDaysBefore }): Action => {
      const ends = new Date(end.getTime() - (endsDaysBefore ?? 0) * DAY_MS);
      const endsAt = endsDaysBefore === undefined ? null : `${ends.toISOString().slice(0, 19)}Z`;
      return { type: "discount", key: `discount:${key}`, at, draft: { ...plan, endsAt } };
    }),
  ];
}

/** Everybody signs up a little before the first order, the merged one in the middle. */
function people(orders: Planned[], start: Date): Action[] {
  return samplePeople.flatMap((_, index) => {
    if (index < 3) return [];
    const first = orders.find(({ order }) => order.customerKey === `customer:${String(index)}`);
    const at = new Date((first?.at.getTime() ?? start.getTime() + 20 * DAY_MS) - 5 * MINUTE_MS);
    return [personAction(index, new Date(Math.max(at.getTime(), start.getTime())))];
  });
}

function personAction(index: number, at: Date): Action {
  return {
    type: "customer",
    key: `customer:${String(index)}`,
    at,
    draft: samplePeople[index] ?? {},
  };
}

function merge(end: Date): Action[] {
  const at = new Date(end.getTime() - 6 * DAY_MS);
  const last = `customer:${String(samplePeople.length - 1)}`;
  return [{ type: "merge", key: "merge:0", at, keepKey: "customer:0", mergeKey: last }];
}

/** By day, at the hours people shop, more at the weekend; the last ones a little before the end. */
function orderTimes({ random }: Chance, { start, end }: { start: Date; end: Date }): Date[] {
  const first = start.getTime() + 6 * 60 * MINUTE_MS;
  const last = end.getTime() - 90 * MINUTE_MS;
  const times = Array.from({ length: SAMPLE_ORDERS }, () => {
    const evenly = first + random() * (last - first);
    const hour = new Date(evenly).getUTCHours();
    // Night owls are rare: most who would buy at night buy half a day later.
    const awake = hour < 6 && random() < 0.8 ? evenly + 12 * 60 * MINUTE_MS : evenly;
    return new Date(Math.min(Math.floor(awake / 1000) * 1000, last));
  });
  return times.sort((a, b) => a.getTime() - b.getTime());
}

function planOrder(chance: Chance, { index, at }: { index: number; at: Date }): Planned {
  const { random } = chance;
  const customer = customerOf(chance, index);
  const isGuest = customer === null;
  const isGiftCard = index % 97 === 40;
  const currency =
    customer !== null && customer % 6 === 3
      ? "EUR"
      : customer !== null && customer % 6 === 5
        ? "JPY"
        : null;
  const codes = index % 3 === 0 && !isGiftCard ? codesOf(chance, index) : [];
  const order: OrderPlan = {
    customerKey: isGuest ? null : `customer:${String(customer)}`,
    lines: isGiftCard
      ? [{ productKey: `product:${String(sampleItems.length - 1)}`, quantity: 1 }]
      : basket(chance, index),
    codes,
    shippingCode: random() < 0.8 ? "standard" : "express",
    payment: index % 19 === 7 ? "pending" : "paid",
    test: index === 150,
    sourceName: index % 23 === 5 ? "pos" : "web",
    ...(isGuest && index % 2 === 0 ? { email: `guest-${String(index)}@example.net` } : {}),
    ...(currency ? { presentmentCurrency: currency } : {}),
    ...(index % 25 === 11 ? { tip: currency === "JPY" ? 300 : 200 } : {}),
  };
  return { index, at, key: `order:${String(index)}`, order };
}

/** A few buy often, many now and then; one in ten without an account. */
function customerOf({ random }: Chance, index: number): number | null {
  if (index % 10 === 9) return null;
  const last = samplePeople.length - 1;
  if (index === 130 || index === 170) return last;
  return Math.floor(random() ** 1.7 * last);
}

/** Codes come in any case, sometimes two at a time, and some no longer apply. */
function codesOf({ pick }: Chance, index: number): string[] {
  if (index % 24 === 12) return ["FIVER", "SHIPFREE"];
  const code = pick(sampleDiscounts).key;
  return [index % 2 === 0 ? code : code.toLowerCase()];
}

function basket({ random, pick }: Chance, index: number): OrderPlan["lines"] {
  const different = 1 + Math.floor(random() * 3.4);
  const keys = sampleItems.slice(0, -1).map((_, item) => `product:${String(item)}`);
  const chosen = new Set(Array.from({ length: different }, () => pick(keys)));
  // Enough tea for every kind of offer, now and then.
  const lines = [...chosen].map((productKey) => ({
    productKey,
    quantity: random() < 0.25 ? 2 : 1,
  }));
  return index % 12 === 6
    ? [
        { productKey: "product:1", quantity: 3 },
        ...lines.filter(({ productKey }) => productKey !== "product:1"),
      ]
    : lines;
}

function createChance(seed: number): Chance {
  const random = seededRandom(seed);
  return {
    random,
    pick: (items) => {
      const item = items[Math.floor(random() * items.length)];
      if (item === undefined) throw new Error("Nothing to pick from");
      return item;
    },
  };
}
