import type { ActivityNothing, ActivityReceipt } from "#app/domain/activity-receipt.ts";
import { closeAccount } from "#app/domain/engine/closing.ts";
import { offerOf, type Deed } from "#app/domain/engine/deed.ts";
import { begin, count, explainDeed, undo } from "#app/domain/engine/deeds.ts";
import type { MemberEvent } from "#app/domain/engine/member-events.ts";
import { followDeed } from "#app/domain/engine/progress.ts";
import { hearOfFriend, noteInviter } from "#app/domain/engine/referral.ts";
import type { State } from "#app/domain/engine/state.ts";
import { forgetSums } from "#app/domain/engine/tier-measure.ts";
import { noteTraits } from "#app/domain/engine/traits.ts";
import type { Instant } from "#app/domain/order-facts.ts";
import { comesByItself, type Activity } from "#app/domain/program/activity.ts";
import { programAt, type Program } from "#app/domain/program/program.ts";

/** Notes what an event says of the member, and lets follow from it what the program says. */
export function followMember(state: State, event: MemberEvent): void {
  const isNew = state.traits.joinedAt === null;
  noteTraits(state, event);
  switch (event.kind) {
    case "joined":
      state.yearlyDueAt = undefined;
      if (isNew) signUp(state, event);
      return;
    case "birthday":
      state.yearlyDueAt = undefined;
      return;
    case "activity":
      return reportActivity(state, event);
    case "activity-decided":
      return decideActivity(state, event);
    case "referred":
      return noteInviter(state, event);
    case "referral":
      return hearOfFriend(state, event);
    case "closed":
      forgetSums(state);
      return closeAccount(state, event);
    case "tags":
    case "segments":
    case "ranked":
    case "tier-floor":
    case "granted":
      return;
  }
}

/** What an activity event came to, or why it gives nothing; null for one that is not known. */
export function explainActivity(state: State, eventId: string): ActivityReceipt | null {
  return explainDeed(state, sourceOf(eventId));
}

/** Joining is an activity of its own kind, done once: joining again gives nothing. */
function signUp(state: State, event: { id: string; at: Instant }): void {
  const program = programAt(state.programs, event.at);
  if (!program) return;
  const signups = program.document.activities.filter(({ kind }) => kind === "signup");
  signups.forEach((activity, index) => {
    const source = sourceOf(index === 0 ? event.id : `${event.id}:${activity.id}`);
    report(state, { source, eventId: event.id, activity, program, at: event.at });
  });
}

function reportActivity(state: State, event: Extract<MemberEvent, { kind: "activity" }>): void {
  const source = sourceOf(event.id);
  if (state.deeds.has(source)) return;
  const program = programAt(state.programs, event.at);
  const activity = program?.document.activities.find(({ id }) => id === event.activity);
  if (!program) return notice(state, event, { program, nothing: { reason: "no-program" } });
  if (!activity) return notice(state, event, { program, nothing: { reason: "unknown" } });
  if (comesByItself(activity)) {
    return notice(state, event, { program, nothing: { reason: "by-itself" } });
  }
  report(state, { source, eventId: event.id, activity, program, at: event.at });
}

type Report = {
  source: string;
  eventId: string;
  activity: Activity;
  program: Program;
  at: Instant;
};

/** A decision may be known before what it is about, where clocks differ. */
function report(state: State, { source, eventId, activity, program, at }: Report): void {
  const deed = begin(state, { source, offer: offerOf(activity), program, at });
  const deeds = state.reported.get(eventId) ?? [];
  state.reported.set(eventId, [...deeds, { deed, approval: activity.approval }]);
  follow(state, { deed, approval: activity.approval }, { eventId, at });
}

function decideActivity(
  state: State,
  { eventId, approved, at }: Extract<MemberEvent, { kind: "activity-decided" }>,
): void {
  state.decisions.set(eventId, approved);
  for (const reported of state.reported.get(eventId) ?? []) {
    follow(state, reported, { eventId, at });
  }
}

export type Reported = { deed: Deed; approval: boolean };

/** Staff may also reject what needs no approval. */
function follow(
  state: State,
  { deed, approval }: Reported,
  { eventId, at }: { eventId: string; at: Instant },
): void {
  const approved = state.decisions.get(eventId) ?? (approval ? null : true);
  const why: ActivityNothing = {
    reason: approved === false ? "rejected" : "awaits-approval",
  };
  if (approved === true) count(state, deed, at);
  else undo(state, deed, { at, why });
  followDeed(state, deed, at);
}

function notice(
  state: State,
  { id, activity, at }: Extract<MemberEvent, { kind: "activity" }>,
  { program, nothing }: { program: Program | null; nothing: ActivityNothing },
): void {
  const known = program?.document.activities.find((each) => each.id === activity);
  state.notices.set(sourceOf(id), {
    kind: "activity",
    of: known?.kind ?? "partner",
    activityId: activity,
    name: known?.name ?? null,
    version: program?.version ?? null,
    at,
    steps: [],
    boost: null,
    points: 0n,
    nothing,
  });
}

function sourceOf(eventId: string): string {
  return `activity:${eventId}`;
}
