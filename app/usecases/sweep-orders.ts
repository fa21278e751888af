import { findLastCheck } from "#app/db/check-results.ts";
import type { ShopContext } from "#app/db/context.ts";
import { listKeptOrders, type KeptOrder } from "#app/db/order-facts.ts";
import { saySame, type LearnedFacts } from "#app/domain/merge-order-facts.ts";
import type { Instant } from "#app/domain/order-facts.ts";
import type { OrderStub, ShopifyGateway } from "#app/shopify/gateway.ts";
import { keepOrders } from "#app/usecases/keep-orders.ts";

/** Shopify's index of orders runs behind a little; sweeps look back across each other this far. */
const OVERLAP_MS = 10 * 60_000;

export type Sweep = {
  /** Orders that Shopify listed. */
  checked: number;
  /** Those of which we knew nothing, or something else, until now. */
  missed: string[];
  /** Everything that happened in Shopify before this moment is known to us. */
  passed: Instant;
  orderIds: string[];
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
  const sweep: Sweep = { checked: 0, missed: [], passed, orderIds: [] };
  let after: string | null = null;
  do {
    const page = await gateway.listOrdersUpdated({ since, after });
    const learned: LearnedFacts[] = page.orders.map(authoritative);
    for (const stub of await selectUnknown(ctx, page.incomplete)) {
      const facts = await gateway.findOrder(stub.orderId);
      if (facts) learned.push(authoritative(facts));
    }
    sweep.missed.push(...(await keepMissed(ctx, learned)));
    const orderIds = [...page.orders, ...page.incomplete].map(({ orderId }) => orderId);
    sweep.orderIds.push(...orderIds);
    sweep.checked += orderIds.length;
    after = page.next;
  } while (after !== null);
  return sweep;
}

/** Where the next sweep has to begin to leave no gap after the last good one. */
export async function findSweepStart(ctx: ShopContext): Promise<Instant | null> {
  const last = await ctx.inTransaction((tx) => findLastCheck(tx, ctx.shopId, "reconciliation"));
  const passed = last?.details["passed"];
  return typeof passed === "number" ? passed - OVERLAP_MS : null;
}

function authoritative(facts: LearnedFacts["facts"]): LearnedFacts {
  return { facts, complete: true, authoritative: true };
}

/** Orders too large for a page are read one by one, unless we know them as they are. */
async function selectUnknown(ctx: ShopContext, stubs: OrderStub[]): Promise<OrderStub[]> {
  const ids = stubs.map(({ orderId }) => orderId);
  const known = await ctx.inTransaction((tx) => listKeptOrders(tx, ctx.shopId, ids));
  return stubs.filter(({ orderId, updatedAt }) => {
    const kept = known.get(orderId);
    return !kept || kept.facts.updatedAt < updatedAt;
  });
}

/** A payment seen a little earlier, or a product looked up, is no difference between the two. */
async function keepMissed(ctx: ShopContext, learned: LearnedFacts[]): Promise<string[]> {
  return ctx.inTransaction(async (tx) => {
    const ids = learned.map(({ facts }) => facts.orderId);
    const before = await listKeptOrders(tx, ctx.shopId, ids);
    const changed = await keepOrders(tx, ctx, learned);
    const after = await listKeptOrders(tx, ctx.shopId, changed);
    return changed.filter((orderId) => differ(before.get(orderId), after.get(orderId)));
  });
}

function differ(before: KeptOrder | undefined, after: KeptOrder | undefined): boolean {
  if (!before || !after) return true;
  // Customers who merged are one member; their orders change hands without a message.
  const sameMember = before.memberId !== null && before.memberId === after.memberId;
  const customerId = sameMember ? after.customerId : before.customerId;
  return !saySame({ ...before.facts, customerId }, after.facts);
}
