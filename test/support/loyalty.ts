import { findMemberOfCustomer } from "#app/db/members.ts";
import type { ProgramInput } from "#app/domain/program/document.ts";
import { publishProgram } from "#app/usecases/publish-program.ts";
import { saveDraft } from "#app/usecases/save-draft.ts";
import type { Laurel } from "#test/support/laurel.ts";
import { plainStarter } from "#test/support/shop.ts";

/** Publishes a program, in force from now on or from a moment to come. */
export async function publishStarter(
  { ctx }: Laurel,
  document: ProgramInput = plainStarter,
  effectiveFrom: Date | null = null,
): Promise<void> {
  const draft = await ctx.inTransaction((tx) =>
    tx.programDraft.findUnique({ where: { shopId: ctx.shopId }, select: { revision: true } }),
  );
  const saved = await saveDraft(ctx, { document, revision: draft?.revision ?? 0 });
  if (!saved.ok) throw new Error(`the draft was not saved: ${JSON.stringify(saved)}`);
  const wish = { revision: saved.revision, ...(effectiveFrom && { effectiveFrom }) };
  const published = await publishProgram(ctx, wish);
  if (!published.ok) throw new Error(`nothing was published: ${JSON.stringify(published)}`);
}

/** What a customer's member holds, or null if the customer is none. */
export async function standingOf({ ctx }: Pick<Laurel, "ctx">, customerId: string) {
  return ctx.inTransaction(async (tx) => {
    const id = await findMemberOfCustomer(tx, ctx.shopId, customerId);
    if (id === null) return null;
    const member = await tx.member.findUniqueOrThrow({
      where: { shopId_id: { shopId: ctx.shopId, id } },
    });
    const lots = await tx.lot.findMany({
      where: { shopId: ctx.shopId, memberId: id },
      orderBy: { lot: "asc" },
      select: { lot: true, points: true, expiresAt: true },
    });
    const orders = await tx.orderFact.findMany({
      where: { shopId: ctx.shopId, memberId: id },
      orderBy: { orderId: "asc" },
      select: { orderId: true },
    });
    return {
      memberId: id,
      pending: member.pendingPoints,
      available: member.availablePoints,
      reserved: member.reservedPoints,
      debt: member.debtPoints,
      tierId: member.tierId,
      lots,
      orders: orders.map(({ orderId }) => orderId),
    };
  });
}
