import type { Instant } from "#app/domain/order-facts.ts";

/**
 * After so long no request of ours can still be on its way: each is given up by us within
 * seconds, and Shopify does not keep them.
 */
export const LATEST_LANDING_MS = 10 * 60_000;

type Credit = { amount: string; expiresAt: Instant | null };

/** Whether a credit is what was wished for: same amount, and the same end to the second. */
export function isSameCredit(found: Credit, wished: Credit): boolean {
  return plain(found.amount) === plain(wished.amount) && secondsOf(found) === secondsOf(wished);
}

function secondsOf({ expiresAt }: Credit): number | null {
  return expiresAt === null ? null : Math.floor(expiresAt / 1000);
}

/** 10, 10.0 and 10.00 are the same. */
function plain(amount: string): string {
  return amount.includes(".") ? amount.replace(/\.?0+$/, "") : amount;
}
