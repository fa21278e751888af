import type { Happening } from "#test/simulation/history.ts";
import * as shops from "#test/simulation/shop-staff.ts";
import { ownerOf } from "#test/simulation/world-facts.ts";
import { tell, type World } from "#test/simulation/world.ts";

type Of<K extends Happening["kind"]> = Extract<Happening, { kind: K }>;

/** An order of one customer was meant for another one, or for nobody. */
export function handOver(world: World, { order, to, at }: Of<"hand-over">): void {
  const orderId = world.orders.get(order) ?? 0;
  const before = world.shop.orders.get(orderId);
  const customerId = to === null ? null : (world.customerIds[to] ?? 0);
  const isThere = customerId === null || world.shop.customers.has(customerId);
  if (!before || !isThere || (to !== null && world.redacted.has(to))) return;
  const from = ownerOf(world, order);
  if (!shops.handOver(world.shop, { orderId, at }, customerId)) {
    return tell(world, "  which the shop refuses");
  }
  world.handovers.push({ orderId, at, from, to });
}

/**
 * What an order was before it was deleted is known for good. Not one that was edited: messages do
 * not tell all of those, and then there is nothing left to read.
 */
export function deleteOrder(world: World, { order, at }: Of<"delete-order">): void {
  const orderId = world.orders.get(order) ?? 0;
  const before = world.shop.orders.get(orderId);
  if (!before || before.edited || !shops.deleteOrder(world.shop, { orderId, at })) return;
  world.deleted.set(orderId, { order: before, at: Math.floor(at / 1000) * 1000 });
}
