import { isDeepStrictEqual } from "node:util";
import { findCatalogUse, listCatalogProducts } from "#app/db/catalog.ts";
import type { ShopContext, Tx } from "#app/db/context.ts";
import { moveGrants } from "#app/db/member-events.ts";
import { ensureMembers, findErasedCustomers } from "#app/db/members.ts";
import { listKeptOrders, lockIntake, storeOrders, type KeptOrder } from "#app/db/order-facts.ts";
import { enqueue } from "#app/db/work-items.ts";
import { decidePins, unpinnedProducts } from "#app/domain/catalog-pins.ts";
import { mergeOrderFacts, type LearnedFacts } from "#app/domain/merge-order-facts.ts";
import { asDeleted, type OrderFacts } from "#app/domain/order-facts.ts";
import { noteUndoneOrders } from "#app/usecases/note-undone-orders.ts";
import { noteUsedCodes } from "#app/usecases/note-used-codes.ts";

/** How long settling waits for an answer that is on its way; it does not wait for ever. */
const PATIENCE_MS = 60_000;

type Order = KeptOrder & {
  before: KeptOrder | null;
  /** Whether it differs from what is kept. */
  changed: boolean;
  doubtful: boolean;
};

/**
 * Keeps what was learned of orders, in any order and any number of times, and asks for everything
 * that follows from it: settling, reading again, products. Returns the ids of orders that changed.
 */
export async function keepOrders(
  tx: Tx,
  ctx: ShopContext,
  learned: LearnedFacts[],
): Promise<string[]> {
  if (learned.length === 0) return [];
  await lockIntake(tx, ctx.shopId);
  const orders = await mergeOrders(tx, ctx, learned);
  const waiting = await pinProducts(tx, ctx, orders);
  const changed = orders.filter((order) => order.changed);
  await storeOrders(tx, ctx.shopId, changed.map(kept));
  await moveGrants(tx, ctx.shopId, changed.flatMap(moveOf));
  const facts = changed.map(asDeleted);
  await noteUsedCodes(tx, ctx, facts);
  await noteUndoneOrders(tx, ctx, facts);
  askForMore(tx, ctx, { orders, waiting });
  return changed.map(({ orderId }) => orderId);
}

async function mergeOrders(tx: Tx, ctx: ShopContext, learned: LearnedFacts[]): Promise<Order[]> {
  const orderIds = [...new Set(learned.map(({ facts }) => facts.orderId))].sort();
  const known = await listKeptOrders(tx, ctx.shopId, orderIds);
  const owners = await findOwners(tx, ctx, [...learned, ...known.values()]);
  const orders = new Map<string, Order>();
  for (const news of learned) {
    const { orderId, customerId } = news.facts;
    const before = known.get(orderId) ?? null;
    const earlier = orders.get(orderId);
    const erased = customerId !== null && owners.erased.has(customerId);
    const facts = erased ? { ...news.facts, customerId: null } : news.facts;
    const merged = mergeOrderFacts(factsKnown(earlier ?? before), { ...news, facts });
    const anonymous = erased ? (owners.erased.get(customerId) ?? null) : null;
    const order: Order = {
      ...emptyOrder(orderId),
      ...(earlier ?? before),
      before,
      facts: merged.facts,
      customerId: merged.facts.customerId,
      changed: merged.changed || (earlier?.changed ?? false),
      doubtful: merged.doubtful || (earlier?.doubtful ?? false),
    };
    order.memberId = memberOf(order, { owners, anonymous, earlier: earlier ?? before });
    order.changed ||= before !== null && order.memberId !== before.memberId;
    orders.set(orderId, order);
  }
  return [...orders.values()];
}

/** Of an order that was deleted before anyone told what it was, nothing is known. */
function factsKnown(order: KeptOrder | null): OrderFacts | null {
  return order && order.facts.updatedAt > 0 ? order.facts : null;
}

type Owners = { members: Map<string, string>; erased: Map<string, string | null> };

