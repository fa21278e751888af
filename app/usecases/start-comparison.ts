import type { ShopContext, Tx } from "#app/db/context.ts";
import {
  addComparison,
  findRunningComparison,
  type OrderComparison,
} from "#app/db/order-comparisons.ts";
import { lockIntake } from "#app/db/order-facts.ts";
import { getShop, scopesOf } from "#app/db/shops.ts";
import { enqueue } from "#app/db/work-items.ts";

/** The scope that shows orders of any age. */
export const ALL_ORDERS = "read_all_orders";

/** Shopify lists orders of the last 60 days; one of them is left out to be on the safe side. */
const READABLE_MS = 59 * 86_400_000;

/**
 * Starts a comparison of every order the shop lets us read with what we keep, to be carried on by
 * the work of that kind. While one is under way there is no other: that one is returned.
 */
export async function startComparison(
  tx: Tx,
  ctx: ShopContext,
  { kind }: { kind: "full" | "import" },
): Promise<OrderComparison> {
  await lockIntake(tx, ctx.shopId);
  const running = await findRunningComparison(tx, ctx.shopId);
  const startedAt = ctx.clock.now();
  const comparison =
    running ??
    (await addComparison(tx, ctx.shopId, {
      kind,
      state: "asked",
      author: ctx.author,
      startedAt,
      coversFrom: readableFrom(scopesOf(await getShop(tx, ctx.shopId)), startedAt),
    }));
  const subjects = [String(comparison.number)];
  // Asked for again it is looked at again, in case it was given up in the middle.
  enqueue(tx, ctx.shopId, { kind: "compare-orders", subjects, dueAt: startedAt });
  return comparison;
}

/** Starts it on its own: every night, or because a merchant wants to see it. */
export async function proveOrders(ctx: ShopContext): Promise<{ number: number }> {
  return ctx.inTransaction((tx) => startComparison(tx, ctx, { kind: "full" }));
}

/** Orders placed from then on are listed by a shop that grants these scopes. */
export function readableFrom(scopes: string[], now: Date): Date {
  return new Date(scopes.includes(ALL_ORDERS) ? 0 : now.getTime() - READABLE_MS);
}
