import type { ShopContext } from "#app/db/context.ts";
import { recordWithin } from "#app/usecases/record-member-event.ts";

export type ReopenAccountResult =
  { ok: true } | { ok: false; reason: "closed" | "member-gone" | "request-reused" };

/**
 * Lets a member whose account was closed take part again, from now on: they begin with nothing, and
 * nothing of before comes back. Only staff can: nobody joins by looking in after leaving. Opening
 * one that is open changes nothing; one that is being closed at this very moment stays closed.
 */
export async function reopenAccount(
  ctx: ShopContext,
  wish: { memberId: string; note: string | null; requestId: string },
): Promise<ReopenAccountResult> {
  return ctx.inTransaction(async (tx): Promise<ReopenAccountResult> => {
    const recorded = await recordWithin(tx, ctx, {
      ...wish,
      isSame: ({ kind }) => kind === "joined",
      judge: ({ traits: { closedAt } }) => {
        if (closedAt === null) return { ok: false, reason: "open" as const };
        if (closedAt >= ctx.clock.now().getTime()) return { ok: false, reason: "closed" as const };
        return { event: { kind: "joined" }, note: wish.note };
      },
    });
    if (recorded.ok || recorded.reason === "open") return { ok: true };
    return { ok: false, reason: recorded.reason };
  });
}