/** Old news may name another customer than the order has by now: whoever either names. */
async function findOwners(
  tx: Tx,
  ctx: ShopContext,
  told: { facts: OrderFacts }[],
): Promise<Owners> {
  const customerIds = told.flatMap(({ facts }) => facts.customerId ?? []);
  const members = await ensureMembers(tx, ctx, customerIds);
  const absent = [...new Set(customerIds)].filter((customerId) => !members.has(customerId));
  return { members, erased: await findErasedCustomers(tx, ctx, absent) };
}

/** An order without a customer keeps the anonymous member that an erased one left behind. */
function memberOf(order: Order, { owners, anonymous, earlier }: MemberSources): string | null {
  if (order.customerId !== null) return owners.members.get(order.customerId) ?? null;
  const linkStays = earlier?.customerId === null ? earlier.memberId : null;
  return linkStays ?? anonymous;
}
type MemberSources = { owners: Owners; anonymous: string | null; earlier: KeptOrder | null };

function emptyOrder(orderId: string) {
  return { orderId, memberId: null, pins: {}, deletedAt: null };
}

/** Fills the pins that can be filled; returns the orders that must wait for a product. */
async function pinProducts(tx: Tx, ctx: ShopContext, orders: Order[]): Promise<Set<string>> {
  const use = await findCatalogUse(tx, ctx.shopId);
  const productIds = [...new Set(orders.flatMap((order) => unpinnedProducts(order)))];
  const wish = { productIds, now: ctx.clock.now() };
  const catalog = await listCatalogProducts(tx, ctx.shopId, wish);
  const waiting = new Set<string>();
  for (const order of orders) {
    const { pins, missing } = decidePins({ order, catalog, use });
    if (Object.keys(pins).length > 0) {
      order.pins = { ...order.pins, ...pins };
      order.changed = true;
    }
    if (missing) waiting.add(order.orderId);
  }
  return waiting;
}

function kept({ orderId, customerId, memberId, facts, pins, deletedAt }: Order): KeptOrder {
  return { orderId, customerId, memberId, facts, pins, deletedAt };
}

function askForMore(
  tx: Tx,
  ctx: ShopContext,
  { orders, waiting }: { orders: Order[]; waiting: Set<string> },
): void {
  const now = ctx.clock.now();
  const later = new Date(now.getTime() + PATIENCE_MS);
  const ask = (
    kind: "settle" | "reread-order" | "fetch-product",
    subjects: string[],
    dueAt = now,
  ) => enqueue(tx, ctx.shopId, { kind, subjects, dueAt });
  const inDoubt = orders.filter(({ doubtful }) => doubtful);
  const unsure = (order: Order) => order.doubtful || waiting.has(order.orderId);
  const counting = orders.filter((order) => order.changed && countsAnew(order));

  ask(
    "reread-order",
    inDoubt.map(({ orderId }) => orderId),
  );
  ask("fetch-product", [...waiting]);
  ask("settle", counting.filter((order) => !unsure(order)).flatMap(membersOf));
  ask("settle", counting.filter(unsure).flatMap(membersOf), later);
}

/** Shopify tells every order several times over, mostly without anything that counts. */
function countsAnew({ before, ...order }: Order): boolean {
  return before === null || !isDeepStrictEqual(countedOf(before), countedOf(order));
}

/** All but when it was seen, and by which account. */
function countedOf({ memberId, pins, deletedAt, facts }: KeptOrder) {
  const undated = { ...facts, updatedAt: 0, pinnedAt: 0, gatewaysAt: 0 };
  return { memberId, pins, deletedAt, undated };
}

/** From whom to whom it went, if it had another member before. */
function moveOf({ orderId, memberId: to, before }: Order) {
  const from = before?.memberId ?? null;
  return from === null || to === null || from === to ? [] : { orderId, from, to };
}

/** Whoever the order belongs to now, and whoever it belonged to before. */
function membersOf(order: Order): string[] {
  return [order.memberId, order.before?.memberId ?? null].flatMap((memberId) => memberId ?? []);
}
