/** The leaky bucket of one app at one shop. It follows the machine's clock, not the shop's. */
import type { ThrottleStatus } from "#dev-shop/graphql/answer.ts";

export type Plan = { maximumAvailable: number; restoreRate: number };

/** Shopify's Standard plan. Advanced: 4,000 and 200; Plus: 20,000 and 1,000. */
export const STANDARD_PLAN: Plan = { maximumAvailable: 2_000, restoreRate: 100 };

export const MAX_SINGLE_QUERY_COST = 1_000;

export type Bucket = {
  status: () => ThrottleStatus;
  /** Takes so many points, or says no. */
  take: (points: number) => boolean;
  /** What was taken in advance and not used after all. */
  giveBack: (points: number) => void;
  drain: () => void;
};

export function createBucket({
  plan,
  now = () => performance.now(),
}: {
  plan: Plan;
  now?: () => number;
}): Bucket {
  let available = plan.maximumAvailable;
  let at = now();

  const refill = () => {
    const time = now();
    available = Math.min(
      plan.maximumAvailable,
      available + ((time - at) / 1000) * plan.restoreRate,
    );
    at = time;
  };
  return {
    status: () => {
      refill();
      return { ...plan, currentlyAvailable: Math.floor(available) };
    },
    take: (points) => {
      refill();
      if (points > available) return false;
      available -= points;
      return true;
    },
    giveBack: (points) => {
      available = Math.min(plan.maximumAvailable, available + points);
    },
    drain: () => {
      refill();
      available = 0;
    },
  };
}
