import type { Clock, ShopContext } from "#app/db/context.ts";
import type { Database } from "#app/db/database.server.ts";
import { PARKED_UNTIL } from "#app/db/parked-work.ts";
import {
  extendWork,
  finishWork,
  takeWork,
  type WorkItem,
  type WorkKind,
  type WorkOutcome,
} from "#app/db/work-items.ts";
import type { ShopifyGateway } from "#app/shopify/gateway.ts";
import { keepLease, leaseFrom, type Extension } from "#app/usecases/keep-lease.ts";
import { backoffMs, troubleOf, type Trouble } from "#app/usecases/trouble.ts";
import { WORK } from "#app/usecases/work-kinds.ts";

/** What draining work needs; drains are among the few who look across shops. */
export type WorkDrain = {
  database: Database;
  clock: Clock;
  shopContext(shopId: bigint, author: string): ShopContext;
  gatewayOf(shopId: bigint): Promise<ShopifyGateway>;
  log: { warn(what: object, text: string): void; error(what: object, text: string): void };
};

/** A slow shop does not hold up the others, and all together do not use up the connections. */
const SHOPS_AT_ONCE = 2;

/** Takes work of one kind that is due, does it shop by shop, and says how much it took. */
export async function drainWork(drain: WorkDrain, kind: WorkKind): Promise<number> {
  const { pool } = drain.database;
  const { perBatch, limit } = WORK[kind];
  const now = drain.clock.now();
  const from = leaseFrom(now);
  const items = await takeWork(pool, { kind, limit, now, until: from });
  const extend = (lease: Extension) => extendWork(pool, items, lease);
  await keepLease({ clock: drain.clock, from, extend }, () => doAll(drain, items, perBatch));
  return items.length;
}

async function doAll(drain: WorkDrain, items: WorkItem[], perBatch: number): Promise<void> {
  const { pool } = drain.database;
  const byShop = [...Map.groupBy(items, ({ shopId }) => shopId).values()];
  const workers = Array.from({ length: SHOPS_AT_ONCE }, async () => {
    for (let ofShop = byShop.pop(); ofShop; ofShop = byShop.pop()) {
      for (let start = 0; start < ofShop.length; start += perBatch) {
        const outcomes = await attempt(drain, ofShop.slice(start, start + perBatch));
        await finishWork(pool, outcomes, drain.clock.now());
      }
    }
  });
  await Promise.all(workers);
}

/** If several fail together through a fault of ours, each is tried alone: one may be the cause. */
async function attempt(drain: WorkDrain, items: WorkItem[]): Promise<WorkOutcome[]> {
  const [first] = items;
  if (!first) return [];
  const ctx = drain.shopContext(first.shopId, "laurel");
  try {
    const subjects = items.map(({ subject }) => subject);
    const next = await WORK[first.kind].run(
      { ctx, gateway: () => drain.gatewayOf(first.shopId) },
      subjects,
    );
    return items.map((item) => outcomeOf(drain, item, next.get(item.subject)));
  } catch (error) {
    const trouble = troubleOf(error);
    if (trouble.kind !== "fault" || items.length === 1) {
      return items.map((item) => postponed(drain, item, trouble));
    }
    const outcomes: WorkOutcome[] = [];
    for (const item of items) outcomes.push(...(await attempt(drain, [item])));
    return outcomes;
  }
}

function outcomeOf(drain: WorkDrain, item: WorkItem, next: Next): WorkOutcome {
  if (next === undefined || next === null) return { item, nextDueAt: null };
  if (next instanceof Date) return { item, nextDueAt: next };
  const wait = next.waitMs ?? backoffMs(item.attempts);
  return { item, nextDueAt: later(drain, wait), note: next.note };
}
type Next = Date | null | undefined | { note: string; waitMs?: number };

function postponed(drain: WorkDrain, item: WorkItem, trouble: Trouble): WorkOutcome {
  const { kind, attempts } = item;
  if (trouble.kind === "access-lost") {
    return { item, nextDueAt: PARKED_UNTIL, note: "waits for a new installation" };
  }
  if (trouble.kind === "unavailable") {
    drain.log.warn({ kind, attempts }, "Shopify is not available");
    const wait = Math.max(trouble.retryAfterMs, backoffMs(attempts));
    return { item, nextDueAt: later(drain, wait), note: "Shopify is not available" };
  }
  drain.log.error({ kind, attempts, name: trouble.name }, "work failed");
  const note = `failed: ${trouble.name}`;
  return { item, nextDueAt: later(drain, backoffMs(attempts)), note };
}

function later(drain: WorkDrain, waitMs: number): Date {
  return new Date(drain.clock.now().getTime() + waitMs);
}
