import { findLastCheck } from "#app/db/check-results.ts";
import type { ShopContext, Tx } from "#app/db/context.ts";
import { listKeptOrders } from "#app/db/order-facts.ts";
import { isKnown } from "#app/domain/order-comparison.ts";
import type { Instant, OrderFacts } from "#app/domain/order-facts.ts";
import type { OrderStub, ShopifyGateway } from "#app/shopify/gateway.ts";
import { keepMissed, type Missed } from "#app/usecases/keep-missed.ts";
import { noteMissed } from "#app/usecases/note-missed.ts";

/** Shopify's index of orders runs behind a little; sweeps look back across each other this far. */
const OVERLAP_MS = 10 * 60_000;

export type Sweep = {
  /** Orders that Shopify listed. */
  checked: number;
  /** Those of which we knew nothing, or something else, until now. */
  missed: Missed[];
  /** Everything that happened in Shopify before this moment is known to us. */
  passed: Instant;
};

/**
 * Compares the orders that Shopify lists as updated since a moment with what we keep, and keeps
 * what we missed; settling does the rest.
 */
export async function sweepOrders(
  ctx: ShopContext,
  gateway: ShopifyGateway,
  { since }: { since: Instant },
): Promise<Sweep> {
  const passed = ctx.clock.now().getTime();
  const sweep: Sweep = { checked: 0, missed: [], passed };
  let after: string | null = null;
  do {
    const page = await gateway.listOrdersUpdated({ since, after });
    const learned = [...page.orders];
    for (const stub of await selectUnknown(ctx, page.incomplete)) {
      const facts = await gateway.findOrder(stub.orderId);
      if (facts) learned.push(facts);
    }
    sweep.missed.push(...(await ctx.inTransaction((tx) => keepAndName(tx, ctx, learned))));
    sweep.checked += page.orders.length + page.incomplete.length;
    after = page.next;
  } while (after !== null);
  return sweep;
}

async function keepAndName(tx: Tx, ctx: ShopContext, learned: OrderFacts[]): Promise<Missed[]> {
  const missed = await keepMissed(tx, ctx, learned);
  await noteMissed(tx, ctx, missed);
  return missed;
}

/** Where the next sweep has to begin to leave no gap after the last good one. */
export async function findSweepStart(ctx: ShopContext): Promise<Instant | null> {
  const last = await ctx.inTransaction((tx) => findLastCheck(tx, ctx.shopId, "reconciliation"));
  const passed = last?.details["passed"];
  return typeof passed === "number" ? passed - OVERLAP_MS : null;
}

/** Orders too large for a page are read one by one, unless we know them as they are. */
async function selectUnknown(ctx: ShopContext, stubs: OrderStub[]): Promise<OrderStub[]> {
  const ids = stubs.map(({ orderId }) => orderId);
  const known = await ctx.inTransaction((tx) => listKeptOrders(tx, ctx.shopId, ids));
  return stubs.filter((stub) => !isKnown(known.get(stub.orderId)?.facts, stub));
}
