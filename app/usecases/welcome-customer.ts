import type { ShopContext, Tx } from "#app/db/context.ts";
import { addMemberEvents, findEventOfRequest } from "#app/db/member-events.ts";
import { ensureMembers, findMembership, holdMember } from "#app/db/members.ts";
import { lockIntake } from "#app/db/order-facts.ts";
import { enqueue } from "#app/db/work-items.ts";
import { byOf } from "#app/usecases/record-member-event.ts";

/**
 * The member a signed-in customer is, made at their first visit; null for one who was erased.
 * Safe to repeat, and in two tabs at once.
 *
 * A member has joined when they are first seen signed in: then they hold an account, and somebody
 * is there to be welcomed. One who only ever ordered as a guest has points, but has not joined.
 * Who has left, as a guest or by another account that is theirs too, does not join by looking in.
 */
export async function welcomeCustomer(
  ctx: ShopContext,
  customerId: string,
): Promise<string | null> {
  return ctx.inTransaction(async (tx) => {
    const known = await findMembership(tx, ctx.shopId, customerId);
    if (known?.joined === true) return known.memberId;
    // Who is merged or erased just now is somebody else when that is done, or nobody.
    await lockIntake(tx, ctx.shopId);
    const members = await ensureMembers(tx, ctx, [customerId]);
    const memberId = members.get(customerId) ?? null;
    if (memberId === null) return null;
    await holdMember(tx, ctx.shopId, memberId);
    // Their account may have been closed while we waited.
    const now = await findMembership(tx, ctx.shopId, customerId);
    if (now?.joined !== true) await noteJoined(tx, ctx, memberId);
    return memberId;
  });
}

async function noteJoined(tx: Tx, ctx: ShopContext, memberId: string): Promise<void> {
  const requestId = `${memberId}:joined`;
  if (await findEventOfRequest(tx, ctx.shopId, [requestId])) return;
  const at = ctx.clock.now();
  const joined = { id: ctx.newId(), memberId, at, requestId, event: { kind: "joined" as const } };
  await addMemberEvents(tx, byOf(ctx), [joined]);
  enqueue(tx, ctx.shopId, { kind: "settle", subjects: [memberId], dueAt: at });
}
