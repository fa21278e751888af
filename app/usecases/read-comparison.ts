import type { ShopContext, Tx } from "#app/db/context.ts";
import {
  lockComparison,
  updateComparison,
  type OrderComparison,
} from "#app/db/order-comparisons.ts";
import { listKeptOrders, lockIntake, type KeptOrder } from "#app/db/order-facts.ts";
import { addSightings, type Sighting } from "#app/db/order-sightings.ts";
import { getShop } from "#app/db/shops.ts";
import { decideFinding, isKnown } from "#app/domain/order-comparison.ts";
import { mergeOrderFacts } from "#app/domain/merge-order-facts.ts";
import type { ExportedOrder, OrderExport, ShopifyGateway } from "#app/shopify/gateway.ts";
import { keepMissed } from "#app/usecases/keep-missed.ts";

/** Orders that are kept in one transaction; no more are held at a time. */
export const BATCH = 250;
/** A step must end long before another worker would take the work over. */
const BATCHES_PER_STEP = 20;

type Ready = Extract<OrderExport, { state: "ready" }>;

/**
 * Reads on in the file of an export and keeps what it says, batch by batch, each with its place in
 * the file. `end`: all of it is read; `more`: look again; `gone`: the file is there no more.
 */
export async function readComparison(
  ctx: ShopContext,
  gateway: ShopifyGateway,
  { run, found }: { run: OrderComparison; found: Ready },
): Promise<"end" | "more" | "gone"> {
  if (found.url === null || run.cursor >= BigInt(found.bytes)) return "end";
  const { url, bytes } = found;
  const orders = await gateway.readOrderExport({ url, bytes, from: Number(run.cursor) });
  if (orders === null) return "gone";
  let place: Place = { ...run };
  let batches = 0;
  for await (const batch of inBatches(orders)) {
    const next = await keepBatch(ctx, place, batch);
    if (next === null) return "more";
    place = next;
    batches += 1;
    if (batches === BATCHES_PER_STEP) return "more";
  }
  return "end";
}

type Place = Pick<OrderComparison, "number" | "operationId" | "cursor" | "seen">;

async function* inBatches(orders: AsyncIterable<ExportedOrder>): AsyncIterable<ExportedOrder[]> {
  let batch: ExportedOrder[] = [];
  for await (const order of orders) {
    batch.push(order);
    // A place to go on from is known only behind a whole order.
    if (batch.length < BATCH || order.end === null) continue;
    yield batch;
    batch = [];
  }
  if (batch.length > 0) yield batch;
}

/** One transaction with the new place in the file. Null: another worker has been here. */
async function keepBatch(
  ctx: ShopContext,
  place: Place,
  batch: ExportedOrder[],
): Promise<Place | null> {
  return ctx.inTransaction(async (tx) => {
    await lockIntake(tx, ctx.shopId);
    const { number, operationId, cursor } = place;
    const now = await lockComparison(tx, ctx.shopId, number);
    if (now?.operationId !== operationId || now.cursor !== cursor) return null;
    await addSightings(tx, { shopId: ctx.shopId, number }, await sightingsOf(tx, ctx, batch));
    const ends = batch.flatMap(({ end }) => end ?? []);
    const next = {
      cursor: BigInt(ends.at(-1) ?? cursor),
      seen: now.seen + BigInt(ends.length),
    };
    await updateComparison(tx, { shopId: ctx.shopId, number }, next);
    return { ...place, ...next };
  });
}

async function sightingsOf(tx: Tx, ctx: ShopContext, batch: ExportedOrder[]): Promise<Sighting[]> {
  const ids = batch.map(({ orderId }) => orderId);
  const known = await listKeptOrders(tx, ctx.shopId, ids);
  const clear = new Set(batch.filter((each) => !isDoubtful(known.get(each.orderId), each)));
  const told = [...clear].flatMap(({ facts }) => facts ?? []);
  const missed = new Map((await keepMissed(tx, ctx, told)).map((each) => [each.orderId, each]));
  const installedAt = (await getShop(tx, ctx.shopId)).installedAt.getTime();
  const sightings = new Map<string, Sighting>();
  for (const order of batch) {
    const { orderId, updatedAt } = order;
    // A part of it came on its own: it is read alone, whatever came with the order.
    if (sightings.get(orderId)?.rereadAs) continue;
    const plain = { orderId, finding: "", rereadAs: null, repaired: false } as const;
    const missing = missed.get(orderId);
    if (updatedAt === null) {
      // Kept without a part of it: nobody but Shopify can say what it is.
      sightings.set(orderId, { ...plain, finding: "differed", rereadAs: new Date(0) });
    } else if (missing) {
      const finding = decideFinding({ ...missing, installedAt });
      sightings.set(orderId, { ...plain, finding, repaired: true });
    } else if (clear.has(order)) {
      sightings.set(orderId, plain);
    } else {
      const knownAs = known.get(orderId)?.facts.updatedAt ?? null;
      const finding = decideFinding({ updatedAt, knownAs, installedAt });
      sightings.set(orderId, { ...plain, finding, rereadAs: new Date(updatedAt) });
    }
  }
  return [...sightings.values()];
}

/**
 * Whether only Shopify can say what an order is: the export tells too little, or something else of
 * the moment of which we know it. An export is as old as its operation, and no better than a
 * message: what happened later in the same second it does not tell.
 */
function isDoubtful(kept: KeptOrder | undefined, order: ExportedOrder): boolean {
  if (order.updatedAt === null) return true;
  if (order.facts === null) return !isKnown(kept?.facts, order);
  if (!kept || kept.facts.updatedAt === 0) return false;
  // Customers merge, and are erased, without a moment of the order's own.
  const facts = { ...order.facts, customerId: kept.facts.customerId };
  return mergeOrderFacts(kept.facts, { facts, complete: true, authoritative: false }).doubtful;
}
