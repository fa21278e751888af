import type { ShopContext } from "#app/db/context.ts";
import {
  lockComparison,
  updateComparison,
  type OrderComparison,
} from "#app/db/order-comparisons.ts";
import { dropSeen } from "#app/db/order-sightings.ts";
import { getShop, scopesOf } from "#app/db/shops.ts";
import type { OrderExport, ShopifyGateway } from "#app/shopify/gateway.ts";
import { finishComparison } from "#app/usecases/finish-comparison.ts";
import { askForSetUp } from "#app/usecases/keep-shop.ts";
import { readComparison } from "#app/usecases/read-comparison.ts";
import { rereadSightings, noteUnlisted } from "#app/usecases/reread-sightings.ts";
import { readableFrom } from "#app/usecases/start-comparison.ts";

/** Look again after so long; null when it is over. */
export type NextStep = { waitMs: number } | null;

const POLL_MS = 5_000;
const RETRY_MS = 5 * 60_000;
const EXPORTS = 4;
const AT_ONCE: NextStep = { waitMs: 0 };

/**
 * Carries a comparison on by one step, which never takes long: have the orders exported, see
 * whether that is done, read a part of the file, read some orders alone, or finish. Everything that
 * was done stands in its row, so killed anywhere it goes on from there; repeated it does nothing
 * twice.
 */
export async function compareOrders(
  ctx: ShopContext,
  gateway: ShopifyGateway,
  number: number,
): Promise<NextStep> {
  const run = await ctx.inTransaction((tx) => lockComparison(tx, ctx.shopId, number));
  switch (run?.state) {
    case "asked":
      return askForExport(ctx, gateway, run);
    case "exporting":
      return lookForExport(ctx, gateway, run);
    case "reading":
      return readOn(ctx, gateway, run);
    case "repairing":
      return (await rereadSightings(ctx, gateway, run)) ? finish(ctx, run) : AT_ONCE;
    default:
      return null;
  }
}

async function askForExport(
  ctx: ShopContext,
  gateway: ShopifyGateway,
  run: OrderComparison,
): Promise<NextStep> {
  const { grantedScopes } = await gateway.getShop();
  await beginAnew(ctx, { number: run.number, granted: grantedScopes });
  const operationId = await gateway.startOrderExport();
  const startedAt = ctx.clock.now();
  const coversFrom = readableFrom(grantedScopes, startedAt);
  const fresh = { startedAt, coversFrom, operationId, cursor: 0n, seen: 0n };
  await go(ctx, run, { ...fresh, state: "exporting" });
  return { waitMs: POLL_MS };
}

/** What an export before saw is not seen by this one; what it found stays. */
async function beginAnew(
  ctx: ShopContext,
  { number, granted }: { number: number; granted: string[] },
): Promise<void> {
  await ctx.inTransaction(async (tx) => {
    const now = await lockComparison(tx, ctx.shopId, number);
    if (now?.state === "asked") await dropSeen(tx, { shopId: ctx.shopId, number });
    // What is granted is told by messages, which may be lost.
    const known = scopesOf(await getShop(tx, ctx.shopId));
    if (known.toSorted().join() !== granted.toSorted().join()) askForSetUp(tx, ctx);
  });
}

async function lookForExport(
  ctx: ShopContext,
  gateway: ShopifyGateway,
  run: OrderComparison,
): Promise<NextStep> {
  const found = await gateway.findOrderExport(run.operationId);
  if (found.state === "failed") return tryAgain(ctx, run, found.why);
  const isReady = found.state === "ready";
  await go(ctx, run, { expected: found.orders, ...(isReady ? { state: "reading" } : {}) });
  return isReady ? AT_ONCE : { waitMs: POLL_MS };
}

/** The address of the file is asked for each time: it is a key to it, and not for keeping. */
async function readOn(
  ctx: ShopContext,
  gateway: ShopifyGateway,
  run: OrderComparison,
): Promise<NextStep> {
  const found = await gateway.findOrderExport(run.operationId);
  if (found.state !== "ready") {
    return tryAgain(ctx, run, found.state === "failed" ? found.why : "gone");
  }
  const read = await readComparison(ctx, gateway, { run, found });
  if (read === "more") return AT_ONCE;
  if (read === "gone") return tryAgain(ctx, run, "gone");
  const known = await ctx.inTransaction((tx) => lockComparison(tx, ctx.shopId, run.number));
  if (known?.seen !== found.orders) return tryAgain(ctx, run, "incomplete");
  await noteUnlisted(ctx, gateway, run);
  return AT_ONCE;
}

type Failure = Extract<OrderExport, { state: "failed" }>["why"] | "incomplete";

/** A new export is begun, from its start; what was kept already is found to be as we know it. */
async function tryAgain(ctx: ShopContext, run: OrderComparison, why: Failure): Promise<NextStep> {
  const tries = run.tries + 1;
  if (why === "denied" || tries >= EXPORTS) return finish(ctx, { ...run, note: why });
  await go(ctx, run, { state: "asked", tries, note: why, operationId: "" });
  return { waitMs: why === "gone" ? 0 : RETRY_MS * tries };
}

async function finish(ctx: ShopContext, run: OrderComparison): Promise<NextStep> {
  const outcome = run.state === "repairing" ? "done" : "failed";
  const note = outcome === "done" ? "" : run.note;
  await finishComparison(ctx, { number: run.number, outcome, note });
  return null;
}

/** Writes the next state, if the present one still is what the step began with. */
async function go(
  ctx: ShopContext,
  { number, state, operationId }: OrderComparison,
  news: Partial<OrderComparison>,
): Promise<void> {
  await ctx.inTransaction(async (tx) => {
    const now = await lockComparison(tx, ctx.shopId, number);
    if (now?.state !== state || now.operationId !== operationId) return;
    await updateComparison(tx, { shopId: ctx.shopId, number }, news);
  });
}
