import type { ShopContext, Tx } from "#app/db/context.ts";
import { collectMemberData } from "#app/db/member-data.ts";
import { listMembersOf } from "#app/db/members.ts";
import { keepAnswer } from "#app/db/privacy.ts";

/** Collects what we hold about a customer, for the merchant to fetch and pass on. */
export async function answerDataRequest(
  tx: Tx,
  ctx: ShopContext,
  { customerId, requestId }: { customerId: string; requestId: string },
): Promise<void> {
  const memberId = (await listMembersOf(tx, ctx.shopId, [customerId])).get(customerId) ?? null;
  const held = memberId === null ? null : await collectMemberData(tx, ctx.shopId, memberId);
  await keepAnswer(tx, ctx.shopId, {
    id: ctx.newId(),
    requestId,
    hash: ctx.hashCustomer(customerId),
    at: ctx.clock.now(),
    content: { customerId, ...(held ?? { nothing: "We hold no data about this customer." }) },
  });
}
