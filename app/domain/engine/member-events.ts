import type { Instant } from "#app/domain/order-facts.ts";

/**
 * Something dated that is known of a member beside orders, redemptions and adjustments. What
 * cannot be worked out from the others (a grant from a budget, a rank among all members, a
 * decision of staff) was recorded once, and is a fact from then on. `turn` is the place among those
 * of one moment of a kind that replaces what went before, from 0 (left out).
 */
/** What a budget gave for a source; final, also where it is less than was asked for. */
export type Grant = {
  budget: string;
  source: string;
  points: bigint;
  /** When the source is judged; said of deeds alone. */
  judgedAt?: Instant;
  /** Who asked; not said of a streak's or challenge's times of two who had become one. */
  askedBy?: string;
};

export type MemberEvent = { id: string; at: Instant; turn?: number } & (
  | { kind: "joined" }
  /** Did something: an activity's id, or for partners the key they report. */
  | { kind: "activity"; activity: string; subject: string | null }
  | { kind: "activity-decided"; eventId: string; approved: boolean }
  | { kind: "birthday"; month: number; day: number }
  /** Tags of the customer that came and went. */
  | { kind: "tags"; added: string[]; removed: string[] }
  /** The segments the customer is in, of those the program looks at. */
  | { kind: "segments"; segments: string[] }
  /** Set by hand (an invitation is one): not below this tier, until then; null takes it back. */
  | { kind: "tier-floor"; tierId: string | null; until: Instant | null }
  /** Among the best so many percent, as a decimal; holds until the next look. */
  | { kind: "ranked"; percent: string }
  | ({ kind: "granted" } & Grant)
  /** Came by an inviter; `refused` says why that does not count. */
  | { kind: "referred"; inviterId: string; refused: string | null }
  /** A friend this member invited: their first order became safe, or was undone. */
  | { kind: "referral"; friendId: string; outcome: "completed" | "undone" }
  /** The member left: what there is ends. */
  | { kind: "closed" }
);
