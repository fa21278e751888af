import type { MemberEvent } from "#app/domain/engine/member-events.ts";
import type { State } from "#app/domain/engine/state.ts";
import type { Instant } from "#app/domain/order-facts.ts";

/** What is known of a member as of the moment the engine has come to. */
export type Traits = {
  joinedAt: Instant | null;
  /** The birthday, and since when it is known to be this one. */
  birthday: { month: number; day: number; since: Instant } | null;
  /** In lower case. */
  tags: Set<string>;
  segments: Set<string>;
  /** Among the best so many percent, 101 for not even of all; or null if never looked at. */
  rankPercent: string | null;
  /** The tier set by hand, and the event that says so. */
  floor: { tierId: string; until: Instant | null; eventId: string } | null;
  /** Of the events so far the last moment, and the last turn there. */
  latest: { at: Instant; turn: number } | null;
  /** When the member left, and has not joined again since. */
  closedAt: Instant | null;
  /** When the member last left, also where they have joined again: what was before has ended. */
  lastClosedAt: Instant | null;
};

export function emptyTraits(): Traits {
  return {
    joinedAt: null,
    birthday: null,
    tags: new Set(),
    segments: new Set(),
    rankPercent: null,
    floor: null,
    latest: null,
    closedAt: null,
    lastClosedAt: null,
  };
}

/** Notes what an event says about the member. What follows from it is for others. */
export function noteTraits(state: State, event: MemberEvent): void {
  const { traits } = state;
  noteTurn(traits, event);
  switch (event.kind) {
    case "joined":
      if (traits.joinedAt === null || traits.closedAt !== null) traits.joinedAt = event.at;
      traits.closedAt = null;
      return;
    case "birthday":
      noteBirthday(traits, event);
      return;
    case "tags":
      for (const tag of event.removed) traits.tags.delete(tag.toLowerCase());
      for (const tag of event.added) traits.tags.add(tag.toLowerCase());
      return;
    case "segments":
      traits.segments = new Set(event.segments);
      return;
    case "ranked":
      // Who has left while the others were being looked at begins anew without a rank.
      if (traits.closedAt === null) traits.rankPercent = event.percent;
      return;
    case "tier-floor":
      traits.floor = floorOf(event);
      return;
    case "closed":
      traits.closedAt = event.at;
      traits.lastClosedAt = event.at;
      return;
    case "activity":
    case "activity-decided":
    case "granted":
    case "referred":
    case "referral":
      return;
  }
}

function floorOf({
  id: eventId,
  tierId,
  until,
}: Extract<MemberEvent, { kind: "tier-floor" }>): Traits["floor"] {
  return tierId === null ? null : { tierId, until, eventId };
}

function noteTurn(traits: Traits, { at, turn = 0 }: MemberEvent): void {
  const before = traits.latest?.at === at ? traits.latest.turn : 0;
  traits.latest = { at, turn: Math.max(before, turn) };
}

/** Hearing the same day again does not make it known any later. */
function noteBirthday(traits: Traits, event: { month: number; day: number; at: Instant }): void {
  const { month, day, at } = event;
  if (traits.birthday?.month === month && traits.birthday.day === day) return;
  traits.birthday = { month, day, since: at };
}
