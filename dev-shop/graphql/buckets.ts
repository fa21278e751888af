import type { DevShop } from "#dev-shop/dev-shop.ts";
import { createBucket } from "#dev-shop/graphql/throttle.ts";
import type { Bucket } from "#dev-shop/graphql/throttle.ts";

const buckets = new WeakMap<DevShop, Map<number, Bucket>>();

/** The bucket of one app at one shop; `configure` it for another plan. */
export function bucketOf(devShop: DevShop, installationId: number): Bucket {
  const ofShop = buckets.get(devShop) ?? new Map<number, Bucket>();
  buckets.set(devShop, ofShop);
  const bucket = ofShop.get(installationId) ?? createBucket();
  ofShop.set(installationId, bucket);
  return bucket;
}
