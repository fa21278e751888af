import { endWaiting, findLastDecision } from "#app/db/approvals.ts";
import type { ShopContext } from "#app/db/context.ts";
import { findEventById } from "#app/db/member-events.ts";
import { recordWithin } from "#app/usecases/record-member-event.ts";

export type DecideActivityResult =
  | { ok: true; eventId: string }
  | {
      ok: false;
      reason: "unknown" | "member-gone" | "request-reused" | "not-asked" | "already-decided";
    };

/**
 * Approves or rejects what a member did, with a note. The opposite decision undoes an earlier one:
 * points come, or go back. Repeating a requestId changes nothing.
 */
export async function decideActivity(
  ctx: ShopContext,
  wish: { eventId: string; approved: boolean; note: string; requestId: string },
): Promise<DecideActivityResult> {
  const { eventId, approved, note, requestId } = wish;
  return ctx.inTransaction(async (tx): Promise<DecideActivityResult> => {
    const decided = await findEventById(tx, ctx.shopId, eventId);
    if (decided?.event.kind !== "activity") return { ok: false, reason: "unknown" };

    const recorded = await recordWithin(tx, ctx, {
      memberId: decided.memberId,
      requestId,
      isSame: (event) =>
        event.kind === "activity-decided" &&
        event.eventId === eventId &&
        event.approved === approved,
      judge: async () => {
        // Read again under the lock: a colleague may have been quicker.
        const last = await findLastDecision(tx, ctx.shopId, eventId);
        if (!last && !decided.awaitsDecision) return { ok: false, reason: "not-asked" as const };
        if (last?.approved === approved) return { ok: false, reason: "already-decided" as const };
        await endWaiting(tx, ctx.shopId, eventId);
        return { event: { kind: "activity-decided", eventId, approved }, note };
      },
    });
    return recorded.ok ? { ok: true, eventId: recorded.eventId } : recorded;
  });
}
