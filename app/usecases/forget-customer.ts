import { deleteAliases, listAliases } from "#app/db/aliases.ts";
import type { ShopContext, Tx } from "#app/db/context.ts";
import { emptyDeliveriesLeftAside } from "#app/db/deliveries.ts";
import { lockMembers } from "#app/db/ledger.ts";
import { listMembersOf } from "#app/db/members.ts";
import { scrubMemberEvents } from "#app/db/member-event-privacy.ts";
import { lockIntake } from "#app/db/order-facts.ts";
import {
  addTombstones,
  dropAnswers,
  keepRedaction,
  scrubCustomers,
  scrubMember,
} from "#app/db/privacy.ts";
import { listOpenRedemptions } from "#app/db/redemption-codes.ts";
import { getShop } from "#app/db/shops.ts";
import { enqueue } from "#app/db/work-items.ts";
import { changeRedemptionState } from "#app/usecases/end-redemption.ts";

/**
 * Erases a person: names, contact data, ids and notes go; a keyed hash stays, so that nothing
 * brings them back, and so do their orders, as those of an anonymous member whose ledger holds.
 */
export async function forgetCustomer(
  tx: Tx,
  ctx: ShopContext,
  { customerId }: { customerId: string },
): Promise<void> {
  await lockIntake(tx, ctx.shopId);
  const at = ctx.clock.now();
  const memberId = (await listMembersOf(tx, ctx.shopId, [customerId])).get(customerId) ?? null;
  // What is being redeemed is written, and found below; what comes later finds no such customer.
  if (memberId !== null) await lockMembers(tx, ctx.shopId, [memberId]);
  const { person, last } = await findPerson(tx, ctx, { customerId, memberId });

  await giveUpCodes(tx, ctx, person);
  const hashes = person.map((id) => ctx.hashCustomer(id));
  await addTombstones(tx, ctx.shopId, { hashes, memberId, at });
  await deleteAliases(tx, ctx.shopId, person);
  await scrubCustomers(tx, ctx.shopId, person);
  if (last && memberId !== null) {
    await scrubMember(tx, ctx.shopId, { memberId, at });
    const salt = Buffer.from(ctx.randomBytes(16)).toString("hex");
    await scrubMemberEvents(tx, ctx.shopId, { memberId, salt });
  }

  await dropAnswers(tx, ctx.shopId, hashes);
  const { domain } = await getShop(tx, ctx.shopId);
  await emptyDeliveriesLeftAside(tx, domain);
  const hash = ctx.hashCustomer(customerId);
  await keepRedaction(tx, ctx.shopId, { id: ctx.newId(), hash, at });
}

/**
 * Customers that were merged into this one are the same person, and go with it. The member stays
 * somebody's only if another customer, who still exists, is the same member.
 */
async function findPerson(
  tx: Tx,
  ctx: ShopContext,
  { customerId, memberId }: { customerId: string; memberId: string | null },
): Promise<{ person: string[]; last: boolean }> {
  const aliases = memberId === null ? [] : await listAliases(tx, ctx.shopId, [memberId]);
  const others = aliases.filter((alias) => alias.customerId !== customerId);
  const last = others.every(({ goneAt }) => goneAt !== null);
  const merged = last ? others.map((alias) => alias.customerId) : [];
  return { person: [customerId, ...merged], last };
}

/** Codes bound to an erased customer are of use to nobody, and name them in Shopify. */
async function giveUpCodes(tx: Tx, ctx: ShopContext, customerIds: string[]): Promise<void> {
  const open = await listOpenRedemptions(tx, ctx.shopId, customerIds);
  for (const redemptionId of open) {
    const reason = "the customer was erased";
    await changeRedemptionState(tx, ctx, { redemptionId, state: "canceling", reason });
  }
  const dueAt = ctx.clock.now();
  enqueue(tx, ctx.shopId, { kind: "cancel-code", subjects: open, dueAt });
}
