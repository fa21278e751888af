import type { AppContext } from "#app/context.server.ts";
import { closeLedgerDays } from "#app/usecases/close-ledger-days.ts";
import { countShop } from "#app/usecases/count-shop.ts";
import { keepLedgerCheck } from "#app/usecases/keep-ledger-check.ts";
import { lapseRedemptions } from "#app/usecases/lapse-redemptions.ts";
import { noteTraits } from "#app/usecases/note-traits.ts";
import { listShopIds } from "#app/usecases/list-shop-ids.ts";
import { pruneInbox } from "#app/usecases/prune-inbox.ts";
import { pruneShop } from "#app/usecases/prune-shop.ts";
import { rankMembers } from "#app/usecases/rank-members.ts";
import { recheckReceipts } from "#app/usecases/recheck-receipts.ts";
import { reconcileOrders } from "#app/usecases/reconcile-orders.ts";
import { refreshShop } from "#app/usecases/refresh-shop.ts";
import { proveOrders } from "#app/usecases/start-comparison.ts";
import { troubleOf } from "#app/usecases/trouble.ts";

export type JobName =
  | "check-ledger"
  | "close-ledger-days"
  | "recheck-receipts"
  | "reconcile-orders"
  | "compare-orders"
  | "lapse-redemptions"
  | "count-shops"
  | "note-traits"
  | "rank-members"
  | "refresh-shops"
  | "prune-shops"
  | "prune-inbox";

/** A job of the schedule: minutes and hours in UTC, and what it does for one shop or at large. */
export type Job = { cron: string } & (
  | { ofShop(context: AppContext, shopId: bigint): Promise<unknown> }
  | { atLarge(context: AppContext): Promise<unknown> }
);

/** Everything that runs by the clock. */
export const JOBS: Record<JobName, Job> = {
  "check-ledger": {
    cron: "17 3 * * *",
    ofShop: (context, shopId) => keepLedgerCheck(context.shopContext(shopId, "laurel")),
  },
  // Shops end their days at any hour. The root goes to the log, which the database cannot change.
  "close-ledger-days": {
    cron: "42 * * * *",
    ofShop: async (context, shopId) => {
      const closed = await closeLedgerDays(context.shopContext(shopId, "laurel"));
      for (const { day, untilAt, members, root } of closed) {
        const hash = Buffer.from(root).toString("hex");
        const counts = { day, untilAt, members: members.toString() };
        context.log.info({ shopId: shopId.toString(), ...counts, root: hash }, "ledger root");
      }
    },
  },
  "recheck-receipts": {
    cron: "47 3 * * *",
    ofShop: (context, shopId) => recheckReceipts(context.shopContext(shopId, "laurel")),
  },
  "reconcile-orders": {
    cron: "7 * * * *",
    ofShop: async (context, shopId) => {
      const ctx = context.shopContext(shopId, "laurel");
      return reconcileOrders(ctx, await context.gatewayOf(shopId));
    },
  },
  // Shopify writes the file at its own pace; the work of that name follows it.
  "compare-orders": {
    cron: "22 2 * * *",
    ofShop: (context, shopId) => proveOrders(context.shopContext(shopId, "laurel")),
  },
  "lapse-redemptions": {
    cron: "37 * * * *",
    ofShop: (context, shopId) => lapseRedemptions(context.shopContext(shopId, "laurel")),
  },
  "count-shops": {
    cron: "*/10 * * * *",
    ofShop: (context, shopId) => countShop(context.shopContext(shopId, "laurel")),
  },
  // Tags come by webhook; this finds what was there before, and who is in a segment.
  "note-traits": {
    cron: "52 * * * *",
    ofShop: async (context, shopId) => {
      const ctx = context.shopContext(shopId, "laurel");
      return noteTraits(ctx, () => context.gatewayOf(shopId));
    },
  },
  "rank-members": {
    cron: "27 1 * * *",
    ofShop: (context, shopId) => rankMembers(context.shopContext(shopId, "laurel")),
  },
  // Tokens of a shop that nobody visits would end after 90 days.
  "refresh-shops": {
    cron: "27 4 * * 1",
    ofShop: (context, shopId) => refreshShop(context.shopContext(shopId, "laurel")),
  },
  "prune-shops": {
    cron: "47 2 * * *",
    ofShop: (context, shopId) => pruneShop(context.shopContext(shopId, "laurel")),
  },
  "prune-inbox": { cron: "57 2 * * *", atLarge: (context) => pruneInbox(context) },
};

/** Runs a job now: at large, or for every shop that has the app, one after the other. */
export async function runJob(context: AppContext, name: JobName): Promise<void> {
  const job = JOBS[name];
  if ("atLarge" in job) await job.atLarge(context);
  else for (const shopId of await listShopIds(context)) await runJobOfShop(context, name, shopId);
}

/** Runs a job for one shop; one that has lost the app in the meantime is passed over. */
export async function runJobOfShop(
  context: AppContext,
  name: JobName,
  shopId: bigint,
): Promise<void> {
  const job = JOBS[name];
  if (!("ofShop" in job)) return;
  try {
    await job.ofShop(context, shopId);
  } catch (error) {
    if (troubleOf(error).kind !== "access-lost") throw error;
    context.log.info({ job: name, shopId: shopId.toString() }, "the shop no longer has the app");
  }
}
