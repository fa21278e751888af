/** One bucket for each app at each shop. */
import type { DevShop } from "#dev-shop/dev-shop.ts";
import { STANDARD_PLAN, createBucket } from "#dev-shop/graphql/throttle.ts";
import type { Bucket, Plan } from "#dev-shop/graphql/throttle.ts";

type Buckets = { plan: Plan; byInstallation: Map<number, Bucket> };

const shops = new WeakMap<DevShop, Buckets>();

export function bucketOf(devShop: DevShop, installationId: number): Bucket {
  const { plan, byInstallation } = bucketsOf(devShop);
  const bucket = byInstallation.get(installationId) ?? createBucket({ plan });
  byInstallation.set(installationId, bucket);
  return bucket;
}

/** How much the shop's plan allows from now on; all buckets are full. */
export function setPlan(devShop: DevShop, plan: Plan): void {
  const buckets = bucketsOf(devShop);
  buckets.plan = plan;
  buckets.byInstallation.clear();
}

function bucketsOf(devShop: DevShop): Buckets {
  const buckets = shops.get(devShop) ?? { plan: STANDARD_PLAN, byInstallation: new Map() };
  shops.set(devShop, buckets);
  return buckets;
}
