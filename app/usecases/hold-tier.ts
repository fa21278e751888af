import type { ShopContext } from "#app/db/context.ts";
import { addDays, startOfDay } from "#app/domain/calendar.ts";
import type { Instant } from "#app/domain/order-facts.ts";
import { programAt, type Program } from "#app/domain/program/program.ts";
import { recordWithin } from "#app/usecases/record-member-event.ts";

export type HoldTierResult =
  | { ok: true; eventId: string }
  | {
      ok: false;
      reason:
        | "no-program"
        | "unknown-tier"
        | "in-past"
        | "nothing-held"
        | "closed"
        | "member-gone"
        | "request-reused";
    };

type Wish = {
  memberId: string;
  /** Not below this tier; null takes back what was set before. */
  tierId: string | null;
  /** The last day, in the shop's time zone; null for good. */
  until: string | null;
  note: string;
  requestId: string;
};

/**
 * Holds a member in a tier by hand (an invitation is one), or takes that back. Where they belong
 * by themselves above it, they stay above it. Repeating a requestId changes nothing.
 */
export async function holdTier(ctx: ShopContext, wish: Wish): Promise<HoldTierResult> {
  const { memberId, tierId, note, requestId } = wish;
  return ctx.inTransaction(async (tx): Promise<HoldTierResult> => {
    const recorded = await recordWithin(tx, ctx, {
      memberId,
      requestId,
      isSame: (event, { programs }) =>
        event.kind === "tier-floor" &&
        event.tierId === tierId &&
        event.until === endOf(wish, programAt(programs, event.at)),
      judge: ({ programs, traits }) => {
        const now = ctx.clock.now().getTime();
        const program = programAt(programs, now);
        if (!program) return refused("no-program");
        if (traits.closedAt !== null) return refused("closed");
        if (tierId === null) {
          if (traits.floor === null) return refused("nothing-held");
          return { event: { kind: "tier-floor", tierId, until: null }, note };
        }
        if (!program.levels.some(({ id }) => id === tierId)) return refused("unknown-tier");
        const until = endOf(wish, program);
        if (until !== null && until <= now) return refused("in-past");
        return { event: { kind: "tier-floor", tierId, until }, note };
      },
    });
    return recorded.ok ? { ok: true, eventId: recorded.eventId } : recorded;
  });
}

/** The end of the last day, as the program in force counts days; null where there is none. */
function endOf({ tierId, until }: Wish, program: Program | null): Instant | null {
  if (tierId === null || until === null || program === null) return null;
  return startOfDay(addDays(until, 1), program.timeZone);
}

function refused<Reason extends string>(reason: Reason) {
  return { ok: false as const, reason };
}
