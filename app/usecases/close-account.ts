import type { ShopContext } from "#app/db/context.ts";
import { recordWithin } from "#app/usecases/record-member-event.ts";

export type CloseAccountResult =
  { ok: true } | { ok: false; reason: "member-gone" | "request-reused" };

/**
 * Ends a member's account in the program, by their own wish or by staff. Closing one that is closed
 * changes nothing.
 *
 * A customer deleted in Shopify is not closed by that: merging two customers deletes one of them,
 * too, and which of both messages comes first is not known. Their points wait for the merge, or
 * for an order; nobody can spend them in the meantime.
 */
export async function closeAccount(
  ctx: ShopContext,
  wish: { memberId: string; note: string | null; requestId: string },
): Promise<CloseAccountResult> {
  return ctx.inTransaction(async (tx): Promise<CloseAccountResult> => {
    const recorded = await recordWithin(tx, ctx, {
      ...wish,
      isSame: ({ kind }) => kind === "closed",
      judge: ({ traits }) =>
        traits.closedAt === null
          ? { event: { kind: "closed" }, note: wish.note }
          : { ok: false, reason: "closed" as const },
    });
    if (recorded.ok || recorded.reason === "closed") return { ok: true };
    return { ok: false, reason: recorded.reason };
  });
}
