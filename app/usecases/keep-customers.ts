import type { ShopContext, Tx } from "#app/db/context.ts";
import { ensureMembers } from "#app/db/members.ts";
import {
  clearProfile,
  markCustomerGone,
  writeProfiles,
  type DatedProfile,
} from "#app/db/profiles.ts";

/** Keeps names and addresses for the merchant's search, the newest of each customer. */
export async function keepProfiles(
  tx: Tx,
  ctx: ShopContext,
  profiles: DatedProfile[],
): Promise<void> {
  await ensureMembers(
    tx,
    ctx,
    profiles.map(({ customerId }) => customerId),
  );
  const told = profiles.filter(({ displayName, email }) => displayName !== null || email !== null);
  await writeProfiles(tx, ctx.shopId, told);
}

/** A customer deleted in Shopify: nothing is written to them any more, and names go. */
export async function keepDeletedCustomer(
  tx: Tx,
  ctx: ShopContext,
  { customerId, at }: { customerId: string; at: Date },
): Promise<void> {
  await ensureMembers(tx, ctx, [customerId]);
  await markCustomerGone(tx, ctx.shopId, { customerId, at });
  await clearProfile(tx, ctx.shopId, { customerId, at });
}
