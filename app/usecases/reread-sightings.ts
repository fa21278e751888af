import type { ShopContext, Tx } from "#app/db/context.ts";
import {
  lockComparison,
  updateComparison,
  type OrderComparison,
} from "#app/db/order-comparisons.ts";
import { listKeptOrders, lockIntake } from "#app/db/order-facts.ts";
import { addUnlisted, closeSighting, listToReread } from "#app/db/order-sightings.ts";
import type { Finding } from "#app/domain/order-comparison.ts";
import type { OrderFacts } from "#app/domain/order-facts.ts";
import type { ShopifyGateway } from "#app/shopify/gateway.ts";
import { keepDeletedOrder } from "#app/usecases/keep-order-hints.ts";
import { keepMissed } from "#app/usecases/keep-missed.ts";
import { ALL_ORDERS, readableFrom } from "#app/usecases/start-comparison.ts";

const PER_STEP = 10;
/** Shopify's index of orders runs behind a little: what is this young may not be listed yet. */
const INDEX_LAG_MS = 10 * 60_000;
/** Without leave to read all orders, so far back it is certain that Shopify would show one. */
const SURE_MS = 30 * 86_400_000;

/** All of the export is read: notes what it does not name, and goes on to what is read alone. */
export async function noteUnlisted(
  ctx: ShopContext,
  gateway: ShopifyGateway,
  run: OrderComparison,
): Promise<void> {
  const { grantedScopes } = await gateway.getShop();
  await ctx.inTransaction(async (tx) => {
    const place = { shopId: ctx.shopId, number: run.number };
    const now = await lockComparison(tx, ctx.shopId, run.number);
    if (now?.state !== "reading" || now.operationId !== run.operationId) return;
    const { coversFrom, startedAt } = run;
    const until = new Date(startedAt.getTime() - INDEX_LAG_MS);
    // What was granted when it began may have been taken back before the list was made.
    const from = later(coversFrom, readableFrom(grantedScopes, startedAt));
    await addUnlisted(tx, place, { from, until, sure: sureFrom(ctx, grantedScopes) });
    await updateComparison(tx, place, { state: "repairing" });
  });
}

function later(one: Date, other: Date): Date {
  return one > other ? one : other;
}

/** Orders placed from then on are gone if Shopify does not show them. */
function sureFrom(ctx: ShopContext, grantedScopes: string[]): Date {
  const all = grantedScopes.includes(ALL_ORDERS);
  return new Date(all ? 0 : ctx.clock.now().getTime() - SURE_MS);
}

/** Reads some orders alone, of which the export told too little. True if none is left. */
export async function rereadSightings(
  ctx: ShopContext,
  gateway: ShopifyGateway,
  { number }: OrderComparison,
): Promise<boolean> {
  const place = { shopId: ctx.shopId, number };
  const orders = await ctx.inTransaction((tx) => listToReread(tx, place, PER_STEP));
  for (const { orderId, finding } of orders) {
    const facts = await gateway.findOrderAtLeisure(orderId);
    // Asked afterwards, and not of what we keep: who took leave back is shown no old orders.
    const sure = facts ? null : sureFrom(ctx, (await gateway.getShop()).grantedScopes);
    await keepReread(ctx, { number, orderId, finding, facts, sure });
  }
  return orders.length === 0;
}

type Reread = {
  number: number;
  orderId: string;
  finding: Finding;
  facts: OrderFacts | null;
  /** Placed from then on, an order without facts is gone. */
  sure: Date | null;
};

async function keepReread(
  ctx: ShopContext,
  { number, orderId, finding, facts, sure }: Reread,
): Promise<void> {
  await ctx.inTransaction(async (tx) => {
    await lockIntake(tx, ctx.shopId);
    // Another worker may have ended it, and signed what it found.
    if ((await lockComparison(tx, ctx.shopId, number))?.state !== "repairing") return;
    const sighting = { shopId: ctx.shopId, number, orderId };
    if (facts) {
      const missed = await keepMissed(tx, ctx, [facts]);
      // A message may have come in the meantime; and what the shop shows is not unlisted.
      const stays = missed.length > 0 && finding !== "unlisted";
      await closeSighting(
        tx,
        sighting,
        stays ? { repaired: true } : { finding: "", repaired: false },
      );
    } else if (finding === "unlisted" && (await isPlacedSince(tx, ctx, { orderId, sure }))) {
      // Neither in the list of all orders nor under its own id: its deletion was never told.
      await keepDeletedOrder(tx, ctx, { orderId, at: ctx.clock.now() });
      await closeSighting(tx, sighting, { repaired: true });
    } else {
      await closeSighting(tx, sighting, { repaired: false });
    }
  });
}

/** It may have been a while since it was found to be unlisted. */
async function isPlacedSince(
  tx: Tx,
  ctx: ShopContext,
  { orderId, sure }: Pick<Reread, "orderId" | "sure">,
): Promise<boolean> {
  const kept = (await listKeptOrders(tx, ctx.shopId, [orderId])).get(orderId);
  return kept !== undefined && sure !== null && kept.facts.placedAt >= sure.getTime();
}
