import { setTimeout as sleep } from "node:timers/promises";
import { ShopifyUnavailable } from "#app/shopify/errors.ts";

type Cost = {
  requestedQueryCost: number;
  throttleStatus: { maximumAvailable: number; currentlyAvailable: number; restoreRate: number };
};

/** What we may still ask of one shop: Shopify's leaky bucket, as its last answer described it. */
export type QueryBudget = {
  /**
   * Waits until the document can be paid and so much of the whole is left; throws
   * `ShopifyUnavailable` if that is too long.
   */
  wait(document: string, terms: { patienceMs: number; leaves: number }): Promise<void>;
  /** How long until the document can be paid, and this part of the whole is left. */
  missingMs(document: string, leaves?: number): number;
  learn(document: string, cost: Cost | undefined): void;
};

const JITTER_MS = 200;

/** Nothing is known at first, and nothing is held back. Time is the machine's own. */
export function queryBudget(): QueryBudget {
  const costs = new Map<string, number>();
  let last: { status: Cost["throttleStatus"]; atMs: number } | undefined;
  const missingMs = (document: string, leaves = 0): number => {
    if (!last) return 0;
    const { status, atMs } = last;
    const restored = ((performance.now() - atMs) / 1000) * status.restoreRate;
    const available = Math.min(status.maximumAvailable, status.currentlyAvailable + restored);
    const wanted = (costs.get(document) ?? 0) + leaves * status.maximumAvailable;
    const missing = Math.min(wanted, status.maximumAvailable) - available;
    return missing <= 0 ? 0 : (missing / status.restoreRate) * 1000;
  };
  return {
    missingMs,
    wait: async (document, { patienceMs, leaves }) => {
      const missing = missingMs(document, leaves);
      if (missing === 0) return;
      const waitMs = Math.ceil(missing + Math.random() * JITTER_MS);
      if (waitMs > patienceMs) throw new ShopifyUnavailable("The shop's budget is spent", waitMs);
      await sleep(waitMs);
    },
    learn: (document, cost) => {
      if (!cost) return;
      costs.set(document, cost.requestedQueryCost);
      last = { status: cost.throttleStatus, atMs: performance.now() };
    },
  };
}
