import type { ShopContext } from "#app/db/context.ts";
import type { WorkKind } from "#app/db/work-items.ts";
import type { ShopifyGateway } from "#app/shopify/gateway.ts";
import { compareOrders } from "#app/usecases/compare-orders.ts";
import { confirmEnd } from "#app/usecases/confirm-end.ts";
import { fetchProducts } from "#app/usecases/fetch-products.ts";
import { cancelRedemption, issueRedemption } from "#app/usecases/issue-redemption.ts";
import { rereadOrder } from "#app/usecases/reread-order.ts";
import { setUpShop } from "#app/usecases/set-up-shop.ts";
import { settleMembers } from "#app/usecases/settle-members.ts";
import { askForSync, syncMembers } from "#app/usecases/sync-members.ts";
import { tellInviters } from "#app/usecases/tell-inviters.ts";

/** One shop's side of work: its context, and the port to it for those who need one. */
export type WorkPlace = { ctx: ShopContext; gateway: () => Promise<ShopifyGateway> };

/** By subject when to look again; left out when it is done. A note says why it is not. */
export type NextLooks = Map<string, Date | null | { note: string; waitMs?: number }>;

type Work = {
  /** How many subjects of one shop are done in one go. */
  perBatch: number;
  /** How many are taken from the queue at a time. */
  limit: number;
  run(place: WorkPlace, subjects: string[]): Promise<NextLooks>;
};

const DAY_MS = 86_400_000;

/** What each kind of work does. All of it is safe to run twice. */
export const WORK: Record<WorkKind, Work> = {
  settle: {
    perBatch: 250,
    limit: 1000,
    run: ({ ctx }, memberIds) => settleMembers(ctx, memberIds),
  },
  "tell-inviter": {
    perBatch: 50,
    limit: 200,
    run: async ({ ctx }, friendIds) => {
      await tellInviters(ctx, friendIds);
      return new Map();
    },
  },
  sync: { perBatch: 100, limit: 200, run: sync },
  "sync-again": {
    perBatch: 200,
    limit: 200,
    run: async ({ ctx }, memberIds) => {
      await askForSync(ctx, memberIds);
      return new Map();
    },
  },
  "fetch-product": {
    perBatch: 100,
    limit: 100,
    run: async ({ ctx, gateway }, orderIds) => {
      await fetchProducts(ctx, await gateway(), orderIds);
      return new Map();
    },
  },
  "issue-code": oneByOne(async ({ ctx, gateway }, id) => issueRedemption(ctx, await gateway(), id)),
  "cancel-code": oneByOne(async ({ ctx, gateway }, id) =>
    cancelRedemption(ctx, await gateway(), id),
  ),
  "reread-order": oneByOne(async ({ ctx, gateway }, subject) => {
    await rereadOrder(ctx, await gateway(), subject);
    return true;
  }),
  "confirm-end": oneByOne(async ({ ctx, gateway }, subject) => {
    await confirmEnd(ctx, gateway, subject);
    return true;
  }),
  "compare-orders": { perBatch: 1, limit: 2, run: compare },
  "set-up-shop": oneByOne(async ({ ctx, gateway }) => {
    await setUpShop(ctx, await gateway());
    return true;
  }),
};

/** Work on one subject; false means that it must be looked at again. */
function oneByOne(run: (place: WorkPlace, subject: string) => Promise<boolean>): Work {
  return {
    perBatch: 1,
    limit: 20,
    run: async (place, subjects) => {
      const next: NextLooks = new Map();
      for (const subject of subjects) {
        if (!(await run(place, subject)))
          next.set(subject, { note: "Shopify's answer is unclear" });
      }
      return next;
    },
  };
}

async function sync({ ctx, gateway }: WorkPlace, memberIds: string[]): Promise<NextLooks> {
  const { refusedMembers, nextChanges } = await syncMembers(ctx, await gateway(), memberIds);
  const next: NextLooks = new Map(nextChanges);
  const look = { note: "Shopify refused the value", waitMs: DAY_MS };
  for (const memberId of refusedMembers) next.set(memberId, look);
  return next;
}

/** A step of a comparison; most of its time it waits for Shopify. */
async function compare({ ctx, gateway }: WorkPlace, numbers: string[]): Promise<NextLooks> {
  const next: NextLooks = new Map();
  for (const number of numbers) {
    const step = await compareOrders(ctx, await gateway(), Number(number));
    if (step) next.set(number, new Date(ctx.clock.now().getTime() + step.waitMs));
  }
  return next;
}
