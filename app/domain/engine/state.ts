import type { Claims, Used } from "#app/domain/earning/allowances.ts";
import type { Award } from "#app/domain/earning/award.ts";
import type { Rooms } from "#app/domain/earning/rooms.ts";
import type { Terms } from "#app/domain/earning/terms.ts";
import type { Fraction } from "#app/domain/fraction.ts";
import type { Instant } from "#app/domain/order-facts.ts";
import { noDeeds, type DeedState } from "#app/domain/engine/deed-state.ts";
import type { Flows } from "#app/domain/engine/flows.ts";
import type { Forgiven } from "#app/domain/engine/forgiven.ts";
import type { Gift } from "#app/domain/engine/tier-gifts.ts";
import type { OrderWithPins, RedemptionFact } from "#app/domain/engine/timeline.ts";
import { emptyTraits, type Traits } from "#app/domain/engine/traits.ts";
import type { Program } from "#app/domain/program/program.ts";
import type { Measure, Window } from "#app/domain/program/tiers.ts";
import type { Receipt } from "#app/domain/receipt.ts";

/** A member's own accounts, and the shop's. */
export type Account =
  | "pending"
  | "available"
  | "reserved"
  | "debt"
  | "issued"
  | "redeemed"
  | "expired"
  | "adjusted"
  | "forgiven";

/** Why points moved. Texts for people: domain/receipt-text.ts and the pages' own. */
export type Reason =
  | "earned"
  | "matured"
  | "refunded"
  | "debt-repaid"
  | "tier-gift"
  | "tier-gift-returned"
  | "expired"
  | "redeemed"
  | "used"
  | "returned"
  | "kept"
  | "adjusted"
  /** What an activity or a friend had brought is taken back. */
  | "undone"
  /** The member left. */
  | "closed"
  | "corrected";

/** Points going from one account to another. */
export type Move = {
  source: string;
  /** The lot they belong to, or empty where there is none. */
  lot: string;
  from: Account;
  to: Account;
  points: bigint;
  reason: Reason;
  at: Instant;
  version: number | null;
  receipt: Receipt | null;
};

export type Lot = { lot: string; points: bigint; since: Instant; expiresAt: Instant | null };

/** A lot with the program under which its points were earned: it says by what they live. */
export type HeldLot = Lot & { program: Program | null };

/** Points that wait: `matureAt` null while their moment depends on what is still to come. */
export type Pending = {
  source: string;
  points: bigint;
  program: Program;
  earnedAt: Instant;
  matureAt: Instant | null;
};

/** What a paid order, or something else, has earned: what tiers are judged by. */
export type Earnings = {
  /** From when on it counts. */
  paidAt: Instant | null;
  spendMinor: bigint;
  points: bigint;
  /** When it leaves the windows of the tiers, as worked out so far. */
  window: Map<string, number> | null;
};

/** A sum of a measure over a window, kept up with what is earned, until time takes of it. */
export type Tally = {
  measure: Measure;
  window: Window;
  /** Of the program whose days it is counted in. */
  version: number;
  /** From when on membership years are counted, or null. */
  anchor: Instant | null;
  value: bigint;
  until: number;
  /** The moment at which something paid then leaves the window. */
  endOf: (earnings: Earnings) => number;
};

/** Sums by the number of the calendar month, kept up with what is earned. */
export type MonthlySums = {
  measure: Measure;
  monthOf: (earnings: Earnings) => number;
  sums: Map<number, bigint>;
};

export type OrderState = Earnings & {
  terms: Terms;
  placedAt: Instant;
  /** When everything in it was first fulfilled, or null. */
  fulfilledAt: Instant | null;
  cancelled: boolean;
  /** How many of its changes have happened. */
  changes: number;
  /** So much of caps and limits is its own, whatever is refunded later. */
  claims: Claims;
  rooms: Rooms;
  /** What it stands for if paid, after so many of its changes; kept where no budget is asked. */
  judged: { changes: number; award: Award } | null;
};

/** A reward taken after so much of the journal, and what became of it; null while it is open. */
export type RedemptionState = Pick<RedemptionFact, "rewardId" | "costPoints" | "free"> & {
  at: Instant;
  outcome: "used" | "returned" | "kept" | null;
  seq: number;
  /** What was set aside, with its lots; lot "" is debt. */
  parts: { lot: string; points: bigint }[];
};

