import type { ActivityReceipt } from "#app/domain/activity-receipt.ts";
import type { CalendarPeriod, Day } from "#app/domain/calendar.ts";
import type { Reported } from "#app/domain/engine/activities.ts";
import type { ChallengeTrack } from "#app/domain/engine/challenges.ts";
import type { Deed, Use } from "#app/domain/engine/deed.ts";
import type { FriendState } from "#app/domain/engine/referral.ts";
import type { StreakTrack } from "#app/domain/engine/streaks.ts";
import type { Instant } from "#app/domain/order-facts.ts";

/** What the engine knows of what a member did beside ordering. */
export type DeedState = {
  /** What the member did beside ordering, and what it came to, by source. */
  deeds: Map<string, Deed>;
  /** Activities reported that no program knows, or that come by themselves, by source. */
  notices: Map<string, ActivityReceipt>;
  /** Deeds by the event that reported them, and what was decided of it. */
  reported: Map<string, Reported[]>;
  decisions: Map<string, boolean>;
  /** How often each offer was used in each period: see engine/deed-amount.ts. */
  uses: Map<string, Use>;
  /** How many deeds stand that have given something, by activity. */
  fruits: Map<string, number>;
  /** Progress of streaks and challenges, by what they ask for. */
  streaks: Map<string, StreakTrack>;
  challenges: Map<string, ChallengeTrack>;
  /** When the member left, each time: see `trackOf`. */
  leftAt: Instant[];
  /** How often a streak or challenge was done, by activity. */
  completed: Map<string, number>;
  /** By deed: what that is asked for is reached. */
  reached: Map<string, Set<string>>;
  /** How long the periods are for which challenges have deeds, by the deeds' names. */
  periods: Map<string, CalendarPeriod>;
  /** When the next birthday or anniversary begins; undefined while that has to be worked out. */
  yearlyDueAt: Instant | undefined;
  /** The last day on which a yearly activity gave something. */
  celebrated: Map<string, Day>;
  /** By whom the member came, and what became of it; null where by nobody. */
  friend: FriendState | null;
  firstOrderId: string | null;
  /** When what a friend had brought was undone, by friend. */
  friendsUndone: Map<string, Instant>;
};

export function noDeeds(): DeedState {
  return {
    deeds: new Map(),
    notices: new Map(),
    reported: new Map(),
    decisions: new Map(),
    uses: new Map(),
    fruits: new Map(),
    streaks: new Map(),
    challenges: new Map(),
    leftAt: [],
    completed: new Map(),
    reached: new Map(),
    periods: new Map(),
    yearlyDueAt: undefined,
    celebrated: new Map(),
    friend: null,
    firstOrderId: null,
    friendsUndone: new Map(),
  };
}
