import type { ShopContext, Tx } from "#app/db/context.ts";
import { finishDeliveries, leaveDeliveryAside, type DeliveryKey } from "#app/db/deliveries.ts";
import { lockIntake } from "#app/db/order-facts.ts";
import { getShop, type ShopRow } from "#app/db/shops.ts";
import type { ShopEvent } from "#app/domain/shop-event.ts";
import { answerDataRequest } from "#app/usecases/answer-data-request.ts";
import { askWhetherEnded } from "#app/usecases/confirm-end.ts";
import { forgetCustomer } from "#app/usecases/forget-customer.ts";
import { keepDeletedCustomer, keepProfiles } from "#app/usecases/keep-customers.ts";
import {
  keepDeletedOrder,
  keepRefundHint,
  keepTouchedOrder,
} from "#app/usecases/keep-order-hints.ts";
import { keepOrders } from "#app/usecases/keep-orders.ts";
import { keepProduct, keepDeletedProduct } from "#app/usecases/keep-products.ts";
import { askForSetUp } from "#app/usecases/keep-shop.ts";
import { mergeMembers } from "#app/usecases/merge-members.ts";
import { noteTags } from "#app/usecases/note-tags.ts";

/** A delivery and what it says. */
export type ToldEvent = { key: DeliveryKey; at: Date; event: ShopEvent };

/**
 * Keeps what deliveries of one shop say, and asks for the work that follows. One transaction with
 * the end of the deliveries, so that each counts once; safe in any order and any number of times.
 */
export async function recordDeliveries(
  ctx: ShopContext,
  { shop, told }: { shop: ShopRow; told: ToldEvent[] },
): Promise<void> {
  await ctx.inTransaction(async (tx) => {
    await lockIntake(tx, ctx.shopId);
    // The shop may have been deleted since it was found.
    await getShop(tx, ctx.shopId);
    const asides = new Map(told.map((item) => [item, whyAside(shop, item.event)]));
    const kept = told.filter((item) => asides.get(item) === null);
    await keepInBulk(tx, ctx, kept);
    for (const kind of SINGLY) {
      for (const item of kept) if (item.event.kind === kind) await keepOne(tx, ctx, item);
    }
    await finishDeliveries(
      tx,
      kept.map(({ key }) => key),
    );
    for (const [{ key }, note] of asides) {
      if (note !== null) await leaveDeliveryAside(tx, key, note);
    }
  });
}

/** The order within a batch; any would do, this one asks Shopify least. */
const SINGLY: ShopEvent["kind"][] = [
  "scopes",
  "shop",
  "order-touched",
  "refund",
  "order-deleted",
  "customers-merged",
  "customer-deleted",
  "data-request",
  "redact-customer",
  "uninstalled",
  "redact-shop",
];

function whyAside(shop: ShopRow, event: ShopEvent): string | null {
  if (event.kind === "ignored" || event.kind === "unreadable") return event.why;
  const named = "shopifyId" in event ? event.shopifyId : null;
  const foreign = named !== null && shop.shopifyId !== "" && named !== shop.shopifyId;
  return foreign ? "names another shop" : null;
}

async function keepInBulk(tx: Tx, ctx: ShopContext, told: ToldEvent[]): Promise<void> {
  for (const { event } of told) {
    if (event.kind === "product") await keepProduct(tx, ctx, event);
    if (event.kind === "product-deleted") await keepDeletedProduct(tx, ctx, event);
  }
  const orders = told.flatMap(({ event }) => (event.kind === "order" ? event : []));
  await keepOrders(
    tx,
    ctx,
    orders.map(({ facts, complete }) => ({ facts, complete, authoritative: false })),
  );
  const profiles = told.flatMap(({ event, at }) => {
    if (event.kind === "customer") return { ...event.customer, at };
    if (event.kind !== "order" || !event.customer) return [];
    return { ...event.customer, at: new Date(event.facts.updatedAt) };
  });
  await keepProfiles(tx, ctx, profiles);
  await noteTags(
    tx,
    ctx,
    told.flatMap(({ event }) => (event.kind === "customer-tags" ? event : [])),
  );
}

async function keepOne(tx: Tx, ctx: ShopContext, { event, at }: ToldEvent): Promise<void> {
  switch (event.kind) {
    case "scopes":
    case "shop":
      return askForSetUp(tx, ctx);
    case "order-touched":
      return keepTouchedOrder(tx, ctx, event);
    case "refund":
      return keepRefundHint(tx, ctx, event);
    case "order-deleted":
      return keepDeletedOrder(tx, ctx, { ...event, at });
    case "customers-merged":
      return event.completed ? mergeMembers(tx, ctx, { ...event, at }) : undefined;
    case "customer-deleted":
      return keepDeletedCustomer(tx, ctx, { ...event, at });
    case "data-request":
      return answerDataRequest(tx, ctx, event);
    case "redact-customer":
      return forgetCustomer(tx, ctx, event);
    case "uninstalled":
      return askWhetherEnded(tx, ctx, { end: "uninstalled", at });
    case "redact-shop":
      return askWhetherEnded(tx, ctx, { end: "redacted", at });
    default:
      return undefined;
  }
}
