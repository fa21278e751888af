/** Wires queue, deliverer and knobs. */
import type { Clock } from "#dev-shop/clock.ts";
import type { Store } from "#dev-shop/store/store.ts";
import { deliver, seededRandom } from "#dev-shop/webhooks/deliver.ts";
import type { Deliverer } from "#dev-shop/webhooks/deliver.ts";
import { createSender } from "#dev-shop/webhooks/post.ts";
import type { Signing } from "#dev-shop/webhooks/post.ts";
import { countDeliveries, enqueue, listWaiting } from "#dev-shop/webhooks/queue.ts";
import type { Knobs, Webhooks } from "#dev-shop/webhooks/webhooks.ts";

const TICK_MS = 50;

type Parts = { store: Store; clock: Clock; signing: () => Signing };

/** Two rounds at a time would send what waits twice, so they take turns. */
export function createWebhooks({ store, clock, signing }: Parts): Webhooks {
  const knobs = { ...noMishaps };
  const parts: Deliverer = {
    ...{ store, clock, knobs },
    sender: createSender(signing),
    random: seededRandom(knobs.seed),
  };
  const inTurn = createTurns();
  const round = (dueBy: () => Date | null) =>
    inTurn(async () => deliver(parts, await listWaiting(store, dueBy())));
  const background = createBackground(() => round(() => clock.now()));

  return {
    emit: (tx, events) =>
      enqueue(tx, { events, dueAt: new Date(clock.now().getTime() + knobs.delayMs) }),
    hold: background.pause,
    release: background.resume,
    set: (change) => {
      Object.assign(knobs, change);
      if (change.seed !== undefined) parts.random = seededRandom(change.seed);
    },
    flush: async () => {
      await round(() => null);
      return countDeliveries(store);
    },
    counts: () => countDeliveries(store),
    start: background.start,
    stop: async () => {
      background.stop();
      await inTurn(() => Promise.resolve());
      parts.sender.close();
    },
  };
}

const noMishaps: Knobs = {
  duplicates: 0,
  drops: 0,
  shuffle: false,
  delayMs: 0,
  concurrency: 8,
  seed: 1,
};

/** Runs one piece of work after the other. */
function createTurns() {
  let last: Promise<unknown> = Promise.resolve();
  return <T>(work: () => Promise<T>): Promise<T> => {
    const mine = last.then(work, work);
    last = mine.catch(() => undefined);
    return mine;
  };
}

function createBackground(work: () => Promise<void>) {
  let timer: NodeJS.Timeout | undefined;
  let [running, paused] = [false, false];
  const tick = async () => {
    if (!paused) await work();
    if (running) schedule();
  };
  const schedule = () => {
    timer = setTimeout(() => {
      // A store that is away for a moment must not end the deliveries.
      tick().catch(() => {
        if (running) schedule();
      });
    }, TICK_MS);
  };
  return {
    start: () => {
      if (!running) schedule();
      running = true;
    },
    stop: () => {
      running = false;
      clearTimeout(timer);
    },
    pause: () => {
      paused = true;
    },
    resume: () => {
      paused = false;
    },
  };
}
