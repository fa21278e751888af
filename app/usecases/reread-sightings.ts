import type { ShopContext, Tx } from "#app/db/context.ts";
import {
  lockComparison,
  updateComparison,
  type OrderComparison,
} from "#app/db/order-comparisons.ts";
import { listKeptOrders, lockIntake } from "#app/db/order-facts.ts";
import { addUnlisted, closeSighting, listToReread } from "#app/db/order-sightings.ts";
import { getShop, scopesOf } from "#app/db/shops.ts";
import type { Finding } from "#app/domain/order-comparison.ts";
import type { OrderFacts } from "#app/domain/order-facts.ts";
import type { ShopifyGateway } from "#app/shopify/gateway.ts";
import { keepDeletedOrder } from "#app/usecases/keep-order-hints.ts";
import { keepMissed } from "#app/usecases/keep-missed.ts";

const PER_STEP = 10;
/** Shopify's index of orders runs behind a little: what is this young may not be listed yet. */
const INDEX_LAG_MS = 10 * 60_000;
/** Without leave to read all orders, so far back it is certain that Shopify would show one. */
const SURE_MS = 30 * 86_400_000;

/** All of the export is read: notes what it does not name, and goes on to what is read alone. */
export async function noteUnlisted(ctx: ShopContext, run: OrderComparison): Promise<void> {
  await ctx.inTransaction(async (tx) => {
    const place = { shopId: ctx.shopId, number: run.number };
    const now = await lockComparison(tx, ctx.shopId, run.number);
    if (now?.state !== "reading") return;
    const until = new Date(run.startedAt.getTime() - INDEX_LAG_MS);
    await addUnlisted(tx, place, { from: run.coversFrom, until, sure: await sureFrom(tx, ctx) });
    await updateComparison(tx, place, { state: "repairing" });
  });
}

/** Orders placed from then on are gone if Shopify does not show them. */
async function sureFrom(tx: Tx, ctx: ShopContext): Promise<Date> {
  const shop = await getShop(tx, ctx.shopId);
  const all = scopesOf(shop).includes("read_all_orders");
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
    await keepReread(ctx, { number, orderId, finding, facts });
  }
  return orders.length === 0;
}

type Reread = { number: number; orderId: string; finding: Finding; facts: OrderFacts | null };

async function keepReread(
  ctx: ShopContext,
  { number, orderId, finding, facts }: Reread,
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
    } else if (finding === "unlisted" && (await isSurelyGone(tx, ctx, orderId))) {
      // Neither in the list of all orders nor under its own id: its deletion was never told.
      await keepDeletedOrder(tx, ctx, { orderId, at: ctx.clock.now() });
      await closeSighting(tx, sighting, { repaired: true });
    } else {
      await closeSighting(tx, sighting, { repaired: false });
    }
  });
}

/** It may have been a while since it was found to be unlisted. */
async function isSurelyGone(tx: Tx, ctx: ShopContext, orderId: string): Promise<boolean> {
  const kept = (await listKeptOrders(tx, ctx.shopId, [orderId])).get(orderId);
  return kept !== undefined && kept.facts.placedAt >= (await sureFrom(tx, ctx)).getTime();
}
