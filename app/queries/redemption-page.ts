import type { ShopContext, Tx } from "#app/db/context.ts";
import type { RedemptionState } from "#app/domain/redemption.ts";
import { numberOf } from "#app/queries/members-page.ts";
import { REDEMPTION_COLUMNS, shownRedemption } from "#app/queries/redemptions-page.ts";

/** What one redemption's page shows, or null: every state it was in, when and why. */
export async function redemptionPage(ctx: ShopContext, redemptionId: string) {
  const { shopId } = ctx;
  return ctx.inTransaction(async (tx) => {
    const row = await tx.redemption.findUnique({
      where: { shopId_id: { shopId, id: redemptionId } },
      select: { ...REDEMPTION_COLUMNS, author: true, note: true, orderId: true },
    });
    if (!row) return null;
    const events = await tx.redemptionEvent.findMany({
      where: { shopId, redemptionId },
      orderBy: { seq: "asc" },
      select: { seq: true, state: true, reason: true, at: true },
    });
    const member = await tx.member.findUnique({
      where: { shopId_id: { shopId, id: row.memberId } },
      select: { displayName: true, email: true },
    });
    return {
      ...shownRedemption(row),
      author: row.author,
      note: row.note,
      discountNumber: row.discountId?.includes("/DiscountCodeNode/")
        ? (row.discountId.split("/").at(-1) ?? null)
        : null,
      order: row.orderId ? await usedIn(tx, shopId, row.orderId) : null,
      memberName: member?.displayName ?? member?.email ?? null,
      customerNumber: numberOf(row.customerId),
      events: events.map(({ seq, state, reason, at }) => ({
        seq,
        state: state as RedemptionState,
        reason,
        at: at.toISOString(),
      })),
    };
  });
}

async function usedIn(tx: Tx, shopId: bigint, orderId: string) {
  const order = await tx.orderFact.findUnique({
    where: { shopId_orderId: { shopId, orderId } },
    select: { name: true },
  });
  return { name: order?.name ?? "", number: orderId.split("/").at(-1) ?? "" };
}
