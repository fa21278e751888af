/** Sends what waits, with the mishaps that were asked for, and records what became of it. */
import type { Clock } from "#dev-shop/clock.ts";
import type { Store } from "#dev-shop/store/store.ts";
import type { Sender } from "#dev-shop/webhooks/post.ts";
import { loadDeliveries, recordOutcomes, removeSpentBodies } from "#dev-shop/webhooks/queue.ts";
import type { Delivery, Outcome } from "#dev-shop/webhooks/queue.ts";
import type { Knobs } from "#dev-shop/webhooks/webhooks.ts";

/** Seconds until the next of eight tries after the first: four hours in all. */
const RETRY_AFTER_SECONDS = [10, 30, 90, 300, 720, 1800, 3600, 7800];
const CHUNK = 200;

export type Deliverer = {
  store: Store;
  clock: Clock;
  sender: Sender;
  knobs: Knobs;
  random: () => number;
};

export async function deliver(parts: Deliverer, ids: string[]): Promise<void> {
  const plan = planOf(parts, ids);
  const seen = new Set<string>();
  for (let start = 0; start < plan.length; start += CHUNK) {
    await deliverChunk(parts, { ids: plan.slice(start, start + CHUNK), seen });
  }
  if (plan.length > 0) await removeSpentBodies(parts.store);
}

/** Some twice, and all in disorder, where that was asked for. */
function planOf({ knobs, random }: Deliverer, ids: string[]): string[] {
  const again = ids.filter(() => random() < knobs.duplicates);
  const plan = [...ids, ...again];
  if (knobs.shuffle || again.length > 0) shuffle(plan, random);
  return plan;
}

function shuffle(items: string[], random: () => number) {
  for (let i = items.length - 1; i > 0; i -= 1) {
    const j = Math.floor(random() * (i + 1));
    [items[i], items[j]] = [items[j] ?? "", items[i] ?? ""];
  }
}

async function deliverChunk(
  parts: Deliverer,
  { ids, seen }: { ids: string[]; seen: Set<string> },
): Promise<void> {
  const { store, clock, knobs } = parts;
  const loaded = new Map((await loadDeliveries(store, ids)).map((each) => [each.id, each]));
  const queue = ids.flatMap((id) => loaded.get(id) ?? []);
  const outcomes: Outcome[] = [];
  const work = async () => {
    for (let next = queue.shift(); next; next = queue.shift()) {
      const isFirst = !seen.has(next.id);
      seen.add(next.id);
      const outcome = await deliverOne(parts, next);
      // The second copy of a duplicate changes nothing about the first.
      if (isFirst) outcomes.push(outcome);
    }
  };
  await Promise.all(Array.from({ length: knobs.concurrency }, work));
  await recordOutcomes(store, { outcomes, at: clock.now() });
}

async function deliverOne(
  { clock, sender, knobs, random }: Deliverer,
  delivery: Delivery,
): Promise<Outcome> {
  const { id, attempts } = delivery;
  const now = clock.now();
  if (random() < knobs.drops) return { id, state: "dropped", status: null, attempts, dueAt: now };
  const status = await sender.send(delivery);
  if (status !== null && status >= 200 && status < 300) {
    return { id, state: "delivered", status, attempts: attempts + 1, dueAt: now };
  }
  const wait = RETRY_AFTER_SECONDS[attempts];
  const dueAt = new Date(now.getTime() + (wait ?? 0) * 1000);
  return {
    id,
    state: wait === undefined ? "failed" : "waiting",
    status,
    attempts: attempts + 1,
    dueAt,
  };
}

/** Numbers from 0 to 1 that are the same for the same seed. */
export function seededRandom(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  };
}
