import { addAlias, moveAliases } from "#app/db/aliases.ts";
import type { ShopContext, Tx } from "#app/db/context.ts";
import { moveMember } from "#app/db/member-merges.ts";
import { ensureMembers, findErasedCustomers, listMembersOf } from "#app/db/members.ts";
import { lockIntake } from "#app/db/order-facts.ts";
import { markCustomerGone } from "#app/db/profiles.ts";
import { listOpenRedemptions } from "#app/db/redemption-codes.ts";
import { enqueue } from "#app/db/work-items.ts";
import { forgetCustomer } from "#app/usecases/forget-customer.ts";

type Merge = { keptId: string; goneId: string; at: Date };

/**
 * One customer became another: whoever was the member of the one is the member of the other, with
 * all facts. Transitive, and the same in whatever order merges and orders arrive.
 */
export async function mergeMembers(tx: Tx, ctx: ShopContext, merge: Merge): Promise<void> {
  await lockIntake(tx, ctx.shopId);
  const erased = await findErasedCustomers(tx, ctx, [merge.keptId, merge.goneId]);
  if (erased.has(merge.goneId)) return;
  if (erased.has(merge.keptId)) {
    await forgetCustomer(tx, ctx, { customerId: merge.goneId });
    return;
  }

  const known = await listMembersOf(tx, ctx.shopId, [merge.keptId, merge.goneId]);
  const gone = known.get(merge.goneId);
  const kept = known.get(merge.keptId);
  if (gone !== undefined && kept !== undefined) {
    if (gone !== kept) await mergeInto(tx, ctx, { from: gone, to: kept });
  } else {
    await joinTheKnown(tx, ctx, merge);
  }
  await rebindRedemptions(tx, ctx, merge);
  await markCustomerGone(tx, ctx.shopId, { customerId: merge.goneId, at: merge.at });
}

/** Where only one of them, or none, was known, the other becomes the same member. */
async function joinTheKnown(tx: Tx, ctx: ShopContext, merge: Merge): Promise<void> {
  const known = await listMembersOf(tx, ctx.shopId, [merge.goneId]);
  const first = known.has(merge.goneId) ? merge.goneId : merge.keptId;
  const second = first === merge.goneId ? merge.keptId : merge.goneId;
  const memberId = (await ensureMembers(tx, ctx, [first])).get(first);
  if (memberId === undefined) return;
  const alias = { customerId: second, memberId, since: ctx.clock.now() };
  await addAlias(tx, ctx.shopId, alias);
  await askFor(tx, ctx, { settle: [memberId], sync: memberId });
}

async function mergeInto(
  tx: Tx,
  ctx: ShopContext,
  merge: { from: string; to: string },
): Promise<void> {
  await moveMember(tx, ctx.shopId, merge);
  await moveAliases(tx, ctx.shopId, merge);
  await askFor(tx, ctx, { settle: [merge.from, merge.to], sync: merge.to });
}

/** What is open for the customer who is gone is for the one who stays, and so are their codes. */
async function rebindRedemptions(
  tx: Tx,
  ctx: ShopContext,
  { keptId, goneId }: Merge,
): Promise<void> {
  const open = await listOpenRedemptions(tx, ctx.shopId, [goneId]);
  await tx.redemption.updateMany({
    where: { shopId: ctx.shopId, id: { in: open } },
    data: { customerId: keptId },
  });
  const dueAt = ctx.clock.now();
  enqueue(tx, ctx.shopId, { kind: "issue-code", subjects: open, dueAt });
}

async function askFor(
  tx: Tx,
  ctx: ShopContext,
  { settle, sync }: { settle: string[]; sync: string },
): Promise<void> {
  const dueAt = ctx.clock.now();
  enqueue(tx, ctx.shopId, { kind: "settle", subjects: settle, dueAt });
  enqueue(tx, ctx.shopId, { kind: "sync", subjects: [sync], dueAt });
}
