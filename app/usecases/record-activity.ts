import type { ShopContext } from "#app/db/context.ts";
import type { State } from "#app/domain/engine/state.ts";
import { comesByItself } from "#app/domain/program/activity.ts";
import { programAt } from "#app/domain/program/program.ts";
import { recordWithin, type Recording } from "#app/usecases/record-member-event.ts";

type Reason = "no-program" | "unknown-activity" | "not-reported" | "closed" | "in-future";

export type ActivityResult =
  | { ok: true; eventId: string; awaitsDecision: boolean }
  | { ok: false; reason: Reason | "member-gone" | "request-reused" };

type Reported = {
  memberId: string;
  /** The activity's id in the program; partners report theirs by the same key. */
  activity: string;
  /** What it was done with: a product reviewed, a survey, an event; null where nothing is named. */
  subject: string | null;
  requestId: string;
  /** When it was done, if not now. */
  at?: Date;
};

/**
 * Records that a member did something the program may reward: reported by us, the storefront or a
 * partner. What it gives, and how often, the engine decides. Where the program asks for approval
 * it waits for staff. Repeating a requestId changes nothing.
 */
export async function recordActivity(ctx: ShopContext, report: Reported): Promise<ActivityResult> {
  const { memberId, activity, subject, requestId } = report;
  return ctx.inTransaction(async (tx): Promise<ActivityResult> => {
    const recorded = await recordWithin(tx, ctx, {
      memberId,
      requestId,
      isSame: (event) =>
        event.kind === "activity" && event.activity === activity && event.subject === subject,
      judge: (state) => judge(state, { ...report, now: ctx.clock.now() }),
    });
    if (!recorded.ok) return recorded;
    const { eventId, awaitsDecision } = recorded;
    return { ok: true, eventId, awaitsDecision };
  });
}

function judge(state: State, report: Reported & { now: Date }) {
  const { activity: id, subject, now } = report;
  const at = report.at ?? now;
  if (state.traits.closedAt !== null) return refused("closed");
  if (at > now) return refused("in-future");
  const program = programAt(state.programs, at.getTime());
  if (!program) return refused("no-program");
  const activity = program.document.activities.find((each) => each.id === id);
  if (!activity) return refused("unknown-activity");
  if (comesByItself(activity)) return refused("not-reported");
  const event = { kind: "activity" as const, activity: id, subject };
  return { event, at, awaitsDecision: activity.approval } satisfies Recording;
}

function refused(reason: Reason) {
  return { ok: false as const, reason };
}