export type TierState = {
  /** The tier held, or null. */
  id: string | null;
  since: Instant | null;
  /** The tier held by merit, grace included; `id` is that or one set by hand. */
  meritId: string | null;
  /** What measures and ways alone would give; differs from `meritId` during grace. */
  qualifiedId: string | null;
  graceUntil: Instant | null;
};

/**
 * Points that a source would get of a budget (program, rule:<id>, campaign:<id>) which has granted
 * it nothing yet. `limitPoints` is the whole budget, by the program that judges the source at
 * `judgedAt`, which is said of deeds alone.
 */
export type Wish = {
  budget: string;
  source: string;
  points: bigint;
  limitPoints: bigint;
  judgedAt?: Instant;
};

/** The member's orders earn so many times as much, from a moment until another (not included). */
export type Boost = { source: string; factor: Fraction; from: Instant; until: Instant };

/** Whether the member's first order has brought points to whoever invited them, and since when. */
export type ReferralOutcome = { outcome: "none" | "completed" | "undone"; at: Instant };

/** Everything the engine knows of a member while it steps through the timeline. */
export type State = DeedState & {
  programs: Program[];
  lots: Map<string, HeldLot>;
  /** When the member last did something of each kind that can keep points alive. */
  signsOfLife: Map<"order" | "redemption" | "activity", Instant>;
  /** Awards that cannot be spent yet, by source, and by part where these mature on other days. */
  pending: Map<string, Pending>;
  /** What the member owes; never beside points in lots. */
  owed: bigint;
  orders: Map<string, OrderState>;
  /** Orders as they were placed, with what is known to have changed in them. */
  placed: Map<string, OrderWithPins>;
  /** What open redemptions hold, by redemption id, with their lots; lot "" is debt. */
  reserved: Map<string, { lot: string; points: bigint }[]>;
  /** Every reward ever taken, by redemption id. */
  redemptions: Map<string, RedemptionState>;
  /** Adjustments that undo another one, and which. */
  undoings: Map<string, string>;
  /** Points that were let go and may still come back. */
  forgiven: Forgiven[];
  tier: TierState;
  /** Tiers whose entry gift the member has. */
  gifts: Map<string, Gift>;
  /** What else but orders earned points, by source. */
  otherEarnings: Map<string, Earnings>;
  /** Sums that tiers are judged by, until time takes of them: see tier-measure.ts. */
  tallies: Tally[];
  /** What was earned in each calendar month, by measure and time zone: see tier-measure.ts. */
  months: Map<string, MonthlySums>;
  /** How much of the journal has been looked at for `otherEarnings`. */
  journalSeen: number;
  /** What orders and activities have used of caps and limits: earning/allowances.ts. */
  used: Used;
  /** Orders placed so far, whatever became of them. */
  ordersPlaced: number;
  traits: Traits;
  /** What activities gave that multiplies the orders placed meanwhile. */
  boosts: Boost[];
  /** What budgets have granted: see engine/budgets.ts. */
  grants: Map<string, bigint>;
  /** What settling asks the budgets for, in the order in which the engine came upon it. */
  wishes: Wish[];
  /** Null where the member came by nobody. */
  referralOutcome: ReferralOutcome | null;
  /** Every move since the beginning, in order. */
  journal: Move[];
  /** What the first `summed` moves of the journal add up to: see flows.ts. */
  flows: Flows;
  summed: number;
};

export function emptyState(programs: Program[]): State {
  return {
    programs,
    lots: new Map(),
    signsOfLife: new Map(),
    pending: new Map(),
    owed: 0n,
    orders: new Map(),
    placed: new Map(),
    reserved: new Map(),
    redemptions: new Map(),
    undoings: new Map(),
    forgiven: [],
    tier: { id: null, since: null, meritId: null, qualifiedId: null, graceUntil: null },
    gifts: new Map(),
    otherEarnings: new Map(),
    tallies: [],
    months: new Map(),
    journalSeen: 0,
    used: new Map(),
    ordersPlaced: 0,
    traits: emptyTraits(),
    boosts: [],
    ...noDeeds(),
    grants: new Map(),
    wishes: [],
    referralOutcome: null,
    journal: [],
    flows: new Map(),
    summed: 0,
  };
}
